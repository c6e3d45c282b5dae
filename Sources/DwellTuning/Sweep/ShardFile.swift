import DwellCore
import Foundation

/// A file of rows, one row at a time; open only while it is read. What comes from a pipe, which cannot be read twice, is kept in a file
/// without a name.
struct ShardFile {
  /// Where a row stands in the grid.
  struct Place {
    /// Its number, from 1 on.
    var number: Int
    /// How many rows the grid has.
    var total: Int
    /// The mark of the sweep.
    var mark: String
  }

  let path: String
  private let kept: OpenFile?
  // Whether what was read ahead is kept until its turn; else a row is read again then.
  private let keeps: Bool
  private let piece: Int
  // What was read and not yet taken is `bytes` from `start` on, which begins at `offset` in the file.
  private var bytes: [UInt8] = []
  private var start = 0
  private var offset = 0
  private var isAtEnd = false
  private var form = RowForm.csv
  private var row: Row?

  private struct Row {
    var place: Place
    // Of the text, and of all up to the next row.
    var text: Int
    var whole: Int
  }

  private static let leastPiece = 4096
  private static let longestLine = 64 << 20

  /// - Parameter ahead: bytes that may be read ahead.
  /// - Throws: `Knob.Refusal` where it cannot be read.
  init(path: String, ahead: Int) throws(Knob.Refusal) {
    self.path = path
    keeps = ahead >= Self.leastPiece
    piece = min(max(ahead, Self.leastPiece), 1 << 16)
    let file = try Self.opened(path)
    var status = stat()
    guard fstat(file.descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw Knob.Refusal("\(path) is a folder and no file")
    }
    kept = status.st_mode & S_IFMT == S_IFREG ? nil : try Self.copy(of: file, path)
  }

  /// Goes back to its beginning.
  mutating func rewind() {
    (bytes, start, offset) = ([], 0, 0)
    isAtEnd = false
    row = nil
  }

  /// What it begins with: its format, and the head of a CSV file.
  ///
  /// - Throws: `Knob.Refusal` where it is empty or no output of a sweep.
  mutating func begin() throws(Knob.Refusal) -> (form: RowForm, head: String) {
    guard let end = try line(from: 0) else {
      throw Knob.Refusal("\(path) is empty; a finished shard has a head at least")
    }
    let first = text(0..<end.text)
    drop(end.whole)
    forget()
    if first == "[" {
      form = .json
      return (.json, "")
    }
    guard ",\(first)".hasSuffix(",row,rows") else {
      throw Knob.Refusal(
        "\(path) is no output of dwell sweep: neither CSV with the columns sweep, row and rows nor a JSON array")
    }
    guard ",\(first)".hasSuffix(",sweep,row,rows") else {
      throw Knob.Refusal(
        "\(path) does not say of which sweep it is: it has no column sweep before row and rows; run that shard again")
    }
    return (.csv, first)
  }

  /// Where the next row stands; nil at the end.
  ///
  /// - Throws: `Knob.Refusal` where what follows is no whole row.
  mutating func look() throws(Knob.Refusal) -> Place? {
    row = form == .csv ? try lookAtLine() : try lookAtObject()
    forget()
    return place
  }

  /// Where the row stands that was looked at.
  var place: Place? { row?.place }

  /// The text of the row that was looked at, without the end of line.
  ///
  /// - Throws: `Knob.Refusal` where it cannot be read any more.
  mutating func take() throws(Knob.Refusal) -> String {
    let row = try reached()
    let text = text(0..<row.text)
    drop(row.whole)
    return text
  }

  /// Leaves the row out that was looked at.
  ///
  /// - Throws: `Knob.Refusal` where it cannot be read any more.
  mutating func skip() throws(Knob.Refusal) { drop(try reached().whole) }

  // The row that was looked at, with all its bytes in reach; it is looked at once.
  private mutating func reached() throws(Knob.Refusal) -> Row {
    guard let row else { throw Knob.Refusal("\(path) has no row any more") }
    while bytes.count - start < row.whole {
      guard try more() else { throw Knob.Refusal("\(path) was changed while it was read") }
    }
    self.row = nil
    return row
  }

  // MARK: Rows

  private mutating func lookAtLine() throws(Knob.Refusal) -> Row? {
    var end = 0
    var quotes = 0
    while let next = try line(from: end) {
      quotes += bytes[(start + end)..<(start + next.text)].count { $0 == UInt8(ascii: "\"") }
      end = next.whole
      // A quoted field may hold an end of line.
      guard quotes % 2 == 0 else { continue }
      let fields = bytes[start..<(start + next.text)].split(
        separator: UInt8(ascii: ","), omittingEmptySubsequences: false
      ).suffix(3).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 3, let place = Self.place(fields[0], Int(fields[1]), Int(fields[2])) else {
        throw cut(0..<next.text)
      }
      return Row(place: place, text: next.text, whole: next.whole)
    }
    guard end == 0 else { throw cut(0..<end) }
    return nil
  }

