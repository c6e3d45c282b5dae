import ArgumentParser
import Foundation

/// How figures are written.
struct OutputOptions: ParsableArguments {
  /// The form of the output.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// Aligned columns.
    case text
    /// Comma-separated values: a line `# title`, the heads, the rows; an empty line between tables.
    case csv
    /// One array of tables; rows are objects keyed by column.
    case json
  }

  @Option(help: "Aligned text, CSV or JSON.") var format = Format.text

  /// Writes tables to standard output.
  func write(_ tables: [Table]) {
    switch format {
    case .text: print(tables.map(\.text).joined(separator: "\n"))
    case .csv: print(tables.map(\.csv).joined(separator: "\n"), terminator: "")
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      if let data = try? encoder.encode(tables) { print(String(decoding: data, as: UTF8.self)) }
    }
  }
}
