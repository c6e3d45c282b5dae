public import DwellCore
import DwellWorkload

/// Puts the rows of several shards into one file, in the order of the grid.
///
/// Takes what `dwell sweep --shard` printed as CSV or JSON, in any order, and gives byte for byte what one machine would have printed.
/// All files are gone through before a word is written. No file stays open between two looks at it, and what is held of all of them
/// together is bounded, so that thousands of files do. Cost: O(log n) a row of n files, twice.
public struct ShardMerge {
  private var files: [ShardFile] = []
  private let head: String
  /// What the files hold, and what is written.
  public let form: RowForm

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
        throw Knob.Refusal(
          "\(path) is \(form.rawValue), but \(paths[0]) is \(first.form.rawValue); one format is allowed")
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

  /// Writes all rows; nothing where any is wrong.
  ///
  /// - Throws: `Knob.Refusal` for rows that are missing, come twice, or are of another sweep; after some rows only where a file was changed
  ///   meanwhile.
  public mutating func run(_ write: (String) -> Void) throws(Knob.Refusal) {
    let rows = try check()
    for index in files.indices {
      files[index].rewind()
      _ = try files[index].begin()
    }
    write(form.opening(head))
    var next = 1
    try Self.walk(&files) { (file, place) throws(Knob.Refusal) in
      guard place.number == next else { throw Self.changed }
      write(form.row(try file.take(), isFirst: next == 1))
      next += 1
    }
    guard next == rows + 1 else { throw Self.changed }
    write(form.closing)
  }

  private static let changed = Knob.Refusal("a file was changed while it was merged; merge again once all are finished")

  // Goes through all rows without a word, and says how many there are.
  private mutating func check() throws(Knob.Refusal) -> Int {
    var next = 1
    var missing: (first: Int, count: Int)?
    var total: Int?
    func miss(upTo row: Int) {
      guard row > next else { return }
      missing = (missing?.first ?? next, (missing?.count ?? 0) + row - next)
    }
    try Self.walk(&files) { (file, place) throws(Knob.Refusal) in
      if let total, place.total != total {
        throw Knob.Refusal("\(file.path) is of a sweep of \(place.total) rows, but others have \(total)")
      }
      total = place.total
      guard place.number >= next else {
        throw Knob.Refusal("row \(place.number) comes twice, again in \(file.path)")
      }
      miss(upTo: place.number)
      next = place.number + 1
      try file.skip()
    }
    guard let total else { throw Knob.Refusal("no file has a row; merge all shards, each finished") }
    miss(upTo: total + 1)
    guard let missing else { return total }
    let others = missing.count > 1 ? " and \(missing.count - 1) more of \(total) are" : " of \(total) is"
    throw Knob.Refusal("row \(missing.first)\(others) missing; merge all shards, each finished")
  }

  // Hands over where the rows are, in the order of their numbers; whoever gets one takes or skips it.
  private static func walk(
    _ files: inout [ShardFile], _ body: (_ file: inout ShardFile, _ place: ShardFile.Place) throws(Knob.Refusal) -> Void
  ) throws(Knob.Refusal) {
    var heap = BinaryHeap<Next>()
    var first: (path: String, mark: String)?
    func look(_ index: Int) throws(Knob.Refusal) {
      guard let place = try files[index].look() else { return }
      let path = files[index].path
      if let first, first.mark != place.mark {
        throw Knob.Refusal(
          "\(path) is of sweep \(place.mark), but \(first.path) of sweep \(first.mark); "
            + "only shards of the same sweep can be merged")
      }
      first = first ?? (path, place.mark)
      heap.insert(Next(row: place.number, file: index))
    }
    for index in files.indices { try look(index) }
    while let least = heap.least {
      heap.removeLeast()
      guard let place = files[least.file].place else { continue }
      try body(&files[least.file], place)
      try look(least.file)
    }
  }
}
