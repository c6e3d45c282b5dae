/// A key press as the binding table knows it.
///
/// ``name`` and ``init(name:)`` are each other's inverse and do not change between versions: configurations and
/// scripts hold these names.
public struct Key: Hashable, Sendable {
  /// The key without modifiers.
  public enum Code: Hashable, Sendable {
    /// A printable character; upper case stands for itself.
    case character(Unicode.Scalar)
    /// Arrow up.
    case up
    /// Arrow down.
    case down
    /// Arrow left.
    case left
    /// Arrow right.
    case right
    /// Home.
    case home
    /// End.
    case end
    /// Page up.
    case pageUp
    /// Page down.
    case pageDown
    /// Insert.
    case insert
    /// Delete forward.
    case delete
    /// Delete backward.
    case backspace
    /// Return.
    case enter
    /// Tab.
    case tab
    /// Escape.
    case escape
    /// F1 to F24.
    case function(Int)
  }

  /// Keys held down with it.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// One bit per modifier, as terminals number them.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Shift, for keys that are not characters.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt or Meta.
    public static let alt = Modifiers(rawValue: 2)
    /// Control.
    public static let control = Modifiers(rawValue: 4)
  }

  /// The key without modifiers.
  public var code: Code
  /// Keys held down with it.
  public var modifiers: Modifiers

  /// Makes a key.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// Makes the key of a character; a space is the space bar.
  public init(_ character: Unicode.Scalar) { self.init(.character(character)) }

  /// Arrow up.
  public static let up = Key(.up)
  /// Arrow down.
  public static let down = Key(.down)
  /// Arrow left.
  public static let left = Key(.left)
  /// Arrow right.
  public static let right = Key(.right)
  /// Page up.
  public static let pageUp = Key(.pageUp)
  /// Page down.
  public static let pageDown = Key(.pageDown)
  /// Return.
  public static let enter = Key(.enter)
  /// Escape.
  public static let escape = Key(.escape)
  /// Tab.
  public static let tab = Key(.tab)
  /// Tab with shift.
  public static let shiftTab = Key(.tab, .shift)
  /// Delete backward.
  public static let backspace = Key(.backspace)
  /// The space bar.
  public static let space = Key(" ")

  /// The character typed, when the key is one and neither Alt nor Control is held.
  public var typed: Unicode.Scalar? {
    guard case .character(let scalar) = code, modifiers.isDisjoint(with: [.alt, .control]) else { return nil }
    return scalar
  }
}
