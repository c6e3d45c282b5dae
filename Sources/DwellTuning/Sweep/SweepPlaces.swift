import Foundation

/// Where rows lie in a journal, in a file of 16 bytes a row that has no name and goes with the process; what is not written takes no
/// room in it.
struct SweepPlaces {
  private let file: OpenFile

  /// - Throws: `POSIXError` where the file cannot be made.
  init(beside path: String) throws {
    let name = path + ".places.\(getpid())"
    file = try OpenFile(name, O_RDWR | O_CREAT | O_TRUNC, mode: 0o600)
    unlink(name)
  }

  /// The place of a row; nil for one that was never set.
  subscript(row: Int) -> (start: Int, length: Int)? {
    guard let bytes = try? file.bytes(at: row * 16, most: 16), bytes.count == 16 else { return nil }
    func number(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reversed().reduce(0) { $0 << 8 | Int($1) } }
    let length = number(bytes[8...])
    return length > 0 ? (number(bytes[..<8]), length) : nil
  }

  /// Remembers the place of a row.
  ///
  /// - Throws: `POSIXError` where it cannot be written.
  func set(_ row: Int, start: Int, length: Int) throws {
    func bytes(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    try file.write(bytes(start) + bytes(length), at: row * 16)
  }
}
