import Foundation

/// Rows of a sweep as they are finished, in a file, so that whatever ends the program loses none of them.
///
/// A row is one line, written at once; the first line says which sweep it is of. A line that was cut off is left out when the file is
/// read again. Only the places of rows are held in memory, 16 bytes each.
public final class SweepJournal: @unchecked Sendable {
  // All below is touched with the lock held only.
  private let lock = NSLock()
  private let descriptor: Int32
  private var end: Int
  private var places: [Int: (start: Int, length: Int)] = [:]
  /// Where it lies.
  public let path: String

  /// Opens the journal at `path` for the sweep that `definition` names.
  ///
  /// - Parameter resumes: whether rows that are there already count; else, and where the file is of another sweep, it begins anew.
  /// - Throws: a `CocoaError` or `POSIXError` where the file cannot be made.
  public init(path: String, definition: String, resumes: Bool) throws {
    self.path = path
    let folder = URL(filePath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    let head = "dwell sweep " + definition + "\n"
    end = 0
    if resumes, let text = try? Data(contentsOf: URL(filePath: path)), text.starts(with: Data(head.utf8)) {
      end = restore(text, after: head.utf8.count)
    }
    if end == 0 {
      try append(head)
    }
    ftruncate(descriptor, off_t(end))
  }

  deinit { close(descriptor) }

  /// The number of rows it holds.
  public var count: Int { lock.withLock { places.count } }

  /// The row of that number, if it is done.
  public func record(_ row: Int) -> SweepRecord? {
    lock.withLock {
      guard let place = places[row] else { return nil }
      let bytes = [UInt8](unsafeUninitializedCapacity: place.length) { buffer, count in
        // The only way into an array from pread; it fills at most the capacity that it is given.
        count = max(pread(descriptor, buffer.baseAddress, place.length, off_t(place.start)), 0)
      }
      return SweepRecord(line: String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Adds a row that is done.
  ///
  /// - Throws: `POSIXError` where it cannot be written.
  public func add(_ record: SweepRecord) throws {
    try lock.withLock {
      let start = end
      let line = record.line
      try append(line)
      places[record.row] = (start, line.utf8.count - 1)
    }
  }

  /// Takes the file away: everything is done.
  public func remove() { unlink(path) }

  private func append(_ text: String) throws {
    var rest = Data(text.utf8)
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(end)) }
      if count < 0, errno != EINTR { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      end += max(count, 0)
      rest = rest.dropFirst(max(count, 0))
    }
  }

  // Where the last whole row ends.
  private func restore(_ text: Data, after head: Int) -> Int {
    var start = head
    while let newline = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let record = SweepRecord(line: String(decoding: text[start..<newline], as: UTF8.self)) else { break }
      places[record.row] = (start, newline - start)
      start = newline + 1
    }
    return start
  }
}
