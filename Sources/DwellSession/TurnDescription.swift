public import DwellCore
import DwellEngine
public import DwellSimulation

extension Turn {
  /// What a command turned, from where to where; old and new may read the same where it turned nothing that shows.
  public init?(_ command: Command, from before: Scenario, to after: Scenario, at instant: Instant) {
    func turn(_ name: String, _ old: String, _ new: String) -> Turn {
      Turn(name: name, symbol: name, old: old, new: new, at: instant)
    }
    switch command {
    case .set(let name, _):
      guard let knob = KnobCatalog.knob(named: name) else { return nil }
      self.init(
        name: name, symbol: knob.symbol, old: QuantityText.knob(knob, before.value(of: knob)),
        new: QuantityText.knob(knob, after.value(of: knob)), at: instant)
    case .policy: self = turn("policy", before.policy, after.policy)
    case .system, .choices: self = turn("system", before.systemWords, after.systemWords)
    case .stage(let stage, _): self = turn(stage.rawValue, before.choice(on: stage), after.choice(on: stage))
    case .machine: self = turn("machine", before.machine, after.machine)
    case .arrivals, .trace: self = turn("workload", before.workloadWord, after.workloadWord)
    case .guests: self = turn("guests", "\(before.guests)", "\(after.guests)")
    }
  }
}

extension Turn {
  /// Several settings taken over at once; nil where nothing is different.
  public init?(adopting after: Scenario, from before: Scenario, at instant: Instant) {
    guard !before.commands(to: after).isEmpty else { return nil }
    self.init(
      name: Self.severalName, symbol: Self.severalName, old: before.words(unlike: after),
      new: after.words(unlike: before),
      at: instant)
  }

  // What no knob and no choice is called.
  private static let severalName = "settings"

  /// Whether it is one of several settings at once.
  package var isOfSeveral: Bool { name == Self.severalName }

  /// The most settings named of several that were taken over at once; how many more there are is told as a number.
  public static let mostWords = 4
}

extension Scenario {
  /// The settings that differ from another scenario's, the ones that matter most first: `fixed, 34.7 µs, 16 KiB`.
  fileprivate func words(unlike other: Scenario) -> String {
    var words: [String] = []
    if systemWords != other.systemWords { words.append(systemWords) }
    if policy != other.policy { words.append(policy) }
    if machine != other.machine { words.append("machine \(machine)") }
    if workloadWord != other.workloadWord { words.append(workloadWord) }
    if guests != other.guests { words.append("\(guests) \(guests == 1 ? "guest" : "guests")") }
    // The unit says which of these three it is; others need their name.
    let bare = [EngineKnobs.timeout, EngineKnobs.containerSize, EngineKnobs.alpha]
    let rest = KnobCatalog.all.filter { knob in !bare.contains(knob) }
    for knob in bare + rest where value(of: knob) != other.value(of: knob) {
      let text = QuantityText.knob(knob, value(of: knob))
      words.append(bare.contains(knob) ? (knob == EngineKnobs.alpha ? "α \(text)" : text) : "\(knob.name) \(text)")
    }
    // What differs may be none of these, such as a stage's own words.
    if words.isEmpty { words.append(policy) }
    let more = words.count - Turn.mostWords
    return (words.prefix(Turn.mostWords) + (more > 0 ? ["\(more) more"] : [])).joined(separator: ", ")
  }

  /// `aggregation`, or with what overrides it: `aggregation+gro`.
  fileprivate var systemWords: String {
    ([system] + Stage.allCases.compactMap { stages[$0] }).joined(separator: "+")
  }

  fileprivate var workloadWord: String { trace == nil ? arrivals : "trace" }
}
