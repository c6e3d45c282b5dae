/// A tree of named figures in order: what JSON, CSV and metric paths are printed from.
public indirect enum Report: Sendable {
  /// A number; one that does not exist is `nothing`.
  case number(Double)
  /// A whole number.
  case integer(Int)
  /// Text.
  case text(String)
  /// True or false.
  case flag(Bool)
  /// A value that does not exist: `null`.
  case nothing
  /// Named parts in order.
  case object([(name: String, value: Report)])
  /// Parts in order.
  case list([Report])

  /// The number, or `nothing` where there is none or it is not finite.
  public init(_ value: Double?) {
    if let value, value.isFinite { self = .number(value) } else { self = .nothing }
  }

  /// An object with more parts behind its own; anything else as it is.
  public func adding(_ parts: [(name: String, value: Report)]) -> Report {
    guard case .object(let own) = self else { return self }
    return .object(own + parts)
  }

  /// The tree as JSON, two blanks a level; numbers in their shortest exact form.
  public func json(indent: String = "") -> String {
    switch self {
    case .number(let x):
      // JSON has no word for it.
      guard x.isFinite else { return "null" }
      return x == x.rounded() && x.magnitude < 1e15 ? "\(Int64(x))" : "\(x)"
    case .integer(let n): return "\(n)"
    case .text(let s): return Self.quoted(s)
    case .flag(let b): return b ? "true" : "false"
    case .nothing: return "null"
    case .object(let parts):
      if parts.isEmpty { return "{}" }
      let inner = indent + "  "
      return "{\n"
        + parts.map { inner + Self.quoted($0.name) + ": " + $0.value.json(indent: inner) }.joined(separator: ",\n")
        + "\n" + indent + "}"
    case .list(let parts):
      if parts.isEmpty { return "[]" }
      let inner = indent + "  "
      return "[\n" + parts.map { inner + $0.json(indent: inner) }.joined(separator: ",\n") + "\n" + indent + "]"
    }
  }

  /// The leaves with their paths, such as `dwell.p99_s`; a list of texts is one, others are left out (CSV columns are the JSON paths).
  public func leaves(path: String = "") -> [(path: String, value: Report)] {
    switch self {
    case .object(let parts):
      return parts.flatMap { $0.value.leaves(path: path.isEmpty ? $0.name : path + "." + $0.name) }
    case .list(let items):
      let texts = items.compactMap { if case .text(let text) = $0 { text } else { nil } }
      return texts.count == items.count ? [(path, .text(texts.joined(separator: "; ")))] : []
    default: return [(path, self)]
    }
  }

  /// A leaf as a CSV field: empty where it does not exist.
  public var csv: String {
    switch self {
    case .nothing, .object, .list: return ""
    case .text(let s):
      // By scalars: CR LF is one character.
      return s.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
        ? "\"" + s.replacing("\"", with: "\"\"") + "\"" : s
    default: return json()
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
