import Foundation

/// Rows of a sweep as they are finished, in a file, so that whatever ends the program loses none of them.
///
/// A row is one line, written at once; the first line says which sweep it is of. A line that was cut off is left out when the file is
/// read again. One process at a time holds it (`flock`). Memory does not grow with the rows: where they lie is kept in a second file
/// that has no name.
public final class SweepJournal: @unchecked Sendable {
  /// What becomes of rows that an earlier run of the same sweep kept.
  public enum Beginning: Sendable, Hashable {
    /// They count.
    case goesOn
    /// There may be none.
    case fresh
    /// They are thrown away.
    case anew
  }

  /// Why a journal is not to be used now.
  public enum Refusal: Error, Hashable {
    /// Another process is at work on the same sweep.
    case busy
    /// So many rows are kept already, and nobody said what is to become of them.
    case kept(Int)
  }

  // All below is touched with the lock held only.
  private let lock = NSLock()
  private let file: OpenFile
  private let places: SweepPlaces?
  private var end = 0
  private var rows = 0
  /// Where it lies.
  public let path: String

  /// Opens the journal at `path` for the sweep that `definition` names; a file of another sweep begins anew.
  ///
  /// - Throws: a ``Refusal``; a `CocoaError` or `POSIXError` where the file cannot be made or read.
  public init(path: String, definition: String, beginning: Beginning) throws {
    self.path = path
    let folder = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = try Self.locked(path)
    places = beginning == .goesOn ? try SweepPlaces(beside: path) : nil
    let head = Array("dwell sweep rows \(definition)\n".utf8)
    if beginning != .anew { try restore(head) }
    if beginning == .fresh, rows > 0 { throw Refusal.kept(rows) }
    if end == 0 { try append(head) }
    guard ftruncate(file.descriptor, off_t(end)) == 0 else {
      throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
  }

  /// The number of rows it holds.
  public var count: Int { lock.withLock { rows } }

  /// The row of that number, if an earlier run kept it.
  public func record(_ row: Int) -> SweepRecord? {
    guard let places else { return nil }
    return lock.withLock {
      // One that cannot be read is run again.
      guard let place = places[row], let line = try? file.bytes(at: place.start, most: place.length) else { return nil }
      return SweepRecord(line: line)
    }
  }

  /// Adds a row that is done.
  ///
  /// - Throws: `POSIXError` where it cannot be written.
  public func add(_ record: SweepRecord) throws {
    try lock.withLock {
      try append(Array(record.line.utf8))
      rows += 1
    }
  }

  /// Takes the file away: everything is done.
  public func remove() { unlink(path) }

  // The file, held by this process alone.
  private static func locked(_ path: String) throws -> OpenFile {
    while true {
      let file = try OpenFile(path, O_RDWR | O_CREAT)
      // Some network file systems know no locks; one process is then all that is safe.
      if flock(file.descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { throw Refusal.busy }
      // Whoever held it before may have taken it away between the two calls.
      var (own, named) = (stat(), stat())
      if fstat(file.descriptor, &own) == 0, stat(path, &named) == 0, own.st_ino == named.st_ino { return file }
    }
  }

  private func append(_ bytes: [UInt8]) throws {
    try file.write(bytes, at: end)
    end += bytes.count
  }

  // Counts the whole rows and remembers where they lie; stays at 0 where the file is of another sweep. What cannot be read is no end:
  // nothing is cut off then.
  private func restore(_ head: [UInt8]) throws {
    var lines = LineReader(file)
    guard try lines.next()?.elementsEqual(head.dropLast()) == true, lines.isWhole else { return }
    end = lines.offset
    while let line = try lines.next(), lines.isWhole, let row = SweepRecord.row(of: line) {
      try places?.set(row, start: end, length: line.count)
      end = lines.offset
      rows += 1
    }
  }
}
