/// How a cell is set on a terminal: two colours and attributes.
///
/// A colour is a number of the terminal's own table (0…255), a true colour (``trueColor(_:)``), or −1, its default.
public struct Ink: Hashable, Sendable {
  /// The colour of a character.
  public var foreground: Int32
  /// The colour behind it.
  public var background: Int32
  /// What stands in for colour, or goes with it.
  public var attributes: Cell.Attributes

  /// Makes an ink.
  public init(foreground: Int32 = -1, background: Int32 = -1, attributes: Cell.Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// A colour of 24 bits as a ``foreground`` or ``background``.
  public static func trueColor(_ colour: RGB) -> Int32 { trueColors | Int32(colour.number) }

  /// The colour of 24 bits that a ``foreground`` or ``background`` is; nil for a number of a table.
  public static func rgb(_ colour: Int32) -> RGB? { colour >= trueColors ? RGB(UInt32(colour)) : nil }

  private static let trueColors: Int32 = 1 << 24
}

extension Cell.Attributes: Hashable {}
