import ArgumentParser
import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// Time per packet: by point, policy and stage; by workload; for vanilla.
struct EngineBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "engine", abstract: "CPU time of one thread per packet, in nanoseconds.")

  @Option(help: "Only this point: 1, 8 or 1000 guests.") var point: Point?
  @Option(help: "Only this policy.") var policy: String?
  @Option(help: "Only this stage: generate, aggregate, record, stations, ahead, plots.") var stage: BenchmarkStage?
  @Option(help: "Points with this system; vanilla gets half the load, which it can just carry.")
  var system = "aggregation"
  @Option(help: "Packets a run.") var packets = 1_000_000
  @Option(help: "Runs of each; the minimum and the median are written.") var runs = 9
  @Flag(help: "Without the tables of workloads and systems.") var pointsOnly = false
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (1...1_000_000_000).contains(packets) else {
      throw ValidationError("packets is \(packets), but must lie from 1 to 1000000000")
    }
    guard (1...1000).contains(runs) else { throw ValidationError("runs is \(runs), but must lie from 1 to 1000") }
    let names = PolicyCatalog.policies.map(\.name)
    if let policy, !names.contains(policy) {
      throw ValidationError("policy is '\(policy)', but must be one of \(names.joined(separator: ", "))")
    }
    let systems = SystemCatalog.systems.map(\.name)
    guard systems.contains(system) else {
      throw ValidationError("system is '\(system)', but must be one of \(systems.joined(separator: ", "))")
    }
    // A policy added to the catalog wants its line in `StageRun`.
    guard names == StageRun.policies else {
      throw ValidationError("the policies measured are \(StageRun.policies), but the catalog holds \(names)")
    }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    if pointsOnly || point != nil || policy != nil || stage != nil || system != "aggregation" { return try byStage() }
    return try byStage() + [byWorkload(), bySystem()]
  }

  private func byStage() throws -> [Table] {
    let stages = stage.map { [$0] } ?? BenchmarkStage.allCases
    let columns = ["point", "policy"] + stages.map(\.rawValue)
    var least = Table("ns per packet by stage, each with those before it; minimum of \(runs) runs", columns: columns)
    var middle = Table("ns per packet by stage; median of \(runs) runs", columns: columns)
    for point in self.point.map({ [$0] }) ?? Point.allCases {
      for policy in self.policy.map({ [$0] }) ?? PolicyCatalog.policies.map(\.name) {
        var scenario = try point.scenario(policy: policy)
        scenario.system = system
        if !scenario.aggregates { scenario.knobs[KnobCatalog.load] = scenario.value(of: KnobCatalog.load) / 2 }
        let times = try stages.map { try time($0, scenario) }
        let names = [Table.Entry.word(point.rawValue), .word(policy)]
        least.rows.append(names + times.map { .figure($0[0], decimals: 1) })
        middle.rows.append(names + times.map { .figure(Measure.median($0), decimals: 1) })
      }
    }
    return [least, middle]
  }

  private func byWorkload() throws -> Table {
    var table = Table(
      "ns per packet by workload: 8 guests, fixed, all in", columns: ["workload", "generate", "min", "median"])
    for model in TrafficCatalog.models {
      var scenario = try Point.eight.scenario(policy: "fixed")
      scenario.arrivals = model.name
      // As many packets a second, or as near to it as its knobs let it come.
      scenario.reach(packetsPerSecond: scenario.value(of: KnobCatalog.load))
      let all = try time(.stations, scenario)
      // What follows deliveries makes nothing by itself.
      let alone: Table.Entry =
        try StageRun.source(scenario).lookahead != nil ? .none : .figure(try time(.generate, scenario)[0], decimals: 1)
      table.rows.append(
        [.word(model.name), alone, .figure(all[0], decimals: 1), .figure(Measure.median(all), decimals: 1)])
    }
    return table
  }

  private func bySystem() throws -> Table {
    var table = Table(
      "ns per packet by system: 8 guests, fixed, 10 Mpps, all in", columns: ["system", "min", "median"])
    for system in SystemCatalog.systems {
      var scenario = try Point.eight.scenario(policy: "fixed")
      scenario.system = system.name
      scenario.knobs[KnobCatalog.load] = 10e6
      let times = try time(.stations, scenario)
      table.rows.append(
        [.word(system.name), .figure(times[0], decimals: 1), .figure(Measure.median(times), decimals: 1)])
    }
    return table
  }

  // Sorted ns per packet.
  private func time(_ stage: BenchmarkStage, _ scenario: Scenario) throws -> [Double] {
    try Measure.runs(runs) { try StageRun.make(stage, scenario, packets: packets) }.map { $0 / Double(packets) }
  }
}
