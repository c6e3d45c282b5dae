import ArgumentParser
import Foundation

/// How figures are written.
struct OutputOptions: ParsableArguments {
  /// The form of the output.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// Aligned columns.
    case text
    /// One array of tables; rows are objects keyed by column.
    case json
  }

  @Option(help: "Aligned text, or JSON.") var format = Format.text

  /// Writes tables to standard output.
  func write(_ tables: [Table]) {
    switch format {
    case .text: print(tables.map(\.text).joined(separator: "\n"))
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      if let data = try? encoder.encode(tables) { print(String(decoding: data, as: UTF8.self)) }
    }
  }
}
