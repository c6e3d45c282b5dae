import Foundation

/// When keys were typed and when the screens they changed had reached the terminal.
// Unchecked: everything inside is touched under `condition` alone.
final class KeyLog: @unchecked Sendable {
  /// How long one key took.
  struct Wait {
    /// Nanoseconds from the key to the bytes of its screen.
    var wall: Int64
    /// Nanoseconds of CPU from the moment it was read.
    var cpu: Int64
    /// Screens drawn meanwhile, the changed one among them.
    var screens: Int
  }

  private let condition = NSCondition()
  private var typedAt: Int64?
  private var readAt: Int64?
  private var screensBefore = 0
  private var screens = 0
  private var done: [Wait] = []

  /// The keys that were answered.
  var waits: [Wait] { condition.withLock { done } }

  /// A key is about to be typed.
  func typed() {
    condition.withLock {
      typedAt = Measure.wallTime()
      readAt = nil
      screensBefore = screens
    }
  }

  /// The program has read a key.
  func read() { condition.withLock { if typedAt != nil { readAt = Measure.threadTime() } } }

  /// Whether the screen drawn next is the one that a key changed.
  var isAwaited: Bool { condition.withLock { readAt != nil } }

  /// A screen was drawn.
  func shown() {
    condition.withLock {
      screens += 1
      if let typedAt, let readAt {
        done.append(
          Wait(
            wall: Measure.wallTime() - typedAt, cpu: Measure.threadTime() - readAt, screens: screens - screensBefore))
        self.typedAt = nil
        self.readAt = nil
      }
      condition.broadcast()
    }
  }

  /// Waits until so many screens were drawn in all.
  func waitForScreens(_ count: Int) { condition.withLock { while screens < count { condition.wait() } } }

  /// Waits until the key typed last was answered.
  func waitForAnswer() { condition.withLock { while typedAt != nil { condition.wait() } } }
}
