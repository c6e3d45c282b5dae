/// A row of a sweep that is done: what is printed of it, and the numbers that are drawn.
public struct SweepRecord: Sendable, Equatable {
  /// The row of the grid.
  public let row: Int
  /// What is printed: one JSON object, the fields of a CSV line, or the cells of a table.
  public let fields: [String]
  /// The means that are drawn; NaN where there is none.
  public let numbers: [Double]

  /// A row of these.
  public init(row: Int, fields: [String], numbers: [Double]) {
    self.row = row
    self.fields = fields
    self.numbers = numbers
  }

  /// One line, with the end of line: row, numbers as bit patterns, fields, tabs between them, and the sum of all before it.
  var line: String {
    let parts =
      ["\(row)", numbers.map { String($0.bitPattern, radix: 16) }.joined(separator: ",")] + fields.map(Self.escaped)
    let body = parts.joined(separator: "\t")
    return body + "\t" + Self.sum(body) + "\n"
  }

  /// Reads a line without its end; nil for one that was cut off or changed.
  init?(line: some StringProtocol) {
    let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard parts.count >= 3, let row = Int(parts[0]), let sum = parts.last else { return nil }
    guard Self.sum(String(line.dropLast(sum.count + 1))) == String(sum) else { return nil }
    self.row = row
    numbers = parts[1].split(separator: ",").compactMap { UInt64($0, radix: 16).map { Double(bitPattern: $0) } }
    fields = parts[2..<(parts.count - 1)].map { Self.unescaped(String($0)) }
  }

  private static func sum(_ text: String) -> String {
    // FNV-1a over the bytes.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 16)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
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
