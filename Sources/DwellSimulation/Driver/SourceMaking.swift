public import DwellCore
import DwellWorkload

extension Scenario {
  /// The source this scenario names, at time 0.
  ///
  /// - Throws: `Knob.Refusal`: an unknown workload, knobs that do not go together, a capture that cannot be read.
  func makeSource() throws(Knob.Refusal) -> any TrafficSource {
    if let trace {
      do {
        return try TraceSource.open(
          path: trace.path, guests: guests, speed: value(of: TraceSource.speed),
          atEnd: trace.end == .loop ? .loop : .stop)
      } catch { throw Knob.Refusal(error.description) }
    }
    guard let model = TrafficCatalog.model(named: arrivals) else {
      throw .unknown("arrivals", arrivals, TrafficCatalog.models.map(\.name))
    }
    return try model.make(
      TrafficParameters(
        load: value(of: KnobCatalog.load), guests: guests, seed: seed, sizes: sizes, knobs: trafficKnobs,
        replies: directions == .rx ? .counted : .sent))
  }

  /// Checks what options and files may have got wrong.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  public func validate() throws(Knob.Refusal) {
    if SystemCatalog.system(named: system) == nil {
      throw .unknown("system", system, SystemCatalog.systems.map(\.name))
    }
    if PolicyCatalog.policy(named: policy) == nil {
      throw .unknown("policy", policy, PolicyCatalog.policies.map(\.name))
    }
    if MachineCatalog.machine(named: machine) == nil {
      throw .unknown("machine", machine, MachineCatalog.machines.map(\.name))
    }
    if trace == nil, TrafficCatalog.model(named: arrivals) == nil {
      throw .unknown("arrivals", arrivals, TrafficCatalog.models.map(\.name))
    }
    for stage in Stage.allCases {
      if let choice = stages[stage], StageCatalog.choice(choice, on: stage) == nil {
        throw .unknown("stage \(stage.rawValue)", choice, StageCatalog.choices(on: stage).map(\.name))
      }
    }
    guard (1...1024).contains(guests) else { throw Knob.Refusal("guests is \(guests), but must lie from 1 to 1024") }
    for name in knobs.chosenNames {
      guard let knob = KnobCatalog.knob(named: name), let value = knobs.chosenValue(name) else {
        throw .unknownKnob(name)
      }
      _ = try knob.checked(value)
    }
  }
}

extension Knob.Refusal {
  /// A name that is not in a catalog.
  public static func unknown(_ what: String, _ given: String, _ allowed: [String]) -> Knob.Refusal {
    Knob.Refusal(
      "\(what) is '\(given)', but must be \(allowed.count > 1 ? "one of " : "")\(allowed.joined(separator: ", "))")
  }

  /// A knob that does not exist, with those whose names are near.
  public static func unknownKnob(_ name: String) -> Knob.Refusal {
    let near = KnobCatalog.near(name, among: KnobCatalog.all.map(\.name))
    return Knob.Refusal(
      "there is no knob '\(name)'; "
        + (near.isEmpty ? "dwell list knobs names them all" : KnobCatalog.nearWords(near)))
  }
}
