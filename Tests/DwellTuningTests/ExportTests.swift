import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation
import Synchronization
import Testing

struct ExportTests {
  private static func scenario(_ settings: KeyValuePairs<String, String>) throws -> Scenario {
    var draft = ScenarioDraft()
    try draft.add(settings.map { Setting($0.key, $0.value) })
    return draft.scenario
  }

  private static func emission(
    _ target: String, _ settings: KeyValuePairs<String, String>, device: String = "eth0",
    consent: Emission.Consent = .needed
  ) throws -> Emission {
    try Emission(
      of: scenario(settings), for: ExportCatalog.target(named: target), device: device, consent: consent)
  }

  @Test("The lines of every target, to the letter")
  func lines() throws {
    #expect(
      try Self.emission("ethtool", ["timeout": "35.4us"], device: "ens1f0").lines == [
        "ethtool -C ens1f0 adaptive-rx off rx-usecs 35 rx-frames 7",
        "ethtool -C ens1f0 adaptive-tx off tx-usecs 35 tx-frames 7",
        "ethtool -C ens1f0 tx-aggr-max-bytes 4096 tx-aggr-max-frames 7 tx-aggr-time-usecs 35",
      ])
    #expect(
      try Self.emission("ethtool", ["timeout": "50us", "policy": "throttle"], consent: .given).lines == [
        "ethtool -C eth0 adaptive-rx off rx-usecs 50", "ethtool -C eth0 adaptive-tx off tx-usecs 50",
      ])
    #expect(
      try Self.emission("ethtool", ["policy": "immediate"]).lines == [
        "ethtool -C eth0 adaptive-rx off rx-usecs 0 rx-frames 1",
        "ethtool -C eth0 adaptive-tx off tx-usecs 0 tx-frames 1",
      ])
    let ring = try Self.emission("tpacket-v3", ["timeout": "3.6ms", "container-size": "7000B"], consent: .needed)
    #expect(ring.lines.contains("  .tp_block_size = 8192,") && ring.lines.contains("  .tp_retire_blk_tov = 4,"))
    #expect(ring.lines.contains("  .tp_frame_nr = 256,"))
    // To the nearest, be it above or below.
    let below = try Self.emission("tpacket-v3", ["timeout": "3.4ms", "container-size": "5000B"])
    #expect(below.lines.contains("  .tp_block_size = 4096,") && below.lines.contains("  .tp_retire_blk_tov = 3,"))
    #expect(try Self.emission("kafka-producer", ["timeout": "3.4ms"]).lines.last == "linger.ms=3")
    #expect(try Self.emission("kafka-producer", ["timeout": "300us"], consent: .given).lines.last == "linger.ms=1")
    #expect(
      try Self.emission("gro", ["timeout": "12345ns"], consent: .given).lines == [
        "ethtool -K eth0 gro on", "echo 1 > /sys/class/net/eth0/napi_defer_hard_irqs",
        "echo 12345 > /sys/class/net/eth0/gro_flush_timeout",
      ])
    #expect(
      try Self.emission("virtio-net", ["timeout": "20us", "max-packets": "4"]).lines == [
        "ethtool -C eth0 rx-usecs 20 rx-frames 4", "ethtool -C eth0 tx-usecs 20 tx-frames 4",
      ])
    #expect(
      try Self.emission("kafka-producer", ["timeout": "5ms", "container-size": "16KiB"]).lines == [
        "batch.size=16384", "linger.ms=5",
      ])
    #expect(try Self.emission("kafka-producer", ["policy": "immediate"]).lines == ["batch.size=4096", "linger.ms=0"])
  }

  @Test("What was rounded is said, and by how much; what is exact is not")
  func roundings() throws {
    let card = try Self.emission("ethtool", ["timeout": "35.4us"])
    #expect(
      card.roundings.map(\.text) == [
        "timeout 35.4 µs to 35 µs (−1.13 %)", "container 4096 B to 7 frames of 576 B (−1.56 %)",
      ])
    #expect(try Self.emission("ethtool", ["timeout": "35us", "packet-size": "512B"]).roundings.isEmpty)
    #expect(try Self.emission("kafka-producer", ["timeout": "2ms"]).roundings.isEmpty)
    let mixed = try Self.emission("ethtool", ["timeout": "35us", "packet-size": "imix"], consent: .given)
    #expect(mixed.roundings.map(\.text) == ["container 4096 B to 6 frames of 594 B, 2171 B on average (−47 %)"])
    // Bytes fill a container, so the size that brings most of them is the one that is counted (domain research 12.3).
    let most = try Self.emission(
      "virtio-net", ["timeout": "35us", "packet-size": "64:100,1500:10,1000:1"], consent: .given)
    #expect(most.lines[0].hasSuffix("rx-frames 2"))
    #expect(most.remarks.contains { $0.contains("packets of 1500 B, which bring most bytes (67 %)") })
    #expect(mixed.remarks.contains { $0.contains("packets of 594 B") && $0.contains("the mean is 361 B") })
    let voice = try Self.emission("virtio-net", ["timeout": "35us", "arrivals": "voip"])
    #expect(voice.remarks.contains { $0.contains("packets of mean size, 200 B") })
    // Of one size there is nothing to say, and nothing to round where the count decides already.
    #expect(!card.remarks.contains { $0.contains("frames are counted") })
    #expect(try Self.emission("ethtool", ["timeout": "35us", "max-packets": "4"]).roundings.isEmpty)
    let ring = try Self.emission("tpacket-v3", ["timeout": "2ms", "container-size": "5000B"])
    #expect(
      ring.roundings.map(\.text) == [
        "policy fixed to throttle with after-pause=tick", "container 5000 B to 4096 B (−18.1 %)",
      ])
  }

  @Test("A size that would change by more than a fifth must be asked for, and so must a bound that goes")
  func forceSizes() throws {
    for (target, settings, words): (String, KeyValuePairs<String, String>, String) in [
      ("gro", ["timeout": "50us"], "container 4096 B to 64 KiB (+1500 %)"),
      ("ethtool", ["timeout": "50us", "policy": "throttle"], "container 4096 B to no size"),
      ("virtio-net", ["timeout": "50us", "packet-size": "imix"], "container 4096 B to 6 frames of 594 B"),
      ("tpacket-v3", ["timeout": "2ms", "container-size": "2KiB"], "container 2048 B to 4096 B (+100 %)"),
      ("kafka-producer", ["timeout": "2ms", "max-packets": "5"], "max-packets 5 to none"),
      ("gro", ["timeout": "50us", "container-size": "64KiB", "min-room": "mtu"], "min-room 1500 B to none"),
    ] {
      let refusal = try #require(#expect(throws: Knob.Refusal.self) { try Self.emission(target, settings) })
      let line = refusal.description
      #expect(line.contains(words) && line.contains("more than 20 %") && line.contains("--force"), "\(line)")
      #expect(!(try Self.emission(target, settings, consent: .given).lines.isEmpty))
    }
    #expect(try Self.emission("gro", ["timeout": "50us", "container-size": "64KiB"]).lines.count == 3)
  }

  @Test("Where the nearest rounding breaks a limit its neighbour that keeps it is taken, and its figures are told")
  func leans() throws {
    let settings: KeyValuePairs = ["timeout": "35.6us", "load": "200kpps", "packet-size": "512B"]
    let (scenario, target) = (try Self.scenario(settings), try ExportCatalog.target(named: "virtio-net"))
    let plan = RunPlan(replications: .count(4), packets: 3000)
    let crew = Crew(workers: 2)
    func means(_ lean: Rounding.Lean) throws -> [Double] {
      var emission = try Emission(of: scenario, for: target, lean: lean)
      try emission.predict(under: EmissionTrial(plan), crew: crew)
      return emission.predictions.compactMap { $0.sample.mean(MetricCatalog.delayMean) }
    }
    let (near, down) = (try means(.nearest), try means(.down))
    #expect(down[1] < near[0] && near[0] < near[1])
    func emission(_ bound: Double, _ consent: Emission.Consent = .needed) throws -> Emission {
      try Emission(
        of: scenario, for: target, consent: consent,
        under: EmissionTrial(plan, limits: [Limit(MetricCatalog.delayMean, .atMost, bound)]), crew: crew)
    }
    #expect(try emission(1).lines[0].contains("rx-usecs 36 "))
    let kept = try emission((near[0] + near[1]) / 2)
    #expect(kept.lines[0].contains("rx-usecs 35 ") && !kept.breaksLimits && kept.limitLines.isEmpty)
    // Where neither keeps it, it has to be asked for, and is said in one line.
    let bound = down[1] * 0.9
    let words = try #require(#expect(throws: Knob.Refusal.self) { try emission(bound) }).description
    #expect(words.contains("virtio-net makes of it breaks delay mean <= ") && words.contains("breaks it as set, too"))
    #expect(words.contains("--force") && !words.contains("\n"))
    let forced = try emission(bound, .given)
    #expect(forced.lines[0].contains("rx-usecs 36 ") && forced.limitLines.count == 1)
    #expect(forced.text.count { $0.hasPrefix("# LIMIT: ") } == 1)
    #expect(forced.brokenLine == forced.limitLines.first)
    // The first of several is said, and how many there are.
    let both = [MetricCatalog.delayMean, MetricCatalog.dwellMean].map { Limit($0, .atMost, 1e-9) }
    let broken = try Emission(
      of: scenario, for: target, consent: .given, under: EmissionTrial(plan, limits: both), crew: crew)
    #expect(broken.limitLines.count == 2 && broken.brokenLine == broken.limitLines[0] + " (and 1 more)")
  }

  @Test("A limit within the interval is not known to be broken: a note, no refusal; one beyond it is")
  func onTheEdge() throws {
    let (scenario, target) = (
      try Self.scenario(["timeout": "35us", "load": "200kpps", "packet-size": "512B"]),
      try ExportCatalog.target(named: "virtio-net")
    )
    let plan = RunPlan(replications: .count(4), packets: 1000)
    func emission(_ limits: [Limit], _ consent: Emission.Consent = .needed) throws -> Emission {
      try Emission(
        of: scenario, for: target, consent: consent, under: EmissionTrial(plan, limits: limits), crew: Crew(workers: 2))
    }
    let metric = MetricCatalog.delayMean
    let interval = try #require(try emission([]).predictions[1].sample.interval(metric))
    let near = try emission([Limit(metric, .atMost, interval.mean - 0.5 * interval.halfWidth)])
    #expect(!near.breaksLimits && near.objection == nil && near.limitLines.isEmpty)
    #expect(near.text.count { $0.contains("lies within the interval") && $0.hasPrefix("# note: ") } == 1)
    #expect(near.report.json().contains("\"on_the_edge\": true"))
    let far = try emission([Limit(metric, .atMost, interval.mean - 2 * interval.halfWidth)], .given)
    #expect(far.breaksLimits && far.limitLines.count == 1)
    #expect(!far.text.contains { $0.contains("lies within the interval") })
  }

  @Test("Cut short, no neighbour is taken whose runs are not all there")
  func cutShort() throws {
    let settings: KeyValuePairs = ["timeout": "35.6us", "load": "200kpps", "packet-size": "512B"]
    let (scenario, target) = (try Self.scenario(settings), try ExportCatalog.target(named: "virtio-net"))
    let plan = RunPlan(replications: .count(2), packets: 1000)
    var near = try Emission(of: scenario, for: target)
    try near.predict(under: EmissionTrial(plan), crew: Crew(workers: 1))
    let means = near.predictions.compactMap { $0.sample.mean(MetricCatalog.delayMean) }
    let limits = [Limit(MetricCatalog.delayMean, .atMost, (means[0] + means[1]) / 2)]
    var seen: Set<String> = []
    for most in 0..<30 {
      let asked = Mutex(0)
      let emission = try Emission(
        of: scenario, for: target, under: EmissionTrial(plan, limits: limits), crew: Crew(workers: 1)
      ) {
        asked.withLock { count in
          count += 1
          return count > most
        }
      }
      let isNear = emission.lines == near.lines
      #expect(isNear || (!emission.predictions.isEmpty && !emission.breaksLimits), "\(most)")
      seen.insert(isNear ? emission.predictions.isEmpty ? "nothing" : "near" : "below")
    }
    #expect(seen == ["nothing", "near", "below"])
  }

  @Test("What a target means by the same lines may break a limit that the settings keep to: that is asked for, too")
  func meanings() throws {
    let plan = RunPlan(replications: .count(4), packets: 6000)
    let trial = EmissionTrial(plan, limits: [try Limit(parsing: "delay.p99<205us")])
    let settings: KeyValuePairs = ["timeout": "139us", "load": "240kpps", "container-size": "8KiB"]
    for (target, words) in [("gro", "gro makes of it breaks"), ("ethtool", "on a card with a least gap (Intel)")] {
      func emission(_ consent: Emission.Consent) throws -> Emission {
        try Emission(
          of: Self.scenario(settings), for: ExportCatalog.target(named: target), consent: consent, under: trial,
          crew: Crew(workers: 2))
      }
      let line = try #require(#expect(throws: Knob.Refusal.self) { try emission(.needed) }).description
      #expect(line.contains(words) && line.contains("delay p99 < 205 µs") && line.contains("as set "), "\(line)")
      let forced = try emission(.given)
      #expect(forced.breaksLimits && forced.text.contains { $0.hasPrefix("# LIMIT: ") })
      #expect(forced.report.json().contains("\"met\": false"))
    }
  }

  @Test("A timeout that would change by more than a fifth must be asked for")
  func force() throws {
    for (target, timeout) in [("kafka-producer", "250us"), ("tpacket-v3", "250us"), ("ethtool", "1.4us")] {
      let refusal = #expect(throws: Knob.Refusal.self) { try Self.emission(target, ["timeout": timeout]) }
      let words = try #require(refusal).description
      #expect(words.contains("more than 20 %") && words.contains("--force") && !words.contains("\n"), "\(words)")
      #expect(!(try Self.emission(target, ["timeout": timeout], consent: .given).lines.isEmpty))
    }
    #expect(try Self.emission("kafka-producer", ["timeout": "4.5ms"]).lines.last == "linger.ms=5")
    #expect(try Self.emission("ethtool", ["timeout": "1.2us"]).lines[0].contains("rx-usecs 1 "))
  }

  @Test("Rounded settings mean what the target means by them")
  func semantics() throws {
    let card = try Self.emission("ethtool", ["timeout": "35.4us"]).after
    #expect(card.policy == "fixed" && card.value(of: EngineKnobs.timeout) == 35_000)
    #expect(card.value(of: EngineKnobs.maxPackets) == 7 && card.value(of: EngineKnobs.containerSize) == 4032)
    let intel = try Self.emission("ethtool", ["policy": "throttle", "timeout": "50us"], consent: .given).after
    #expect(intel.policy == "throttle" && intel.value(of: EngineKnobs.containerSize) == 1_048_576)
    #expect(try Self.emission("gro", ["timeout": "50us"], consent: .given).after.policy == "throttle")
    let ring = try Self.emission("tpacket-v3", ["timeout": "2ms"]).after
    #expect(ring.policy == "throttle" && ring.value(of: ThrottleRelease.afterPause) == 1)
    // What the count decides, the bytes must not.
    let mixed = try Self.emission("virtio-net", ["timeout": "2ms", "packet-size": "imix"], consent: .given).after
    #expect(mixed.value(of: EngineKnobs.containerSize) >= 1518 * mixed.value(of: EngineKnobs.maxPackets))
    for target in ExportCatalog.targets where !target.accepts.isEmpty {
      let after = try Self.emission(target.name, ["timeout": "2ms"], consent: .given).after
      let again = try target.reach.nearest(to: after)
      for step in target.reach.steps {
        #expect(again.value(of: step.knob) == after.value(of: step.knob), "\(target.name)")
      }
    }
  }

  @Test("Before and after are predicted on the same arrivals, a least gap for cards that have one beside it")
  func predictions() throws {
    var emission = try Self.emission("ethtool", ["timeout": "35.4us", "load": "200kpps"])
    #expect(emission.predictions.isEmpty)
    let study = Study(RunPlan(replications: .count(4), packets: 2000), crew: Crew(workers: 2))
    try emission.predict(study)
    #expect(emission.predictions.map(\.what) == ["as set", "as rounded", "least gap (Intel)"])
    let offered = try MetricCatalog.metric("window.offered")
    let counts = emission.predictions.map { $0.sample.runs.map { $0[offered] } }
    #expect(counts[0] == counts[1] && counts[1] == counts[2])
    let change = try #require(
      emission.predictions[1].sample.difference(MetricCatalog.delayMean, from: emission.predictions[0].sample))
    #expect(change.mean < 0 && change.mean > -20e-6)
    // A rounding that changes nothing is said to.
    var exact = try Self.emission("kafka-producer", ["timeout": "2ms"])
    try exact.predict(study)
    #expect(exact.text.contains { $0.contains("rounding changes no delay") })
  }

  @Test("What is printed can be typed: everything but the lines is a comment")
  func text() throws {
    var emission = try Self.emission("ethtool", ["timeout": "35.4us"])
    try emission.predict(Study(RunPlan(replications: .count(3), packets: 1000), crew: Crew(workers: 2)))
    for target in ExportCatalog.targets where target.name != "toml" {
      let text = try Self.emission(target.name, ["timeout": "2ms"], consent: .given).text
      let mark = target.name == "tpacket-v3" ? "// " : "# "
      let emitted = try Self.emission(target.name, ["timeout": "2ms"], consent: .given).lines
      #expect(text.filter { !$0.hasPrefix(mark) } == emitted)
      #expect(text.contains { $0.contains(target.semantics.rawValue) })
      for limit in target.limits { #expect(text.contains("\(mark)cannot say: \(limit)")) }
    }
    let text = emission.text.joined(separator: "\n")
    #expect(text.contains("# as set") && text.contains("# as rounded") && text.contains("adaptive and self-clocked"))
    #expect(text.contains("xen-netback has no parameter"))
  }

  @Test("A scenario file gives the same digest")
  func roundTrip() throws {
    let scenario = try Self.scenario([
      "policy": "adaptive", "timeout": "333us", "guests": "3", "arrivals": "onoff", "packets": "3000", "seed": "9",
      "packet-size": "imix",
    ])
    let emission = try Emission(of: scenario, for: ExportCatalog.target(named: "toml"))
    let text = emission.text.joined(separator: "\n")
    let read = try ScenarioFile(text: text, path: "taken.toml").draft().scenario
    #expect(try Simulator(read).summary().digest == Simulator(scenario).summary().digest)
    #expect(emission.roundings.isEmpty)
  }

  @Test("What a target cannot express is refused in one line")
  func refusals() throws {
    func words(_ body: () throws -> Void) throws -> String {
      let refusal = try #require(#expect(throws: Knob.Refusal.self, performing: body)).description
      #expect(!refusal.contains("\n"))
      return refusal
    }
    for target in ExportCatalog.targets where !target.accepts.isEmpty {
      for policy in PolicyCatalog.policies.map(\.name) where !target.accepts.contains(policy) {
        let text = try words { _ = try Self.emission(target.name, ["policy": policy, "timeout": "2ms"]) }
        #expect(text.contains("policy \(policy) has no form in \(target.name)"))
      }
      #expect(try words { _ = try Self.emission(target.name, ["system": "vanilla"]) }.contains("no container crosses"))
    }
    #expect(try words { _ = try ExportCatalog.target(named: "xen-netback") }.contains("no parameter"))
    #expect(try words { _ = try ExportCatalog.target(named: "nic") }.contains("ethtool, tpacket-v3"))
    for device in ["", "eth0;reboot", "a b", "$(x)", "-c", "..", "a/b", "sixteenletters16"] {
      #expect(try words { _ = try Self.emission("ethtool", [:], device: device) }.hasPrefix("device is"))
    }
    #expect(try ExportCatalog.targets(named: ["gro,ethtool", "gro"]).map(\.name) == ["gro", "ethtool"])
    #expect(throws: Knob.Refusal.self) { try ExportCatalog.targets(named: ["gro,"]) }
  }

  @Test("Steps are whole, in their range, and each once")
  func steps() throws {
    for target in ExportCatalog.targets {
      for step in target.reach.steps {
        let values = step.values(40)
        #expect(values.count > 5 && values.first == step.range.lowerBound && values.last == step.range.upperBound)
        for (value, next) in zip(values, values.dropFirst()) { #expect(value < next) }
        for value in values {
          #expect((value / step.step).rounded() * step.step == value && step.knob.range.contains(value))
        }
        #expect(step.values(5, in: step.range.lowerBound...step.range.lowerBound).count == 1)
      }
    }
    let card = try ExportCatalog.target(named: "ethtool").reach
    #expect(card.step(of: EngineKnobs.timeout)?.nearest(to: 35_400) == 35_000)
    #expect(card.step(of: EngineKnobs.alpha) == nil)
  }

  @Test("Every target says what it is, where that is from and how sure it is")
  func catalog() {
    #expect(
      ExportCatalog.targets.map(\.name) == ["ethtool", "tpacket-v3", "gro", "virtio-net", "kafka-producer", "toml"])
    for target in ExportCatalog.targets {
      for words in [target.summary, target.source, target.confidence] + target.limits {
        #expect(!words.isEmpty && !words.hasSuffix("."))
      }
    }
  }
}
