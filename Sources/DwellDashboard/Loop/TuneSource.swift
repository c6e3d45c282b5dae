import DwellCore
import DwellSession
public import DwellTuning

/// Where better settings are searched: threads beside the clock, or a script in tests.
public protocol TuneSource: AnyObject {
  /// Readable when there is news.
  var wakeDescriptor: Int32 { get }

  /// Begins a search, lets it wait or ends it; a search that is begun ends the one before.
  func carryOut(_ order: TuneOrder)

  /// What has come since the last time; nil: nothing is searched, or nothing has come.
  func news() -> Tuner.News?
}

/// Searches on all cores but one, one question at a time.
public final class BackgroundTuner: TuneSource {
  private let pipe = WakePipe()
  private var tuner: Tuner?
  // The last one, which may still be at its last runs.
  private var last: Tuner?

  /// One that searches nothing yet.
  public init() {}

  public var wakeDescriptor: Int32 { pipe.readEnd }

  public func carryOut(_ order: TuneOrder) {
    switch order {
    case .start(let question):
      tuner?.cancel()
      let crew = Crew.besideAClock
      let wake: @Sendable () -> Void = { [pipe] in pipe.wake() }
      tuner = Tuner(crew: crew, after: last, wake: wake) { isCancelled throws(Knob.Refusal) in
        try question.asked(crew: crew, isCancelled: isCancelled)
      }
      last = tuner
    case .pause: tuner?.pause()
    case .resume: tuner?.resume()
    case .stop:
      tuner?.cancel()
      tuner = nil
    }
  }

  public func news() -> Tuner.News? {
    pipe.clear()
    return tuner?.takeNews()
  }

  /// Ends the search, and waits for the runs on their way, but no longer than so many seconds.
  ///
  /// - Returns: whether nothing works any more.
  @discardableResult
  public func close(waitingAtMost seconds: Double) -> Bool {
    carryOut(.stop)
    return last?.waitUntilOver(atMost: seconds) ?? true
  }

  deinit { tuner?.cancel() }
}
