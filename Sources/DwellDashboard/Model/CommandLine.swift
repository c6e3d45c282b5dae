/// A command while it is typed.
public struct CommandLine: Sendable, Hashable {
  /// What was typed.
  public var edit = LineEdit()
  /// Why it was refused; nil while nothing was.
  public var refusal: String?
  /// The completions being gone through, and which stands in the line; nil: none.
  public var cycle: Cycle?
  /// How far back in the history the line is; nil: it is a new one.
  public var place: Int?
  /// What was typed before going back.
  public var draft = ""
  /// What is looked for in the history; nil: nothing is.
  public var search: String?

  /// Completions that Tab goes through.
  public struct Cycle: Sendable, Hashable {
    /// What stands before the word that is completed.
    public var front: String
    /// What may stand in its place.
    public var candidates: [String]
    /// Which does; nil: the common beginning of all.
    public var index: Int?
  }

  /// An empty line.
  public init() {}
}
