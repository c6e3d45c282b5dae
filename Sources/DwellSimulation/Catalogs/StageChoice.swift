public import DwellCore

/// One choice on one stage, as menus, options and help see it; what it does stands beside it in the catalog of its stage.
public struct StageChoice: Sendable, Hashable {
  /// The name in options and files, such as `container`.
  public let name: String
  /// One line of what it does.
  public let summary: String
  /// Where it comes from.
  public let source: String
  /// How sure that is.
  public let confidence: String
  /// The knobs of its own.
  public let knobs: [Knob]

  /// A choice.
  public init(name: String, summary: String, source: String, confidence: String, knobs: [Knob] = []) {
    self.name = name
    self.summary = summary
    self.source = source
    self.confidence = confidence
    self.knobs = knobs
  }
}
