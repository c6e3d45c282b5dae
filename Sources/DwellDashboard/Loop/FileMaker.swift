import Dispatch
import DwellSession
import Foundation

/// Works out files that take a moment, so that keys need not wait for them.
public protocol FileMaker: AnyObject {
  /// Readable when some are done.
  var wakeDescriptor: Int32 { get }

  /// Begins to work some out; false where too many are on their way already.
  func begin(_ files: WrittenFiles) -> Bool

  /// Those that are done since this was last asked, in the order in which they were begun.
  func finished() -> [WrittenFiles]

  /// Lets what is on its way come to an end soon, without what takes long, and waits for it, but not for ever.
  ///
  /// - Returns: what had not been asked for yet.
  func finish() -> [WrittenFiles]
}

/// Works files out in the background, one after the other.
public final class BackgroundFiles: FileMaker, @unchecked Sendable {
  /// The most on their way at once.
  public static let most = 8
  /// So many seconds the end of the program waits for them at most.
  public static let patience = 3.0

  // Everything but the queue, the group and the pipe is touched with the lock held only.
  private let lock = NSLock()
  private let queue = DispatchQueue(label: "files", qos: .utility)
  private let group = DispatchGroup()
  private let pipe = WakePipe()
  private var done: [WrittenFiles] = []
  // By their numbers, which grow.
  private var waiting: [(number: Int, files: WrittenFiles)] = []
  private var begun = 0
  private var isCancelled = false

  /// One that has nothing to do yet.
  public init() {}

  public var wakeDescriptor: Int32 { pipe.readEnd }

  public func begin(_ files: WrittenFiles) -> Bool {
    let number: Int? = lock.withLock {
      guard waiting.count < Self.most else { return nil }
      begun += 1
      waiting.append((begun, files))
      return begun
    }
    guard let number else { return false }
    queue.async(group: group) { [self] in
      let whole = files.workedOut { [self] in lock.withLock { isCancelled } }
      lock.withLock {
        // Who ended the program did not wait for it any more.
        guard let place = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: place)
        done.append(whole)
      }
      pipe.wake()
    }
    return true
  }

  public func finished() -> [WrittenFiles] {
    pipe.clear()
    return lock.withLock {
      defer { done = [] }
      return done
    }
  }

  public func finish() -> [WrittenFiles] { finish(waitingAtMost: Self.patience) }

  /// The same with a patience of so many seconds. What is not worked out by then comes in brief: nothing that was asked for gets lost.
  package func finish(waitingAtMost seconds: Double) -> [WrittenFiles] {
    lock.withLock { isCancelled = true }
    _ = group.wait(timeout: .now() + seconds)
    pipe.clear()
    // Both at once: what ends in between is in the one or in the other.
    return lock.withLock {
      defer { (done, waiting) = ([], []) }
      return done + waiting.map { $0.files.inBrief() }
    }
  }
}
