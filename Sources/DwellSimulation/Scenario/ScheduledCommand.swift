public import DwellCore
import DwellWorkload

/// A command that a scenario carries out by itself at a virtual instant: guests join and leave, a load rises, a policy changes.
public struct ScheduledCommand: Sendable, Hashable {
  /// The most commands a scenario may have.
  public static let most = 1000

  /// When it is carried out: before anything else of that instant.
  public let instant: Instant
  /// What is done.
  public let command: Command
  /// How it is written: `1s guests=4`.
  public let text: String

  /// Reads `1s guests=4`, `250ms timeout=500us`, `2s policy=fixed`.
  ///
  /// - Parameter bytesPerPacket: the mean packet size by which a bit rate becomes a load.
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  public init(parsing text: String, bytesPerPacket: Double) throws(Knob.Refusal) {
    let parts = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
    guard parts.count == 2, let equals = parts[1].firstIndex(of: "=") else {
      throw Knob.Refusal("at is '\(text)', but must be TIME NAME=VALUE such as '1s guests=4'")
    }
    let name = parts[1][..<equals].trimmed
    let value = parts[1][parts[1].index(after: equals)...].trimmed
    do {
      instant = Instant(nanoseconds: Int64(try Self.time.value(parsing: String(parts[0])).rounded()))
      command = try Self.command(name, value, bytesPerPacket)
    } catch { throw Knob.Refusal("at '\(text)': \(error.description)") }
    self.text = "\(parts[0]) \(name)=\(value)"
  }

  /// A turn of a knob, for presets.
  init(at instant: Instant, _ knob: Knob, _ value: Double) {
    self.instant = instant
    command = .set(knob: knob.name, value: value)
    let time = QuantityText.time(nanoseconds: Double(instant.nanoseconds), .dropped).filter { $0 != " " }
    text = "\(time) \(knob.name)=\(QuantityText.knob(knob, value))"
  }

  /// A command at an instant, written so that it reads back to the very same.
  public init(at instant: Instant, _ command: Command) {
    self.instant = instant
    self.command = command
    let what =
      switch command {
      case .set(let name, let value):
        "\(name)=\(KnobCatalog.knob(named: name).map { QuantityText.exact($0, value) } ?? "\(value)")"
      case .policy(let name): "policy=\(name)"
      case .system(let name): "system=\(name)"
      case .stage(let stage, let choice): "stage=\(stage.rawValue)=\(choice ?? "system")"
      case .choices(let system, let stages, let policy):
        (["system=\(system)"] + Stage.allCases.compactMap { stage in stages[stage].map { "\(stage.rawValue)=\($0)" } }
          + ["policy=\(policy)"]).joined(separator: ",")
      case .trace(let trace): "trace=\(trace.path)"
      case .machine(let name): "machine=\(name)"
      case .arrivals(let name): "arrivals=\(name)"
      case .guests(let count): "guests=\(count)"
      }
    text = "\(QuantityText.exact(TimeSpan(nanoseconds: instant.nanoseconds))) \(what)"
  }

  private static let time = Knob(
    "time", .time, in: 0...1e15, default: 0, scale: .logarithmic, help: "virtual time of the command")

  /// `cross=copy`; `cross=system` takes an override away.
  private static func stage(_ value: String) throws(Knob.Refusal) -> Command {
    guard let equals = value.firstIndex(of: "=") else {
      throw Knob.Refusal("stage is '\(value)', but must be STAGE=CHOICE such as cross=copy")
    }
    let (name, choice) = (String(value[..<equals]), String(value[value.index(after: equals)...]))
    guard let stage = Stage(rawValue: name) else { throw .unknown("stage", name, Stage.allCases.map(\.rawValue)) }
    // What undoing an override of a stage is written as.
    if choice == "system" { return .stage(stage, nil) }
    guard StageCatalog.choice(choice, on: stage) != nil else {
      throw .unknown("stage \(name)", choice, StageCatalog.choices(on: stage).map(\.name))
    }
    return .stage(stage, choice)
  }

  /// `aggregation,cross=copy,policy=fixed`: system, overridden stages and policy at once.
  private static func choices(_ value: String) throws(Knob.Refusal) -> Command {
    var parts = value.split(separator: ",").map(String.init)[...]
    let system = parts.popFirst() ?? ""
    guard SystemCatalog.system(named: system) != nil else {
      throw .unknown("system", system, SystemCatalog.systems.map(\.name))
    }
    var stages: [Stage: String] = [:]
    var policy = SystemCatalog.system(named: system)?.policy ?? Scenario().policy
    for part in parts {
      if part.hasPrefix("policy=") {
        policy = String(part.dropFirst(7))
        guard PolicyCatalog.policy(named: policy) != nil else {
          throw .unknown("policy", policy, PolicyCatalog.policies.map(\.name))
        }
      } else if case .stage(let stage, let choice?) = try stage(part) {
        stages[stage] = choice
      }
    }
    return .choices(system: system, stages: stages, policy: policy)
  }

  private static func command(_ name: String, _ value: String, _ bytesPerPacket: Double) throws(Knob.Refusal) -> Command
  {
    switch name {
    case "guests": return .guests(Int(try ScenarioDraft.guests.value(parsing: value)))
    case "policy":
      guard PolicyCatalog.policy(named: value) != nil else {
        throw .unknown(name, value, PolicyCatalog.policies.map(\.name))
      }
      return .policy(value)
    case "system" where value.contains(","): return try choices(value)
    case "system":
      guard SystemCatalog.system(named: value) != nil else {
        throw .unknown(name, value, SystemCatalog.systems.map(\.name))
      }
      return .system(value)
    case "stage": return try stage(value)
    case "machine":
      guard MachineCatalog.machine(named: value) != nil else {
        throw .unknown(name, value, MachineCatalog.machines.map(\.name))
      }
      return .machine(value)
    case "arrivals":
      guard TrafficCatalog.model(named: value) != nil else {
        throw .unknown(name, value, TrafficCatalog.models.map(\.name))
      }
      return .arrivals(value)
    default:
      guard let knob = KnobCatalog.knob(named: name) else {
        guard !Setting.names.contains(name) else {
          throw Knob.Refusal(
            "\(name) holds for a whole run; guests, policy, system, stage, machine, arrivals and knobs can be turned while it goes on"
          )
        }
        let near = KnobCatalog.near(
          name, among: ["guests", "policy", "system", "stage", "machine", "arrivals"] + KnobCatalog.all.map(\.name))
        throw near.isEmpty
          ? .unknownKnob(name) : Knob.Refusal("there is no '\(name)' to turn; \(KnobCatalog.nearWords(near))")
      }
      return .set(knob: name, value: try knob.value(parsing: value, bytesPerPacket: bytesPerPacket))
    }
  }
}

extension Substring {
  fileprivate var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
