import DwellCore
import DwellWorkload

/// A named scenario.
public struct ScenarioEntry: Sendable {
  /// The name in options.
  public let name: String
  /// One line of what it shows.
  public let summary: String
  /// The scenario.
  public let scenario: Scenario
  /// Virtual seconds per second it is best watched at.
  public let speed: Double
}

/// Every preset there is.
public enum ScenarioCatalog {
  /// All presets; the first is what `dwell` alone shows.
  public static let scenarios = [bursts, steady, voiceAndBulk, overload, paperRegimes, paperAssumptions]

  /// The preset of that name, if there is one.
  public static func scenario(named name: String) -> ScenarioEntry? { scenarios.first { $0.name == name } }

  // Two guests with bursts: containers leave full in a burst and by time between (contract).
  private static let bursts = ScenarioEntry(
    name: "bursts", summary: "two guests, on/off bursts: the release time follows the traffic",
    scenario: make("bursts", policy: "adaptive", arrivals: "onoff", load: 240_000) { $0.set("off-rate", 0.01) },
    speed: 0.1)

  private static let steady = ScenarioEntry(
    name: "steady", summary: "eight guests, Poisson, small packets, a fixed timeout: the closed forms hold",
    scenario: make("steady", policy: "fixed", arrivals: "poisson", load: 400_000) {
      $0.guests = 8
      $0.sizes = PacketSizes(bytes: 64)
      $0.machine = "theory"
    }, speed: 0.1)

  private static let voiceAndBulk = ScenarioEntry(
    name: "mixed", summary: "four guests, Internet mix, self-clocked: no timeout to choose",
    scenario: make("mixed", policy: "self-clocked", arrivals: "poisson", load: 300_000) {
      $0.guests = 4
      $0.sizes = .imix
    }, speed: 0.1)

  private static let overload = ScenarioEntry(
    name: "overload", summary: "vanilla at twice what it can carry: queues fill, packets are lost",
    scenario: make("overload", policy: "fixed", arrivals: "poisson", load: 400_000) { $0.system = "vanilla" },
    speed: 0.1)

  // The paper's section III, one case after the other.
  private static let paperRegimes = ScenarioEntry(
    name: "paper-regimes",
    summary: "the paper's section III: 1 s of a low rate, 1 s of a high one, then more than can be carried",
    scenario: make("paper-regimes", policy: "fixed", arrivals: "poisson", load: 200) {
      $0.guests = 1
      $0.sizes = PacketSizes(bytes: 64)
      $0.schedule = [
        ScheduledCommand(at: Instant(nanoseconds: 1_000_000_000), KnobCatalog.load, 1_000_000),
        ScheduledCommand(at: Instant(nanoseconds: 2_000_000_000), KnobCatalog.load, 2_000_000),
      ]
    }, speed: 0.1)

  // What the paper assumes of sizes: two packets fit, so containers can at most double the throughput.
  private static let paperAssumptions = ScenarioEntry(
    name: "paper-assumptions",
    summary: "the paper's sizes: messages of 65535 B, packets of 1500 B, containers of 4096 B: gain at most 2",
    scenario: make("paper-assumptions", policy: "fixed", arrivals: "messages", load: 100_000) { $0.guests = 1 },
    speed: 0.1)

  private static func make(
    _ name: String, policy: String, arrivals: String, load: Double, _ change: (inout Scenario) -> Void
  ) -> Scenario {
    var scenario = Scenario()
    scenario.name = name
    scenario.policy = policy
    scenario.arrivals = arrivals
    scenario.set(KnobCatalog.load.name, load)
    change(&scenario)
    return scenario
  }
}
