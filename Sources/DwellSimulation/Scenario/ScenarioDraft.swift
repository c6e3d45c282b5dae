public import DwellCore
import DwellWorkload

/// A scenario put together in layers, of which a later one wins: built-in or preset, configuration, options, `--set`.
public struct ScenarioDraft: Sendable {
  /// What a layer does about a setting that has no meaning beside what is chosen elsewhere.
  public enum Layer: Sendable {
    /// Refuses it: a person asked for it now.
    case asked
    /// Refuses it only beside what the same layer says: defaults of a user, for whatever they run.
    case preferred
  }

  /// The scenario so far.
  public private(set) var scenario: Scenario

  /// A draft that begins with `scenario`.
  public init(_ scenario: Scenario = Scenario()) { self.scenario = scenario }

  /// Adds a layer: choices first, knobs after them, then the schedule, whatever the order in which they were written.
  ///
  /// A bit rate goes by the packets of the whole layer, in the schedule by those of its instant.
  /// Relative values such as `+10%` start from what the draft says before.
  /// - Throws: `Knob.Refusal`, one line: where, what is wrong, what was given, what is allowed.
  public mutating func add(_ settings: [Setting], as layer: Layer = .asked) throws(Knob.Refusal) {
    for setting in settings where !Setting.names.contains(setting.name) {
      try Self.located(setting) { () throws(Knob.Refusal) in
        if KnobCatalog.knob(named: setting.name) == nil { throw .unknownSetting(setting.name) }
      }
    }
    for name in Setting.names where name != "at" {
      // Before a value is read whose option has no meaning here: then its form does not matter.
      if name == "packet-size", !scenario.usesSizes, settings.contains(where: { $0.name == name }) {
        try settle(settings, layer)
      }
      for setting in settings where setting.name == name {
        try Self.located(setting) { () throws(Knob.Refusal) in try choose(setting) }
      }
    }
    let knobs = settings.compactMap { setting in KnobCatalog.knob(named: setting.name).map { (setting, $0) } }
    // What decides the sizes of packets comes before what may be given as a bit rate.
    let sizes = knobs.filter { $1.dimension != .packetRate }
    for (setting, knob) in sizes + knobs.filter({ $1.dimension == .packetRate }) {
      try Self.located(setting) { () throws(Knob.Refusal) in
        scenario.knobs[knob] = try knob.value(
          parsing: setting.text, current: scenario.value(of: knob), bytesPerPacket: scenario.meanPacketBytes)
      }
    }
    try settle(settings, layer)
    try schedule(settings.filter { $0.name == "at" })
  }

  private static func located(_ setting: Setting, _ body: () throws(Knob.Refusal) -> Void) throws(Knob.Refusal) {
    do { try body() } catch {
      guard let place = setting.place else { throw error }
      throw Knob.Refusal("\(place): \(error.description)")
    }
  }

  // MARK: Choices

  private mutating func choose(_ setting: Setting) throws(Knob.Refusal) {
    let text = setting.text
    switch setting.name {
    case "system":
      guard let system = SystemCatalog.system(named: text) else {
        throw .unknown("system", text, SystemCatalog.systems.map(\.name))
      }
      scenario.system = text
      scenario.stages = [:]
      if let policy = system.policy { scenario.policy = policy }
    case "stage": try chooseStage(text)
    case "policy":
      guard PolicyCatalog.policy(named: text) != nil else {
        throw .unknown("policy", text, PolicyCatalog.policies.map(\.name))
      }
      scenario.policy = text
    case "machine":
      guard MachineCatalog.machine(named: text) != nil else {
        throw .unknown("machine", text, MachineCatalog.machines.map(\.name))
      }
      scenario.machine = text
    case "arrivals":
      guard TrafficCatalog.model(named: text) != nil else {
        throw .unknown("arrivals", text, TrafficCatalog.models.map(\.name))
      }
      scenario.arrivals = text
      scenario.trace = nil
    case "trace":
      guard !text.isEmpty else { throw Knob.Refusal("trace is empty; the path of a pcap or pcapng file is needed") }
      scenario.trace = Scenario.Trace(path: text, end: scenario.trace?.end ?? .stop)
    case "directions":
      guard let directions = Directions(rawValue: text) else {
        throw .unknown("directions", text, Directions.allCases.map(\.rawValue))
      }
      scenario.directions = directions
    case "packet-size": scenario.sizes = try PacketSizes(parsing: text)
    case "seed":
      guard let seed = Int(text), seed >= 0 else {
        throw Knob.Refusal("seed is '\(text)', but must be a whole number from 0 to \(Int.max)")
      }
      scenario.seed = UInt64(seed)
    default: try chooseExtent(setting)
    }
  }

