import DwellCore
import DwellMetrics
import DwellSimulation
import DwellWorkload

/// A run for both: settings, arrivals, commands at their instants, and how the engine is fed.
struct TestCase {
  var scenario: Scenario
  var arrivals: [NaivePacket]
  /// Where the run stops to be looked at, and is told something; in time order.
  var stops: [(time: Int64, command: Command?)] = []
  var blockCapacity = 256
  /// Whether the source asks what becomes of its packets.
  var follows = false

  /// What both must agree on.
  struct Outcome: Equatable {
    var releases: [NaiveRelease] = []
    var counts: [PacketCounts] = []
    var digest: UInt64 = 0
    /// By guest; only where the source followed.
    var fates: [[NaiveFate]] = []
  }

  func naive() -> Outcome {
    let naive = NaiveScheduler(scenario, arrivals: arrivals)
    var outcome = Outcome()
    for stop in stops {
      naive.advance(to: stop.time)
      outcome.counts.append(naive.counts)
      guard let command = stop.command else { continue }
      naive.apply(command)
      outcome.counts.append(naive.counts)
    }
    naive.finish()
    outcome.counts.append(naive.counts)
    outcome.releases = naive.releases
    outcome.digest = naive.digest
    outcome.fates = naive.fates
    return outcome
  }

  static func difference(_ rules: Outcome, _ engine: Outcome, followed: Bool) -> String? {
    for i in 0..<max(rules.releases.count, engine.releases.count) {
      let a = i < rules.releases.count ? "\(rules.releases[i])" : "no further container"
      let b = i < engine.releases.count ? "\(engine.releases[i])" : "no further container"
      if a != b { return "container \(i + 1)\n  rules:  \(a)\n  engine: \(b)" }
    }
    if followed {
      for guest in engine.fates.indices {
        for fate in [true, false] {
          // A source hears of a guest's packets in their order, so of a loss perhaps after a later delivery, and of two losses of
          // one instant at different queues in either order; and it hears nothing after the last arrivals were asked for.
          let a = rules.fates[guest].filter { $0.delivered == fate }.sorted {
            ($0.time, $0.packets) < ($1.time, $1.packets)
          }
          let b = engine.fates[guest].filter { $0.delivered == fate }.sorted {
            ($0.time, $0.packets) < ($1.time, $1.packets)
          }
          for i in b.indices where i >= a.count || a[i] != b[i] {
            let rule = i < a.count ? "\(a[i])" : "nothing further"
            return "end \(i + 1) of guest \(guest)\n  rules:  \(rule)\n  engine: \(b[i])"
          }
        }
      }
    }
    for (i, (a, b)) in zip(rules.counts, engine.counts).enumerated() where a != b {
      return "counts at look \(i)\n  rules:  \(a)\n  engine: \(b)"
    }
    if rules.digest != engine.digest { return "digests \(rules.digest) and \(engine.digest)" }
    return nil
  }

  /// The case as one can read it: settings, arrivals, stops.
  var text: String {
    let knobs = scenario.knobs.chosenNames.map { "\($0)=\(scenario.knobs.chosenValue($0) ?? 0)" }
    let stages = scenario.stages.map { "\($0.key)=\($0.value)" }.sorted()
    let packets = arrivals.map { "\($0.arrival):\($0.size)B>\($0.guest)" }
    let told = stops.map { "\($0.time):\($0.command.map { "\($0)" } ?? "look")" }
    return """
      \(scenario.system) \(stages) \(scenario.policy) machine \(scenario.machine) guests \(scenario.guests) seed \
      \(scenario.seed) sizes \(scenario.sizes.text) end \(scenario.duration?.nanoseconds ?? -1) \(scenario.ending)
      \(knobs.joined(separator: " "))
      \(packets.joined(separator: " "))
      \(told.joined(separator: "\n"))
      """
  }
}
