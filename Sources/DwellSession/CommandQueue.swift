/// Commands on their way to a session, first come first served, at most ``most`` and one view besides.
///
/// A person cannot type so fast; where a program does, what comes while the queue is full is lost, and the frames show it. A view is
/// never lost: the screen asks for each once.
package struct CommandQueue: Sendable {
  /// The most commands that wait.
  package static let most = 1024

  private var commands: [SessionCommand] = []
  private var lost = 0

  /// An empty queue.
  package init() {}

  /// Whether nothing waits.
  package var isEmpty: Bool { commands.isEmpty }

  /// Adds a command; a view takes the place of a view just before it, since a terminal that is resized may outrun the engine.
  package mutating func add(_ command: SessionCommand) {
    if case .view = command, case .view = commands.last { commands.removeLast() }
    guard commands.count < Self.most else {
      // What the last view said holds no longer. The next command is not taken, so at most one view stands behind the full queue.
      if case .view = command { commands.append(command) }
      if command.isCounted { lost += 1 }
      return
    }
    commands.append(command)
  }

  /// Everything that waits, oldest first, and how many commands came after it and were lost; nothing waits any more.
  package mutating func takeAll() -> (commands: [SessionCommand], lost: Int) {
    defer { (commands, lost) = ([], 0) }
    return (commands, lost)
  }
}
