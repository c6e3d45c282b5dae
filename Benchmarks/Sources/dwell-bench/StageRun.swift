import ArgumentParser
import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellWorkload

/// How much of the path a packet goes; each includes those before it.
enum BenchmarkStage: String, CaseIterable, ExpressibleByArgument {
  /// Times, sizes and guests only.
  case generate
  /// Into containers and out, to a sink that counts.
  case aggregate
  /// Every wait, delay and jitter counted, with stations that take no time.
  case record
  /// All in: what a run without a screen does.
  case stations
  /// The same with arrivals made ahead on a thread of their own, which is not timed.
  case ahead
  /// All in, and the past kept for plots: what a run with a screen does.
  case plots
}

/// One run at one stage, made ready outside the time that is measured.
enum StageRun {
  /// The policies whose loops are specialised here for the inner stages; held against the catalog by `EngineBenchmark`.
  static let policies: [String] = makers.map(\.name)

  private typealias Make = (BenchmarkStage, Scenario, Int) throws -> () -> Void

  private static var makers: [(name: String, make: Make)] {
    [
      maker(ImmediateRelease.self), maker(FixedRelease.self), maker(PrintedRelease.self),
      maker(AdaptiveRelease<RamjeeOne>.self), maker(AdaptiveSizeRelease.self), maker(ModelBasedRelease.self),
      maker(InWindowRelease.self), maker(ThrottleRelease.self), maker(SelfClockedRelease.self),
      maker(SelfClockedGuestRelease.self),
    ]
  }

  // The type is forgotten where it is known, so that the loop behind stays specialised.
  @inline(__always)
  private static func maker<Policy: PolicyDescription>(_ type: Policy.Type) -> (name: String, make: Make) {
    (Policy.name, { stage, scenario, packets in try inner(Policy.self, stage, scenario, packets) })
  }

  /// `packets` packets of `scenario` up to `stage`; the result of the run is kept in `Witness`.
  static func make(_ stage: BenchmarkStage, _ scenario: Scenario, packets: Int) throws -> () -> Void {
    switch stage {
    case .generate: return try generate(scenario, packets)
    case .aggregate, .record:
      guard let maker = makers.first(where: { $0.name == scenario.policy }) else { return {} }
      return try maker.make(stage, scenario, packets)
    case .stations, .ahead, .plots:
      var scenario = scenario
      scenario.packets = packets
      let simulator = try Simulator(
        scenario, recording: stage == .plots ? .plots : .figures,
        arranging: (stage == .ahead ? ArrivalMaking.ahead : .inTurn).arranging)
      return {
        simulator.finish()
        Witness.value ^= simulator.digest
      }
    }
  }

  static func source(_ scenario: Scenario) throws -> any TrafficSource {
    guard let model = TrafficCatalog.model(named: scenario.arrivals) else {
      throw Knob.Refusal.unknown("arrivals", scenario.arrivals, TrafficCatalog.models.map(\.name))
    }
    return try model.make(
      TrafficParameters(
        load: scenario.value(of: KnobCatalog.load), guests: scenario.guests, seed: scenario.seed,
        sizes: scenario.sizes, knobs: scenario.trafficKnobs))
  }

  private static func generate(_ scenario: Scenario, _ packets: Int) throws -> () -> Void {
    var source = try source(scenario)
    return {
      var block = ArrivalBlock()
      var made = 0
      while made < packets {
        block.removeAll()
        source.fill(&block, until: Instant(nanoseconds: .max))
        made += block.count
        Witness.value ^= UInt64(bitPattern: block.times[block.count - 1])
      }
    }
  }

  @inline(__always)
  private static func inner<Policy: PolicyDescription>(
    _ type: Policy.Type, _ stage: BenchmarkStage, _ scenario: Scenario, _ packets: Int
  ) throws -> () -> Void {
    let source = try source(scenario)
    let settings = scenario.policySettings
    let rules = ContainerRules(
      capacity: Int32(scenario.value(of: EngineKnobs.containerSize)),
      maxPackets: Int32(scenario.value(of: EngineKnobs.maxPackets)),
      minRoom: Int32(scenario.value(of: EngineKnobs.minRoom)))
    let aggregator = AggregatorBox(
      Aggregator(policy: Policy(settings), rules: rules, guests: scenario.guests))
    let driver = IdleDriver(scenario)
    if stage == .aggregate {
      return { aggregator.run(source, packets, into: CountingSink(driver)) { Witness.value ^= UInt64($0.packets) } }
    }
    return {
      aggregator.run(source, packets, into: RecordingSink(driver, guests: scenario.guests)) {
        $0.recorder.settle(before: .max)
        Witness.value ^= $0.recorder.digest
      }
    }
  }
}

/// Where results go, so that no work can be left out as useless.
enum Witness {
  /// Changed by every run.
  nonisolated(unsafe) static var value: UInt64 = 0
}

/// An aggregator where closures can reach it.
private final class AggregatorBox<Policy: ReleasePolicy> {
  private var aggregator: Aggregator<Policy>

  init(_ aggregator: consuming Aggregator<Policy>) { self.aggregator = aggregator }

  @inline(__always)
  func run<Sink: ReleaseSink & ~Copyable>(
    _ given: any TrafficSource, _ packets: Int, into sink: consuming Sink, done: (inout Sink) -> Void
  ) {
    var source = given
    var block = ArrivalBlock()
    var made = 0
    while made < packets {
      block.removeAll()
      source.fill(&block, until: Instant(nanoseconds: .max))
      made += block.count
      aggregator.ingest(block, into: &sink)
    }
    aggregator.advance(to: .max, into: &sink)
    done(&sink)
  }
}
