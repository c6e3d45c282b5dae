import CPty
import Foundation

/// A pseudo-terminal in place of standard input and output, read by a thread that counts what comes.
final class DrainedTerminal {
  /// It could not be had.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  // Unchecked: everything inside is touched under `condition` alone.
  private final class Counter: @unchecked Sendable {
    let condition = NSCondition()
    var bytes = 0
    var marks = 0
  }

  private let counter = Counter()
  private let saved: [Int32]
  private let master: Int32
  private var marksSent = 0

  // No terminal description sends it, so it tells where a frame ends.
  private static let mark: UInt8 = 0

  /// Takes standard input and output away; `restore` gives them back.
  init(columns: Int, rows: Int) throws {
    var master: Int32 = -1
    var slave: Int32 = -1
    let problem = cb_open_terminal(&master, &slave, Int32(rows), Int32(columns))
    guard problem == 0 else { throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(problem)))") }
    saved = [dup(0), dup(1)]
    self.master = master
    dup2(slave, 0)
    dup2(slave, 1)
    close(slave)
    let counter = counter
    let thread = Thread { [master] in Self.drain(master, counter) }
    thread.start()
  }

  private static func drain(_ master: Int32, _ counter: Counter) {
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(master, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      // The last descriptor of the other end is closed.
      guard count > 0 else { break }
      let marks = bytes.prefix(count).count { $0 == mark }
      counter.condition.withLock {
        counter.bytes += count - marks
        counter.marks += marks
        counter.condition.broadcast()
      }
    }
    close(master)
  }

  /// Waits until everything written so far has been read; answers the bytes since the last call.
  func takeBytes() -> Int {
    marksSent += 1
    var mark = Self.mark
    _ = write(1, &mark, 1)
    return counter.condition.withLock {
      while counter.marks < marksSent { counter.condition.wait() }
      defer { counter.bytes = 0 }
      return counter.bytes
    }
  }

  /// Types at it; not after `restore`.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Gives standard input and output back.
  func restore() {
    dup2(saved[0], 0)
    dup2(saved[1], 1)
    for descriptor in saved { close(descriptor) }
  }
}
