import DwellCore
import DwellSimulation
import DwellWorkload

/// What traffic remembers: sources that come and go, each with a time to come round.
///
/// A percentile of a run that has seen few of its turns is no estimate of that of a long one: with bursts about 1 % of the packets come
/// between them, so the 99th percentile lies now on this and now on that side of the cliff between their waits and those of a burst. The
/// mean over many short runs stays wrong, however many they are (measured: 366 µs in runs of 0.1 s, 84 µs in runs of 20 s); only
/// longer runs help.
struct TrafficCycle {
  /// The mean time of one turn of a source, in seconds.
  let seconds: Double
  /// How many sources there are.
  let sources: Int

  /// So many turns of all sources together, and so many of each, a window has to cover.
  private static let turns = (all: 40.0, each: 4.0)
  /// A window is at most so many times as long as it would be without.
  static let mostTimes = 20.0

  /// Of a scenario; nil where its traffic forgets within some packets, or is recorded.
  init?(_ scenario: Scenario) {
    guard scenario.trace == nil else { return nil }
    func time(_ knob: Knob) -> Double { scenario.value(of: knob) / 1e9 }
    switch scenario.arrivals {
    case "onoff":
      seconds = time(OnOffTraffic.onTime) + time(OnOffTraffic.offTime)
      sources = scenario.guests
    case "mmpp":
      seconds = time(MmppTraffic.highTime) + time(MmppTraffic.lowTime)
      sources = scenario.guests
    case "pareto":
      seconds = time(ParetoTraffic.onTime) + time(ParetoTraffic.offTime)
      sources = scenario.guests * Int(scenario.value(of: ParetoTraffic.sources))
    case "voip":
      guard scenario.value(of: VoiceTraffic.talkspurts) > 0 else { return nil }
      seconds = time(VoiceTraffic.talkTime) + time(VoiceTraffic.silenceTime)
      sources = scenario.guests * Int(scenario.value(of: VoiceTraffic.calls))
    default: return nil
    }
  }

  /// The shortest window of which percentiles are worth something, in seconds.
  var window: Double { seconds * max(Self.turns.all / Double(max(sources, 1)), Self.turns.each) }
}
