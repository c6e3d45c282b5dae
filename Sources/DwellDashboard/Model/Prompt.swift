public import DwellCore

/// A value being typed for a knob.
public struct Prompt: Sendable, Hashable {
  /// The knob it is for.
  public var knob: Knob
  /// What was typed so far.
  public var text: String
  /// Why it was refused; nil while nothing was.
  public var refusal: String?

  /// The most characters that can be typed.
  public static let longest = 40

  /// An empty prompt for a knob.
  public init(_ knob: Knob) {
    self.knob = knob
    text = ""
  }
}
