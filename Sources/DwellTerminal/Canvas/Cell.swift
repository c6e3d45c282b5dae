/// One column of one row: a character and what it means.
public struct Cell: Equatable, Sendable, BitwiseCopyable {
  /// What lies behind a character.
  public enum Background: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// The background of the whole screen.
    case normal
    /// The background of the selected row.
    case selected
    /// The colour of ``Role/heat1`` behind a half block that is drawn in another.
    case heat1
    /// The colour of ``Role/heat2``.
    case heat2
    /// The colour of ``Role/heat3``.
    case heat3
    /// The colour of ``Role/heat4``.
    case heat4
    /// The colour of ``Role/heat5``.
    case heat5

    /// The role whose colour lies behind; nil for the backgrounds of words.
    public var role: Role? {
      switch self {
      case .normal, .selected: nil
      case .heat1: .heat1
      case .heat2: .heat2
      case .heat3: .heat3
      case .heat4: .heat4
      case .heat5: .heat5
      }
    }
  }

  /// How a character is set, beyond its colour.
  public struct Attributes: OptionSet, Equatable, Sendable, BitwiseCopyable {
    /// One bit per attribute.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heavier strokes; present values and the selected row.
    public static let bold = Attributes(rawValue: 1)
    /// A line below; the letter that turns a knob.
    public static let underline = Attributes(rawValue: 2)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 4)
    /// Fainter strokes; used by themes without colour.
    public static let faint = Attributes(rawValue: 8)
  }

  /// The character; always one that takes one column.
  public var scalar: Unicode.Scalar
  /// What the character means.
  public var role: Role
  /// What lies behind it.
  public var background: Background
  /// Bold, underlined, reversed or faint.
  public var attributes: Attributes

  /// Makes a cell; characters that do not take exactly one column become `?`.
  public init(
    _ scalar: Unicode.Scalar, role: Role = .text, background: Background = .normal, attributes: Attributes = []
  ) {
    self.scalar = scalar.isOneColumn ? scalar : "?"
    self.role = role
    self.background = background
    self.attributes = attributes
  }

  /// An empty cell on the normal background.
  public static let blank = Cell(" ")
}
