public import DwellCore
import DwellEngine
import DwellWorkload

extension Scenario {
  /// The line for a shell that runs this scenario again.
  ///
  /// - Parameters:
  ///   - turns: what was turned on the way, in order; they go in after what the schedule does at the same instant.
  ///   - end: where the run has got to; the length where nothing else ends it.
  /// - Throws: `Knob.Refusal`: why no line says it.
  public func simulateLine(
    turns: [(instant: Instant, command: Command)] = [], end: Instant? = nil
  ) throws(Knob.Refusal) -> String {
    for turn in turns {
      guard case .trace(let trace) = turn.command else { continue }
      let file = trace.path.split(separator: "/").last.map(String.init) ?? trace.path
      throw Knob.Refusal(
        "\(file) was brought back at \(QuantityText.exact(TimeSpan(nanoseconds: turn.instant.nanoseconds))); "
          + "a line begins a capture at 0 only; restart and turn anew")
    }
    var whole = self
    for turn in turns {
      let entry = ScheduledCommand(at: turn.instant, turn.command)
      let place = whole.schedule.firstIndex { $0.instant > entry.instant } ?? whole.schedule.count
      whole.schedule.insert(entry, at: place)
    }
    guard whole.schedule.count <= ScheduledCommand.most else {
      throw Knob.Refusal(
        "there were \(turns.count) turns, but a line repeats at most \(ScheduledCommand.most); restart and turn less")
    }
    if whole.duration == nil, !whole.endsByItself, let end, end > .zero {
      whole.duration = TimeSpan(nanoseconds: end.nanoseconds)
    }
    let preset = name.flatMap { ScenarioCatalog.scenario(named: $0) }
    // From the preset, where that gives the same; else from nothing.
    for base in [preset, nil] {
      let settings = whole.settings(over: base?.scenario ?? Scenario())
      var draft = base.map { ScenarioDraft($0.scenario) } ?? ScenarioDraft()
      guard (try? draft.add(settings)) != nil, draft.scenario.isSameRun(as: whole) else { continue }
      let words = (base.map { ["--scenario", $0.name] } ?? []) + settings.flatMap { Self.words($0) }
      return (["dwell", "simulate"] + words).map { Self.quoted($0) }.joined(separator: " ")
    }
    throw Knob.Refusal("no line says these settings exactly; :save writes them to a file that does")
  }

  /// Whether two scenarios say the same of everything that can happen in them.
  private func isSameRun(as other: Scenario) -> Bool {
    var (one, two) = (meaningful, other.meaningful)
    // What a later turn may bring back counts as well.
    if !other.schedule.isEmpty,
      policy != other.policy || value(of: KnobCatalog.load) != other.value(of: KnobCatalog.load)
        || sizes != other.sizes || value(of: TraceSource.speed) != other.value(of: TraceSource.speed)
    {
      return false
    }
    guard KnobCatalog.all.allSatisfy({ value(of: $0) == other.value(of: $0) || one.value(of: $0) == two.value(of: $0) })
    else { return false }
    one.knobs = KnobValues()
    two.knobs = KnobValues()
    // An override that says what the system says is none.
    for stage in Stage.allCases where one.choice(on: stage) == two.choice(on: stage) {
      one.stages[stage] = nil
      two.stages[stage] = nil
    }
    return one == two
  }

  private static func words(_ setting: Setting) -> [String] {
    let knobOptions = [
      EngineKnobs.containerSize, EngineKnobs.timeout, EngineKnobs.alpha, KnobCatalog.load, TraceSource.speed,
    ].map(\.name)
    if Setting.switches.contains(setting.name) { return setting.text == "true" ? ["--\(setting.name)"] : [] }
    let isOption =
      knobOptions.contains(setting.name) || Setting.names.contains(setting.name) && setting.name != Directions.name
    return isOption ? ["--\(setting.name)", setting.text] : ["--set", "\(setting.name)=\(setting.text)"]
  }

  /// A word as a POSIX shell takes it.
  private static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "-_./:=,+%@".utf8.contains(byte)
        }
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
