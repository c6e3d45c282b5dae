import Dispatch
import Foundation
import Synchronization

/// Workers over the cores: independent jobs by number, results in the order of the numbers, whatever the number of workers.
public struct Crew: Sendable {
  /// How many work at once.
  public let workers: Int

  /// `workers` at once; nil: as many as there are cores.
  public init(workers: Int? = nil) {
    self.workers = max(workers ?? ProcessInfo.processInfo.activeProcessorCount, 1)
  }

  /// One fewer than there are cores, at least one: a clock beside them keeps a core.
  public static var besideAClock: Crew { Crew(workers: ProcessInfo.processInfo.activeProcessorCount - 1) }

  /// Does the jobs of `numbers`; a result is handed over once those of all smaller numbers have been.
  ///
  /// Results that wait for an earlier one are bounded: no worker runs more than `ahead` jobs ahead of the oldest unfinished one.
  /// - Parameters:
  ///   - take: called with one result after the other, never at the same time as another call.
  ///   - isCancelled: asked before each job; once it says yes, no further job begins.
  /// - Throws: the first error in the order of the numbers; jobs after it are not begun.
  public func run<Result: Sendable, Failure: Error>(
    _ numbers: Range<Int>, isCancelled: @Sendable () -> Bool = { false },
    job: @Sendable (Int) throws(Failure) -> Result, take: (Int, Result) -> Void
  ) throws(Failure) {
    let line = Line<Result, Failure>(numbers, ahead: workers * 64)
    // The closure outlives no call; it is only ever called under the line's lock.
    withoutActuallyEscaping(take) { take in
      let hand = Hand(take)
      DispatchQueue.concurrentPerform(iterations: min(workers, max(numbers.count, 1))) { _ in
        while !isCancelled(), let number = line.next() {
          do throws(Failure) { line.finish(number, .success(try job(number)), hand.take) } catch {
            line.finish(number, .failure(error), hand.take)
          }
        }
        line.leave()
      }
    }
    if let error = line.error { throw error }
  }

  /// The results of all jobs.
  public func map<Result: Sendable, Failure: Error>(
    _ numbers: Range<Int>, isCancelled: @Sendable () -> Bool = { false },
    _ job: @Sendable (Int) throws(Failure) -> Result
  ) throws(Failure) -> [Result] {
    var results: [Result] = []
    try run(numbers, isCancelled: isCancelled, job: job) { _, result in results.append(result) }
    return results
  }
}

/// Carries a closure to the workers, who call it one at a time.
private struct Hand<Result>: @unchecked Sendable {
  // Safe: `Line.finish` calls it with its lock held, and the call that made it waits for all workers.
  let take: (Int, Result) -> Void

  init(_ take: @escaping (Int, Result) -> Void) { self.take = take }
}

/// Which job is next, and the results that wait for their turn.
private final class Line<Result: Sendable, Failure: Error>: @unchecked Sendable {
  // Everything below is touched with the lock held only.
  private let lock = NSCondition()
  private var begun: Int
  private var handed: Int
  private let end: Int
  private let ahead: Int
  private var waiting: [Int: Swift.Result<Result, Failure>] = [:]
  private var failure: Failure?
  private var isLeft = false

  init(_ numbers: Range<Int>, ahead: Int) {
    begun = numbers.lowerBound
    handed = numbers.lowerBound
    end = numbers.upperBound
    self.ahead = ahead
  }

  var error: Failure? { lock.withLock { failure } }

  func next() -> Int? {
    lock.lock()
    defer { lock.unlock() }
    while begun - handed >= ahead, failure == nil, !isLeft { lock.wait() }
    guard begun < end, failure == nil, !isLeft else { return nil }
    begun += 1
    return begun - 1
  }

  func finish(_ number: Int, _ result: Swift.Result<Result, Failure>, _ take: (Int, Result) -> Void) {
    lock.lock()
    defer { lock.unlock() }
    waiting[number] = result
    while failure == nil, let next = waiting.removeValue(forKey: handed) {
      switch next {
      case .success(let value):
        take(handed, value)
        handed += 1
      case .failure(let error): failure = error
      }
    }
    lock.broadcast()
  }

  // One who stops early must leave nobody waiting for a job that nobody does.
  func leave() {
    lock.lock()
    isLeft = true
    lock.broadcast()
    lock.unlock()
  }
}