  private mutating func chooseStage(_ text: String) throws(Knob.Refusal) {
    let names = Stage.allCases.map(\.rawValue)
    guard let equals = text.firstIndex(of: "=") else {
      throw Knob.Refusal("stage is '\(text)', but must be STAGE=CHOICE such as cross=copy")
    }
    let name = String(text[..<equals])
    let choice = String(text[text.index(after: equals)...])
    guard let stage = Stage(rawValue: name) else { throw .unknown("stage", name, names) }
    guard StageCatalog.choice(choice, on: stage) != nil else {
      throw .unknown("stage \(name)", choice, StageCatalog.choices(on: stage).map(\.name))
    }
    scenario.stages[stage] = choice
  }

  /// Adds commands to the schedule in the order of their instants.
  private mutating func schedule(_ settings: [Setting]) throws(Knob.Refusal) {
    var entries: [(setting: Setting, entry: ScheduledCommand)] = []
    for setting in settings {
      try Self.located(setting) { () throws(Knob.Refusal) in
        entries.append(
          (setting, try ScheduledCommand(parsing: setting.text, bytesPerPacket: scenario.meanPacketBytes)))
      }
    }
    let inOrder = entries.enumerated().sorted {
      ($0.element.entry.instant, $0.offset) < ($1.element.entry.instant, $1.offset)
    }
    for (_, (setting, entry)) in inOrder {
      try Self.located(setting) { () throws(Knob.Refusal) in try schedule(entry, setting.text) }
    }
  }

  /// Adds a command behind those of the same instant.
  private mutating func schedule(_ first: ScheduledCommand, _ text: String) throws(Knob.Refusal) {
    var entry = first
    guard scenario.schedule.count < ScheduledCommand.most else {
      throw Knob.Refusal(
        "at is given more than \(ScheduledCommand.most) times; so many commands are allowed in a scenario")
    }
    let place = scenario.schedule.firstIndex { $0.instant > entry.instant } ?? scenario.schedule.count
    if Self.isRate(entry) {
      // Commands before it may change the sizes by which a bit rate becomes a load.
      let others = scenario.schedule[..<place].filter { !Self.isRate($0) }
      let then = others.reduce(scenario) { $0.after($1.command) }
      entry = try ScheduledCommand(parsing: text, bytesPerPacket: then.meanPacketBytes)
    }
    scenario.schedule.insert(entry, at: place)
  }

  private static func isRate(_ entry: ScheduledCommand) -> Bool {
    guard case .set(let name, _) = entry.command else { return false }
    return KnobCatalog.knob(named: name)?.dimension == .packetRate
  }

  private mutating func chooseExtent(_ setting: Setting) throws(Knob.Refusal) {
    let text = setting.text
    switch setting.name {
    case "guests": scenario.guests = Int(try Self.guests.value(parsing: text, current: Double(scenario.guests)))
    case "packets":
      scenario.packets = Int(try Self.packets.value(parsing: text, current: scenario.packets.map { Double($0) }))
    case "duration":
      let current = scenario.duration.map { Double($0.nanoseconds) }
      scenario.duration = TimeSpan(
        nanoseconds: Int64(try Self.duration.value(parsing: text, current: current).rounded()))
    case "warmup":
      let current = Double(scenario.warmup.nanoseconds)
      scenario.warmup = TimeSpan(nanoseconds: Int64(try Self.warmup.value(parsing: text, current: current).rounded()))
    case "loop": if try isOn(setting) { scenario.trace?.end = .loop }
    case "no-drain": scenario.ending = try isOn(setting) ? .cut : .drain
    case "guest-percentiles": scenario.guestPercentiles = try isOn(setting) ? .all : .few
    default: throw .unknownSetting(setting.name)
    }
  }

