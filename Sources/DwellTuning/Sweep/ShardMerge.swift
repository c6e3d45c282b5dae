public import DwellCore
import Foundation

/// Puts the rows of several shards into one file, in the order of the grid; memory does not grow with the files.
///
/// Takes what `dwell sweep --shard` printed as CSV or JSON, in any order, and gives byte for byte what one machine would have printed.
public struct ShardMerge {
  private var readers: [RowReader]

  /// Opens the files.
  ///
  /// - Throws: `Knob.Refusal` naming the file and what is wrong with it.
  public init(paths: [String]) throws(Knob.Refusal) {
    var readers: [RowReader] = []
    for path in paths { readers.append(try RowReader(path: path)) }
    guard let first = readers.first else { throw Knob.Refusal("no file is given to merge") }
    for reader in readers where reader.head != first.head {
      throw Knob.Refusal("\(reader.path) is not of the same sweep as \(first.path): their columns differ")
    }
    for reader in readers where reader.form != first.form {
      throw Knob.Refusal("\(reader.path) is not of the same format as \(first.path)")
    }
    self.readers = readers
  }

  /// Writes all rows.
  ///
  /// - Throws: `Knob.Refusal` for rows that are missing, come twice, or are of another sweep.
  public mutating func run(_ write: (String) -> Void) throws(Knob.Refusal) {
    let form = readers[0].form
    var next = 0
    var total: Int?
    for index in readers.indices { try readers[index].advance() }
    write(form.opening(readers[0].head))
    while let index = readers.indices.filter({ readers[$0].row != nil }).min(by: {
      (readers[$0].row?.number ?? 0) < (readers[$1].row?.number ?? 0)
    }),
      let row = readers[index].row
    {
      if let total, row.total != total {
        throw Knob.Refusal("\(readers[index].path) is of a sweep of \(row.total) rows, but others have \(total)")
      }
      total = row.total
      guard row.number == next else {
        throw row.number < next
          ? Knob.Refusal("row \(row.number) comes twice, again in \(readers[index].path)")
          : Knob.Refusal(
            "row \(next) is missing\(row.number > next + 1 ? ", and others up to \(row.number - 1)" : ""); merge all shards, each finished"
          )
      }
      write(form.row(row.text, isFirst: next == 0))
      next += 1
      try readers[index].advance()
    }
    guard next == total else {
      throw Knob.Refusal(
        "row \(next) is missing, and others up to \((total ?? 1) - 1); merge all shards, each finished")
    }
    write(form.closing)
  }
}

/// How rows stand in a file.
enum RowForm: Equatable {
  case csv
  case json

  func opening(_ head: String) -> String { self == .csv ? head + "\n" : "[\n" }
  func row(_ text: String, isFirst: Bool) -> String {
    self == .csv ? text + "\n" : (isFirst ? "" : ",\n") + text
  }
  var closing: String { self == .csv ? "" : "\n]\n" }
}

/// One file, a row at a time.
private struct RowReader {
  let path: String
  let form: RowForm
  let head: String
  private(set) var row: (number: Int, total: Int, text: String)?
  private let lines: LineReader

  init(path: String) throws(Knob.Refusal) {
    self.path = path
    guard let lines = LineReader(path: path) else { throw Knob.Refusal("\(path) cannot be read") }
    guard let first = lines.next() else { throw Knob.Refusal("\(path) is empty; a finished shard has a head at least") }
    self.lines = lines
    form = first == "[" ? .json : .csv
    head = form == .json ? "" : first
    guard form == .json || first.hasSuffix(",row,rows") || first == "row,rows" else {
      throw Knob.Refusal(
        "\(path) is no output of dwell sweep: neither CSV with the columns row and rows nor a JSON array")
    }
  }

  mutating func advance() throws(Knob.Refusal) {
    row = nil
    switch form {
    case .csv:
      guard var text = lines.next() else { return }
      // A quoted field may hold an end of line.
      while text.count(where: { $0 == "\"" }) % 2 == 1, let more = lines.next() { text += "\n" + more }
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false).suffix(2).compactMap { Int($0) }
      guard numbers.count == 2 else { throw cut(text) }
      row = (numbers[0], numbers[1], text)
    case .json:
      guard let first = lines.next(), first != "]" else { return }
      guard first == "  {" else { throw cut(first) }
      var parts = [first]
      var numbers: [String: Int] = [:]
      while let line = lines.next() {
        let isLast = line == "  }" || line == "  },"
        parts.append(isLast ? "  }" : line)
        if isLast {
          guard let number = numbers["row"], let total = numbers["rows"] else { throw cut(line) }
          row = (number, total, parts.joined(separator: "\n"))
          return
        }
        for name in ["row", "rows"] where line.hasPrefix("    \"\(name)\": ") {
          numbers[name] = Int(line.dropFirst(name.count + 8).prefix { $0.isNumber })
        }
      }
      throw cut(parts.last ?? "")
    }
  }

  private func cut(_ text: String) -> Knob.Refusal {
    Knob.Refusal(
      "\(path) was cut off or changed: '\(text.prefix(40))' is no whole row; run that shard again with --resume")
  }
}

/// The lines of a file, read in pieces.
private final class LineReader {
  private let handle: FileHandle
  private var buffer = Data()
  private var isAtEnd = false

  init?(path: String) {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    self.handle = handle
  }

  func next() -> String? {
    while true {
      if let newline = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[buffer.startIndex..<newline], as: UTF8.self)
        buffer.removeSubrange(buffer.startIndex...newline)
        return line
      }
      if isAtEnd {
        guard !buffer.isEmpty else { return nil }
        defer { buffer.removeAll() }
        return String(decoding: buffer, as: UTF8.self)
      }
      let more = (try? handle.read(upToCount: 1 << 16)) ?? nil
      if let more, !more.isEmpty { buffer.append(more) } else { isAtEnd = true }
    }
  }
}
