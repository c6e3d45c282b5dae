public import DwellTerminal

/// Keys that give one command in one context.
public struct Binding: Sendable, Hashable {
  /// What the keys ask for.
  public var command: DashboardCommand
  /// The keys; the first is the one that hints name.
  public var keys: [Key]
  /// Where they do.
  public var context: KeyContext

  /// A binding of characters to a command.
  public init(_ command: DashboardCommand, _ characters: String, in context: KeyContext = .main) {
    self.init(command, [], characters, in: context)
  }

  /// A binding of keys, and after them of characters, to a command.
  public init(
    _ command: DashboardCommand, _ keys: [Key], _ characters: String = "", in context: KeyContext = .main
  ) {
    self.command = command
    self.keys = keys + characters.unicodeScalars.map { Key($0) }
    self.context = context
  }
}
