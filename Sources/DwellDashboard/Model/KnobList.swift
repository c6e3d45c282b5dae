/// The list of all settings while it is open: what was typed to find one, and which is chosen.
public struct KnobList: Sendable, Hashable {
  /// What the settings shown have to match.
  public var filter = LineEdit(longest: 40)
  /// The name of the chosen setting; nil: the first.
  public var chosen: String?
  /// Whether the chosen one was turned since it was chosen.
  public var hasTurned = false

  /// A list with everything in it.
  public init() {}
}
