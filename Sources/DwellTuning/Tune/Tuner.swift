public import DwellCore
import Foundation

/// A search on threads of its own, that tells what it finds as it goes on, can wait and can be ended.
public final class Tuner: @unchecked Sendable {
  /// How a search ended.
  public enum End: Sendable {
    /// With an answer.
    case found(TuningResult)
    /// It could not begin or go on; one line.
    case refused(String)
  }

  /// What has come since the last news.
  public struct News: Sendable {
    /// The question; nil until it is known what exactly is searched.
    public var problem: Tuning?
    /// Settings that were run, each once, in order.
    public var tried: [Tried] = []
    /// Runs done, and expected in all by now.
    public var done = 0
    public var total = 0
    /// Seconds of work so far.
    public var seconds = 0.0
    /// How it ended; nil while it goes on.
    public var end: End?

    /// No news.
    public init() {}
  }

  // Everything below is touched with the lock held only.
  private let lock = NSCondition()
  private var news = News()
  private var isNew = false
  private var isPaused = false
  private var isCancelled = false
  private var lastWake = Date.distantPast

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - question: makes what is searched; called on the search's own thread.
  ///   - wake: called from that thread when there is news, at most about fifteen times a second, and at the end.
  public init(
    crew: Crew = .besideAClock, wake: @escaping @Sendable () -> Void,
    _ question: @escaping @Sendable () throws(Knob.Refusal) -> Tuning
  ) {
    Thread { [self] in work(crew, wake, question) }.start()
  }

  /// What has come since this was last asked; nil: nothing.
  public func takeNews() -> News? {
    lock.withLock {
      guard isNew else { return nil }
      isNew = false
      let taken = news
      news.tried = []
      return taken
    }
  }

  /// Begins no further run until ``resume()``; those on their way are finished.
  public func pause() { change { isPaused = true } }

  /// Goes on.
  public func resume() { change { isPaused = false } }

  /// Ends it without an answer; what is on its way is finished first, and nothing more is told.
  public func cancel() { change { isCancelled = true } }

  private func change(_ body: () -> Void) {
    lock.withLock {
      body()
      lock.broadcast()
    }
  }

  private func work(
    _ crew: Crew, _ wake: @escaping @Sendable () -> Void, _ question: () throws(Knob.Refusal) -> Tuning
  ) {
    let start = Date()
    var end: End?
    do throws(Knob.Refusal) {
      let tuning = try question()
      lock.withLock { news.problem = tuning }
      let result = try tuning.run(
        crew: crew, isCancelled: { [self] in waitsOrIsOver() }, tell: { [self] in take($0, start, wake) })
      end = result.map { .found($0) }
    } catch { end = .refused(error.description) }
    let isTold = lock.withLock {
      news.end = end
      isNew = true
      return end != nil && !isCancelled
    }
    if isTold { wake() }
  }

  private func waitsOrIsOver() -> Bool {
    lock.withLock {
      while isPaused, !isCancelled { lock.wait() }
      return isCancelled
    }
  }

  private func take(_ event: TuningEvent, _ start: Date, _ wake: () -> Void) {
    let isDue = lock.withLock {
      isNew = true
      switch event {
      case .progress(let done, let total, _):
        news.done = done
        news.total = total
        news.seconds = Date().timeIntervalSince(start)
      case .tried(let tried): news.tried.append(tried)
      }
      guard !isCancelled, Date().timeIntervalSince(lastWake) > 0.066 else { return false }
      lastWake = Date()
      return true
    }
    if isDue { wake() }
  }
}