  private mutating func lookAtObject() throws(Knob.Refusal) -> Row? {
    guard let opening = try line(from: 0), text(0..<opening.text) != "]" else { return nil }
    guard text(0..<opening.text) == "  {" else { throw cut(0..<opening.text) }
    var end = opening.whole
    var last = 0..<opening.text
    var numbers: [Int?] = [nil, nil]
    var mark = ""
    while let next = try line(from: end) {
      last = end..<next.text
      let line = bytes[(start + end)..<(start + next.text)]
      if line.elementsEqual("  }".utf8) || line.elementsEqual("  },".utf8) {
        // What an older version printed has places and no mark.
        guard !mark.isEmpty || numbers.contains(nil) else {
          throw Knob.Refusal("\(path) does not say of which sweep it is: a row has no sweep; run that shard again")
        }
        guard let place = Self.place(mark, numbers[0], numbers[1]) else { throw cut(last) }
        return Row(place: place, text: end + 3, whole: next.whole)
      }
      for (place, name) in ["    \"row\": ", "    \"rows\": "].enumerated() where line.starts(with: name.utf8) {
        let digits = line.dropFirst(name.utf8.count).prefix { (48...57).contains($0) }
        numbers[place] = Int(String(decoding: digits, as: UTF8.self))
      }
      if line.starts(with: Self.markStart.utf8) {
        mark = String(decoding: line.dropFirst(Self.markStart.utf8.count).prefix(while: Self.isPlain), as: UTF8.self)
      }
      end = next.whole
    }
    throw cut(last)
  }

  private static let markStart = "    \"sweep\": \""

  // A letter or a digit of a mark.
  private static func isPlain(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (97...122).contains(byte) }

  // Where a row stands; nil where that is no place in any grid.
  private static func place(_ mark: String, _ number: Int?, _ total: Int?) -> Place? {
    guard let number, let total, number >= 1, number <= total, !mark.isEmpty, mark.utf8.allSatisfy(isPlain) else {
      return nil
    }
    return Place(number: number, total: total, mark: mark)
  }

  private func cut(_ range: Range<Int>) -> Knob.Refusal {
    Knob.Refusal(
      "\(path) was cut off or changed: '\(text(range).prefix(40))' is no whole row; run that shard again with --resume")
  }

  // MARK: Bytes

  // Where the line ends that begins at `from`: its text, and all of it; nil where there is none.
  private mutating func line(from: Int) throws(Knob.Refusal) -> (text: Int, whole: Int)? {
    var seen = from
    while true {
      if let newline = bytes[(start + seen)...].firstIndex(of: UInt8(ascii: "\n")) {
        return (newline - start, newline - start + 1)
      }
      seen = bytes.count - start
      guard seen <= Self.longestLine else {
        throw Knob.Refusal("\(path) is no output of dwell sweep: it has a line of more than 64 MiB")
      }
      if try !more() { return seen > from ? (seen, seen) : nil }
    }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[(start + range.lowerBound)..<(start + range.upperBound)], as: UTF8.self)
  }

  // What was read ahead is read again in its turn, where there is no room for it.
  private mutating func forget() {
    guard !keeps else { return }
    (bytes, start) = ([], 0)
    isAtEnd = false
  }

  private mutating func drop(_ count: Int) {
    start += count
    offset += count
  }

  // Reads on; false at the end of the file.
  private mutating func more() throws(Knob.Refusal) -> Bool {
    guard !isAtEnd else { return false }
    bytes.removeSubrange(..<start)
    start = 0
    let read: [UInt8]
    do {
      read = try (kept ?? OpenFile(path, O_RDONLY)).bytes(at: offset + bytes.count, most: piece)
    } catch { throw Knob.Refusal("\(path) cannot be read") }
    isAtEnd = read.isEmpty
    bytes += read
    return !isAtEnd
  }

  // What comes out of a pipe, in a file that goes with the process.
  private static func copy(of pipe: OpenFile, _ path: String) throws(Knob.Refusal) -> OpenFile {
    do {
      let name = NSTemporaryDirectory() + "/dwell-merge-\(UUID().uuidString)"
      let file = try OpenFile(name, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
      unlink(name)
      var end = 0
      while true {
        let bytes = try pipe.next(most: 1 << 16)
        if bytes.isEmpty { return file }
        try file.write(bytes, at: end)
        end += bytes.count
      }
    } catch { throw Knob.Refusal("\(path) cannot be read, or not be kept in \(NSTemporaryDirectory())") }
  }

  private static func opened(_ path: String) throws(Knob.Refusal) -> OpenFile {
    do { return try OpenFile(path, O_RDONLY) } catch {
      let isMissing = (error as? POSIXError)?.code == .ENOENT
      throw Knob.Refusal(
        "\(path) \(isMissing ? "does not exist" : "cannot be read"); what dwell sweep --shard printed is needed")
    }
  }
}
