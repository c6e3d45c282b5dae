public import DwellCore
import Foundation

/// A search on threads of its own, that tells what it finds as it goes on, can wait and can be ended.
///
/// One that follows another begins no run before that one has ended.
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
    /// The mean size of a packet, for lines to type; nil until it is known what exactly is searched, or where it cannot be read.
    public var packetBytes: Double?
    /// Settings that were run, each once, in order.
    public var tried: [Tried] = []
    /// Runs done, and expected in all by now.
    public var done = 0
    public var total = 0
    /// Seconds of work on it so far, pauses left out.
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
  private var isOver = false
  private var lastWake = -Double.infinity
  private var clock = WorkClock()
  private let time: @Sendable () -> Double

  /// Begins a search.
  ///
  /// - Parameters:
  ///   - previous: one that has to be over first, such as one that was cancelled just now.
  ///   - time: a clock in seconds that never goes back, asked from several threads; nil: that of the machine.
  ///   - question: makes what is searched; called on the search's own thread. It asks now and then whether it is wanted no longer, and
  ///     may be made to wait by that.
  ///   - wake: called from that thread when there is news, at most about fifteen times a second, and at the end.
  public init(
    crew: Crew = .besideAClock, after previous: Tuner? = nil,
    time: (@Sendable () -> Double)? = nil,
    wake: @escaping @Sendable () -> Void,
    _ question: @escaping @Sendable (_ isCancelled: @escaping @Sendable () -> Bool) throws(Knob.Refusal) -> Tuning
  ) {
    self.time = time ?? { ProcessInfo.processInfo.systemUptime }
    Thread { [self] in
      previous?.waitUntilOver(atMost: .infinity)
      work(crew, wake, question)
      change { isOver = true }
    }.start()
  }

  /// Waits until the last run has ended and nothing more is done, but not for ever.
  ///
  /// - Returns: whether it is over.
  @discardableResult
  public func waitUntilOver(atMost seconds: Double) -> Bool {
    lock.withLock {
      if seconds.isFinite {
        let end = Date(timeIntervalSinceNow: seconds)
        while !isOver, lock.wait(until: end) {}
      } else {
        while !isOver { lock.wait() }
      }
      return isOver
    }
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
  public func pause() {
    change {
      isPaused = true
      clock.rest(at: time())
    }
  }

  /// Goes on.
  public func resume() {
    change {
      isPaused = false
      if news.problem != nil { clock.start(at: time()) }
    }
  }

  /// Ends it without an answer; what is on its way is finished first, and nothing more is told.
  public func cancel() { change { isCancelled = true } }

  private func change(_ body: () -> Void) {
    lock.withLock {
      body()
      lock.broadcast()
    }
  }

  private func work(
    _ crew: Crew, _ wake: @escaping @Sendable () -> Void,
    _ question: (@escaping @Sendable () -> Bool) throws(Knob.Refusal) -> Tuning
  ) {
    var end: End?
    do throws(Knob.Refusal) {
      // The limit is not known before the settings as they stand were run; who cancels gets no answer to it.
      guard !waitsOrIsOver() else { return }
      let tuning = try question { [self] in waitsOrIsOver() }
      guard !waitsOrIsOver() else { return }
      let packetBytes = try? Emission.packetBytes(tuning.space.scenario)
      lock.withLock {
        news.problem = tuning
        news.packetBytes = packetBytes
        if !isPaused { clock.start(at: time()) }
      }
      let result = try tuning.run(
        crew: crew, isCancelled: { [self] in waitsOrIsOver() }, tell: { [self] in take($0, wake) })
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

  private func take(_ event: TuningEvent, _ wake: () -> Void) {
    let isDue = lock.withLock {
      isNew = true
      switch event {
      case .progress(let done, let total, _):
        news.done = done
        news.total = total
        news.seconds = clock.seconds(at: time())
      case .tried(let tried): news.tried.append(tried)
      }
      guard !isCancelled, time() - lastWake > 0.066 else { return false }
      lastWake = time()
      return true
    }
    if isDue { wake() }
  }
}
