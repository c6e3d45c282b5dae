/// A row of a sweep that is done: what is printed of it, and the numbers that are drawn.
public struct SweepRecord: Sendable, Equatable {
  /// The row of the grid.
  public let row: Int
  /// What is printed: one JSON object, the fields of a CSV line, or the cells of a table.
  public let fields: [String]
  /// The means that are drawn; NaN where there is none.
  public let numbers: [Double]
  /// Why the point could not be run; nil where it could.
  public let refusal: String?

  /// A row of these.
  public init(row: Int, fields: [String], numbers: [Double], refusal: String? = nil) {
    self.row = row
    self.fields = fields
    self.numbers = numbers
    self.refusal = refusal
  }

  /// One line, with the end of line: row, numbers as bit patterns, refusal (empty for none), fields, tabs between them, and the sum
  /// of all before it.
  var line: String {
    let bits = numbers.map { String($0.bitPattern, radix: 16) }.joined(separator: ",")
    let parts = ["\(row)", bits, refusal ?? ""] + fields
    let body = parts.map(Self.escaped).joined(separator: "\t")
    return body + "\t" + Self.sum(Array(body.utf8)[...]) + "\n"
  }

  /// The row of a line without its end; nil for one that was cut off or changed.
  static func row(of line: [UInt8]) -> Int? {
    guard let last = line.lastIndex(of: tab), let first = line.firstIndex(of: tab), first < last else { return nil }
    guard sum(line[..<last]).utf8.elementsEqual(line[(last + 1)...]) else { return nil }
    return Int(String(decoding: line[..<first], as: UTF8.self))
  }

  /// Reads a line without its end; nil for one that was cut off or changed.
  init?(line: [UInt8]) {
    guard let row = Self.row(of: line) else { return nil }
    let parts = line.split(separator: Self.tab, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard parts.count >= 4 else { return nil }
    self.row = row
    numbers = parts[1].split(separator: ",").compactMap { UInt64($0, radix: 16).map { Double(bitPattern: $0) } }
    refusal = parts[2].isEmpty ? nil : Self.unescaped(parts[2])
    fields = parts[3..<(parts.count - 1)].map(Self.unescaped)
  }

  private static let tab = UInt8(ascii: "\t")

  private static func sum(_ bytes: ArraySlice<UInt8>) -> String {
    // FNV-1a over the bytes.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  private static func escaped(_ text: String) -> String {
    // By scalars: to a character, "\r\n" is neither of the two.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
      case "\t": escaped.append(contentsOf: "\\t".unicodeScalars)
      case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
      case "\r": escaped.append(contentsOf: "\\r".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }

  private static func unescaped(_ text: String) -> String {
    var plain = ""
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        switch scalar {
        case "t": plain.unicodeScalars.append("\t")
        case "n": plain.unicodeScalars.append("\n")
        case "r": plain.unicodeScalars.append("\r")
        default: plain.unicodeScalars.append(scalar)
        }
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }
}