  private func isOn(_ setting: Setting) throws(Knob.Refusal) -> Bool {
    switch setting.text {
    case "true": return true
    case "false": return false
    default: throw .unknown(setting.name, setting.text, ["true", "false"])
    }
  }

  // What is no knob of the model, but read and checked like one.
  static let guests = Knob(
    "guests", .count, in: 1...1024, default: 2, scale: .logarithmic, help: "number of guests")
  private static let packets = Knob(
    "packets", .count, in: 1...1e12, default: 1e6, scale: .logarithmic, help: "packets offered")
  private static let duration = Knob(
    "duration", .time, in: 1...1e15, default: 1e10, scale: .logarithmic, help: "virtual time")
  private static let warmup = Knob(
    "warmup", .time, in: 0...1e14, default: 0, scale: .logarithmic, help: "virtual time left out of the statistics")

  // MARK: What does not go together

  private func settle(_ settings: [Setting], _ layer: Layer) throws(Knob.Refusal) {
    func given(_ name: String) -> Setting? { settings.last { $0.name == name } }
    func refuse(_ name: String, _ chosen: [String], _ words: (String) -> String) throws(Knob.Refusal) {
      guard let setting = given(name) else { return }
      if layer == .preferred, chosen.allSatisfy({ given($0) == nil }) { return }
      try Self.located(setting) { () throws(Knob.Refusal) in throw Knob.Refusal(words(setting.text)) }
    }
    if scenario.trace != nil {
      try refuse("arrivals", ["trace"]) { "arrivals is '\($0)', but a trace brings its own; give one of the two" }
      try refuse("packet-size", ["trace"]) { "packet-size is '\($0)', but a trace brings its own sizes" }
      try refuse("load", ["trace"]) {
        "load is '\($0)', but a trace has a rate of its own; turn --trace-speed instead (1 is as recorded)"
      }
    } else {
      try refuse("loop", ["arrivals"]) { _ in "loop is given, but there is no trace to repeat; --trace FILE names one" }
      try refuse("trace-speed", ["arrivals"]) {
        "trace-speed is '\($0)', but there is no trace; --trace FILE names one"
      }
      if let model = TrafficCatalog.model(named: scenario.arrivals), model.loadUse == .refused {
        try refuse("load", ["arrivals"]) {
          "load is '\($0)', but \(model.name) finds its own; turn \(model.fourthKnob) instead "
            + "(--set \(model.fourthKnob)=20)"
        }
      }
      if let model = TrafficCatalog.model(named: scenario.arrivals), case .own(let knob, _) = model.sizeUse {
        try refuse("packet-size", ["arrivals"]) {
          "packet-size is '\($0)', but \(model.name) has sizes of its own; turn \(knob) instead"
        }
      }
    }
    if !scenario.aggregates {
      let fit = SystemCatalog.systems.filter(\.usesContainers).map(\.name)
      try refuse("policy", ["system", "stage"]) {
        "policy is '\($0)', but no container crosses in system \(scenario.system); systems that fit are "
          + fit.joined(separator: ", ")
      }
    }
  }
}

extension Knob.Refusal {
  /// A setting that does not exist, with those whose names are near.
  static func unknownSetting(_ name: String) -> Knob.Refusal {
    let near = KnobCatalog.near(name, among: Setting.names + KnobCatalog.all.map(\.name))
    return Knob.Refusal(
      "there is no setting '\(name)'; "
        + (near.isEmpty ? "dwell list knobs names the knobs" : KnobCatalog.nearWords(near)))
  }
}
