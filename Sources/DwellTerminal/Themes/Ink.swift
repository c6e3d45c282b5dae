/// How a cell is set on a terminal: two colour numbers and attributes.
public struct Ink: Hashable, Sendable {
  /// The number of a colour, −1 for the terminal's own.
  public var foreground: Int16
  /// The number of a colour, −1 for the terminal's own.
  public var background: Int16
  /// What stands in for colour, or goes with it.
  public var attributes: Cell.Attributes

  /// Makes an ink.
  public init(foreground: Int16 = -1, background: Int16 = -1, attributes: Cell.Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}

extension Cell.Attributes: Hashable {}
