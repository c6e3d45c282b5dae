public import DwellTerminal

/// Files to be written into the current folder, never over one that is there.
public struct WrittenFiles: Sendable {
  /// One of them.
  public struct File: Sendable {
    /// Its ending, dot included.
    public var ending: String
    /// What it holds.
    public var contents: Contents
  }

  /// What a file holds.
  public enum Contents: Sendable {
    /// This text.
    case text(String)
    /// A picture of the canvas in the colours on the screen, as SVG.
    case picture(Canvas, title: String)
    /// A text that takes a moment to work out: it is, when it is written.
    case later(@Sendable () -> String)
  }

  /// What happens where a file of that name is there already.
  public enum Collision: Sendable {
    /// Nothing is written.
    case refuse
    /// A number is added to the name, the first that is free, at most ``mostNumbers``.
    case number
  }

  /// The most files of one name.
  public static let mostNumbers = 99

  /// The name without ending.
  public var stem: String
  /// All of them, or none, are written.
  public var files: [File]
  /// What happens where a file of that name is there already.
  public var collision: Collision
  /// What is in them first, told with their names; nil: the names alone.
  public var first: String?
}
