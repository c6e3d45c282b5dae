/// How one curve is drawn on a plot.
public struct Pen: Equatable, Sendable {
  /// What the curve shows.
  public var role: Role
  /// A cell belongs to the curve with the highest rank through it.
  public var rank: UInt8
  /// What stands for the curve in ASCII.
  public var letter: Unicode.Scalar
  /// Bold or faint strokes.
  public var attributes: Cell.Attributes

  /// Makes a pen.
  public init(_ role: Role, rank: UInt8, letter: Unicode.Scalar, attributes: Cell.Attributes = []) {
    self.role = role
    self.rank = rank
    self.letter = letter
    self.attributes = attributes
  }
}
