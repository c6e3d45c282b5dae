import ArgumentParser
import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload

/// What a packet costs as one thing after another is scaled, all else being equal.
struct ScaleBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "scale",
    abstract: "ns per packet against guests, packet size, container size, load, policy and system, all in.",
    discussion: """
      Unless a row says otherwise: 8 guests, 64/128/576/1500 B, Poisson, 10 Mpps, policy fixed, T0 10 us, containers of 4096 B and at \
      most 64 packets, machine fast-server. Guests: T0 grows with them, so that containers hold as many packets. Container size: T0 \
      100 us and no limit of packets.
      """)

  @Option(help: "Only this axis: guests, packet-size, container-size, load, policy, system.") var axis: Axis?
  @Option(help: "Packets a run.") var packets = 300_000
  @Option(help: "Runs of each; the minimum and the median are written.") var runs = 5
  @OptionGroup var output: OutputOptions

  /// What is scaled.
  enum Axis: String, CaseIterable, ExpressibleByArgument {
    case guests
    case packetSize = "packet-size"
    case containerSize = "container-size"
    case load
    case policy
    case system
  }

  /// One row: a value on an axis.
  struct Row {
    let axis: Axis
    /// The value as words: a number without unit (guests, bytes, Mpps), or a name.
    let value: String
    let scenario: Scenario

    /// The same, for callgrind.
    var counted: CountedCase { CountedCase("\(axis.rawValue)/\(value)/\(scenario.policy)", scenario) }
  }

  func validate() throws {
    guard (1000...100_000_000).contains(packets) else {
      throw ValidationError("packets is \(packets), but must lie from 1000 to 100000000")
    }
    guard (1...1000).contains(runs) else { throw ValidationError("runs is \(runs), but must lie from 1 to 1000") }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    var table = Table(
      "ns per packet, all in, against what is scaled; \(packets) packets, minimum and median of \(runs) runs",
      columns: ["axis", "value", "policy", "packets a transfer", "dropped %", "min", "median"])
    let rows = try Self.rows().filter { axis == nil || axis == $0.axis }
    // By turns, so that what else the machine does for a while meets no row alone.
    var all = rows.map { _ in [Double]() }
    for _ in 0..<runs {
      for (number, row) in rows.enumerated() {
        all[number] += try Measure.runs(1) { try StageRun.make(.stations, row.scenario, packets: packets) }
      }
    }
    for (row, runs) in zip(rows, all) {
      let times = runs.sorted().map { $0 / Double(packets) }
      var scenario = row.scenario
      scenario.packets = packets
      let summary = try Simulator(scenario).summary()
      let lost = Double(summary.packets.dropped) / Double(max(summary.packets.offered, 1)) * 100
      table.rows.append([
        .word(row.axis.rawValue), .word(row.value), .word(row.scenario.policy),
        summary.containers.meanPackets.map { .figure($0, decimals: 2) } ?? .none, .figure(lost, decimals: 1),
        .figure(times[0], decimals: 1), .figure(Measure.median(times), decimals: 1),
      ])
    }
    return [table]
  }

  /// Every row, in the order of the axes.
  static func rows() throws -> [Row] {
    var rows: [Row] = []
    func add(_ axis: Axis, _ value: String, policy: String = "fixed", _ change: (inout Scenario) throws -> Void) throws
    {
      var scenario = try Point.eight.scenario(policy: policy)
      scenario.knobs[KnobCatalog.load] = 10e6
      scenario.knobs[EngineKnobs.timeout] = 10_000
      try change(&scenario)
      rows.append(Row(axis: axis, value: value, scenario: scenario))
    }
    for policy in ["fixed", "adaptive", "self-clocked"] {
      for guests in (0...10).map({ 1 << $0 }) {
        try add(.guests, "\(guests)", policy: policy) {
          $0.guests = guests
          $0.knobs[EngineKnobs.timeout] = 1250 * Double(guests)
        }
      }
    }
    for bytes in [64, 128, 256, 512, 1024, 1500, 4096] {
      try add(.packetSize, "\(bytes)") { $0.sizes = PacketSizes(bytes: bytes) }
    }
    for bytes in [2048, 4096, 8192, 16384, 32768, 65536] {
      try add(.containerSize, "\(bytes)") {
        $0.knobs[EngineKnobs.containerSize] = Double(bytes)
        $0.knobs[EngineKnobs.maxPackets] = 0
        $0.knobs[EngineKnobs.timeout] = 100_000
      }
    }
    for load in [0.1, 0.2, 0.5, 1, 2, 5, 10, 20] {
      try add(.load, Double(Int(load)) == load ? "\(Int(load))" : "\(load)") { $0.knobs[KnobCatalog.load] = load * 1e6 }
    }
    for policy in PolicyCatalog.policies.map(\.name) { try add(.policy, policy, policy: policy) { _ in } }
    for system in SystemCatalog.systems {
      try add(.system, system.name, policy: system.policy ?? "fixed") { $0.system = system.name }
    }
    return rows
  }
}
