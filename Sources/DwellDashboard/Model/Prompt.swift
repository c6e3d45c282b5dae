public import DwellCore

/// A value being typed for a knob.
public struct Prompt: Sendable, Hashable {
  /// The knob it is for.
  public var knob: Knob
  /// What was typed so far.
  public var edit = LineEdit(longest: Prompt.longest)
  /// The list it was asked for in, where it ends up again.
  public var list: KnobList?
  /// Why it was refused; nil while nothing was.
  public var refusal: String?

  /// The most characters that can be typed.
  public static let longest = 40

  /// The text typed so far.
  public var text: String { edit.text }

  /// An empty prompt for a knob.
  public init(_ knob: Knob, list: KnobList? = nil) {
    self.knob = knob
    self.list = list
  }

  /// What lies above the dashboard when it is over.
  var behind: Overlay { list.map { .knobs($0) } ?? .none }
}
