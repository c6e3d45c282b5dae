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

/// Searches on all cores but one.
public final class BackgroundTuner: TuneSource {
  private let pipe = WakePipe()
  private var tuner: Tuner?

  /// One that searches nothing yet.
  public init() {}

  public var wakeDescriptor: Int32 { pipe.readEnd }

  public func carryOut(_ order: TuneOrder) {
    switch order {
    case .start(let question):
      tuner?.cancel()
      let crew = Crew.besideAClock
      let ask: @Sendable () throws(Knob.Refusal) -> Tuning = { () throws(Knob.Refusal) in
        try question.asked(crew: crew)
      }
      tuner = Tuner(crew: crew, wake: { [pipe] in pipe.wake() }, ask)
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

  deinit { tuner?.cancel() }
}
