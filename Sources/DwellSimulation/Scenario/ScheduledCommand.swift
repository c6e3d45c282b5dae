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

  private static let time = Knob(
    "time", .time, in: 0...1e15, default: 0, scale: .logarithmic, help: "virtual time of the command")

  private static func command(_ name: String, _ value: String, _ bytesPerPacket: Double) throws(Knob.Refusal) -> Command
  {
    switch name {
    case "guests": return .guests(Int(try ScenarioDraft.guests.value(parsing: value)))
    case "policy":
      guard PolicyCatalog.policy(named: value) != nil else {
        throw .unknown(name, value, PolicyCatalog.policies.map(\.name))
      }
      return .policy(value)
    case "system":
      guard SystemCatalog.system(named: value) != nil else {
        throw .unknown(name, value, SystemCatalog.systems.map(\.name))
      }
      return .system(value)
    case "arrivals":
      guard TrafficCatalog.model(named: value) != nil else {
        throw .unknown(name, value, TrafficCatalog.models.map(\.name))
      }
      return .arrivals(value)
    default:
      guard let knob = KnobCatalog.knob(named: name) else {
        guard !Setting.names.contains(name) else {
          throw Knob.Refusal(
            "\(name) holds for a whole run; guests, policy, system, arrivals and knobs can be turned while it goes on")
        }
        let near = KnobCatalog.near(
          name, among: ["guests", "policy", "system", "arrivals"] + KnobCatalog.all.map(\.name))
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
