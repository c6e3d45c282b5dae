import Glibc

/// A pipe that makes a poll return: at most one byte lies in it.
package final class WakePipe: Sendable {
  /// Readable when somebody waked it.
  package let readEnd: Int32
  private let writeEnd: Int32

  /// A pipe of its own.
  package init() {
    var ends: (Int32, Int32) = (-1, -1)
    // Unsafe: `pipe` writes two `Int32` where it is told; a tuple of two has that layout and outlives the call.
    let failed = withUnsafeMutableBytes(of: &ends) { pipe($0.baseAddress?.assumingMemoryBound(to: Int32.self)) }
    precondition(failed == 0, "no pipe for frames: the process has too many open files")
    for end in [ends.0, ends.1] {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends.0
    writeEnd = ends.1
  }

  /// Makes the read end readable. A full pipe is readable already.
  package func wake() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Empties the pipe.
  package func clear() {
    var bytes: (UInt64, UInt64) = (0, 0)
    while read(readEnd, &bytes, 16) > 0 {}
  }

  deinit {
    _ = close(readEnd)
    _ = close(writeEnd)
  }
}
