import Foundation

/// A session on a thread of its own: commands in, the newest frame out, paced by the monotonic clock.
///
/// The only state shared between threads. While it runs it publishes about `framesPerSecond` frames a second and makes `wakeDescriptor`
/// readable with each; paused, its thread sleeps until a command comes. Where the machine is too slow virtual time lags, and the frame
/// says by how much.
public final class Session: Sendable {
  private struct Shared {
    var commands = CommandQueue()
    var frame: Frame?
    var isStopping = false
    var hasStopped = false
  }

  // Unchecked: all access to what is inside is under `condition`.
  private final class Box: @unchecked Sendable {
    let condition = MonotonicCondition()
    var shared = Shared()
  }

  // Unchecked: handed to the session's thread once, before it starts, and used there alone.
  private struct Handed: @unchecked Sendable {
    let core: SessionCore
  }

  private let box = Box()
  private let pipe: WakePipe

  /// Starts the thread; `core` must not be used elsewhere from now on.
  public init(_ core: SessionCore, framesPerSecond: Int = 30) {
    let pipe = WakePipe()
    self.pipe = pipe
    let box = self.box
    let handed = Handed(core: core)
    let thread = Thread {
      // A name given before a thread begins does not reach the system.
      Thread.current.name = "dwell session"
      Pacer(core: handed.core, period: Pacer.period(framesPerSecond: framesPerSecond)).run(
        wait: { deadline in Self.takeCommands(box, until: deadline) },
        publish: { frame in
          // Together: a frame that is taken before its byte comes would leave a byte without a frame.
          box.condition.withLock {
            box.shared.frame = frame
            pipe.wake()
          }
        })
      box.condition.withLock {
        box.shared.hasStopped = true
        box.condition.broadcast()
      }
    }
    thread.start()
  }

  /// Readable exactly while a frame is there that was not taken; `newestFrame` empties it.
  public var wakeDescriptor: Int32 { pipe.readEnd }

  /// Asks for something; it takes effect at the virtual instant the thread has reached.
  ///
  /// Where 1024 commands wait already it is lost, unless it is a view.
  public func send(_ command: SessionCommand) {
    box.condition.withLock {
      box.shared.commands.add(command)
      box.condition.broadcast()
    }
  }

  /// The newest frame not yet taken, if there is one.
  public func newestFrame() -> Frame? {
    box.condition.withLock {
      pipe.clear()
      defer { box.shared.frame = nil }
      return box.shared.frame
    }
  }

  /// Ends the thread and waits for it.
  public func stop() {
    box.condition.withLock {
      box.shared.isStopping = true
      box.condition.broadcast()
      while !box.shared.hasStopped { _ = box.condition.wait() }
    }
  }

  // Nil when the session is to end; else what was asked and how much was lost, waiting for it until `deadline` (nil: for ever).
  private static func takeCommands(_ box: Box, until deadline: Double?) -> (commands: [SessionCommand], lost: Int)? {
    box.condition.withLock {
      while box.shared.commands.isEmpty, !box.shared.isStopping {
        if !box.condition.wait(until: deadline) { break }
      }
      return box.shared.isStopping ? nil : box.shared.commands.takeAll()
    }
  }
}
