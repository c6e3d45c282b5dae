public import DwellCore
import DwellWorkload

/// Puts the rows of several shards into one file, in the order of the grid.
///
/// Takes what `dwell sweep --shard` printed as CSV or JSON, in any order, and gives byte for byte what one machine would have printed.
/// No file stays open between two looks at it, and what is held of all of them together is bounded, so that thousands of files do.
/// Cost: O(log n) a row of n files.
public struct ShardMerge {
  private var files: [ShardFile] = []
  private let form: RowForm
  private let head: String

  // Bytes read ahead in all files together.
  private static let ahead = 32 << 20

  // The next row of a file.
  private struct Next: Comparable, BitwiseCopyable {
    let row: Int
    let file: Int

    static func < (a: Next, b: Next) -> Bool { (a.row, a.file) < (b.row, b.file) }
  }

  /// Looks at the heads of the files.
  ///
  /// - Throws: `Knob.Refusal` naming the file and what is wrong with it.
  public init(paths: [String]) throws(Knob.Refusal) {
    var first: (form: RowForm, head: String)?
    for path in paths {
      var file = try ShardFile(path: path, ahead: Self.ahead / paths.count)
      let (form, head) = try file.begin()
      if let first, first.form != form {
        throw Knob.Refusal("\(path) is not of the same format as \(paths[0])")
      }
      if let first, first.head != head {
        throw Knob.Refusal("\(path) is not of the same sweep as \(paths[0]): their columns differ")
      }
      first = first ?? (form, head)
      files.append(file)
    }
    guard let first else { throw Knob.Refusal("no file is given to merge") }
    (form, head) = first
  }

  /// Writes all rows.
  ///
  /// - Throws: `Knob.Refusal` for rows that are missing, come twice, or are of another sweep.
  public mutating func run(_ write: (String) -> Void) throws(Knob.Refusal) {
    var heap = BinaryHeap<Next>()
    for index in files.indices {
      if let row = try files[index].look() { heap.insert(Next(row: row, file: index)) }
    }
    var next = 0
    var total: Int?
    write(form.opening(head))
    while let least = heap.least {
      heap.removeLeast()
      let path = files[least.file].path
      let (rows, text) = try files[least.file].take()
      if let total, rows != total {
        throw Knob.Refusal("\(path) is of a sweep of \(rows) rows, but others have \(total)")
      }
      total = rows
      guard least.row >= next else { throw Knob.Refusal("row \(least.row) comes twice, again in \(path)") }
      guard least.row == next else { throw Self.missing(next, upTo: least.row - 1) }
      write(form.row(text, isFirst: next == 0))
      next += 1
      if let row = try files[least.file].look() { heap.insert(Next(row: row, file: least.file)) }
    }
    guard next == total else { throw Self.missing(next, upTo: (total ?? 1) - 1) }
    write(form.closing)
  }

  private static func missing(_ row: Int, upTo last: Int) -> Knob.Refusal {
    Knob.Refusal(
      "row \(row) is missing\(last > row ? ", and others up to \(last)" : ""); merge all shards, each finished")
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
