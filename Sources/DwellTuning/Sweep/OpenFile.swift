import Foundation

/// A file that is open as long as this value is held.
final class OpenFile: Sendable {
  /// What the system calls it by.
  let descriptor: Int32

  /// - Throws: `POSIXError` where it cannot be opened.
  init(_ path: String, _ flags: Int32, mode: mode_t = 0o644) throws {
    descriptor = open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    // A child that is just being started may have a copy, with which a lock would stay.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Reads at most `most` bytes from `offset` on; fewer at the end of the file.
  ///
  /// - Throws: `POSIXError` where they cannot be read, which is no end of the file.
  func bytes(at offset: Int, most: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      // The only way into an array from pread; it fills at most the capacity that it is given.
      while count < most {
        let more = pread(descriptor, buffer.baseAddress?.advanced(by: count), most - count, off_t(offset + count))
        if more < 0, errno == EINTR { continue }
        guard more >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        if more == 0 { break }
        count += more
      }
    }
  }

  /// Reads what comes next, at most `most` bytes; none at the end.
  ///
  /// - Throws: `POSIXError` where it cannot be read.
  func next(most: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      // As above.
      while true {
        let more = read(descriptor, buffer.baseAddress, most)
        if more < 0, errno == EINTR { continue }
        guard more >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        count = more
        return
      }
    }
  }

  /// Writes all bytes at `offset`.
  ///
  /// - Throws: `POSIXError` where they cannot be written; some of them may be then.
  func write(_ bytes: [UInt8], at offset: Int) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(offset + done))
      }
      if count < 0, errno != EINTR { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
      done += max(count, 0)
    }
  }
}
