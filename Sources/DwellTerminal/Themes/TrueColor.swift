/// What is known of a terminal's colours of 24 bits.
public enum TrueColor: Sendable {
  /// It cannot be driven with them.
  case impossible
  /// It can, and does not say whether it shows them.
  case possible
  /// It says that it shows them.
  case announced

  /// What `COLORTERM` and terminfo say together.
  ///
  /// - Parameters:
  ///   - isPossible: whether terminfo sets colours by sequences that have a form of 24 bits.
  ///   - inTerminfo: whether terminfo says that the terminal knows these (`RGB`, `Tc`, `setrgbf`).
  public init(isPossible: Bool, inTerminfo: Bool, environment: [String: String]) {
    // GNU screen hands the variable on from the terminal around it, and drops such colours.
    let isScreen = environment["STY"] != nil && environment["TERM", default: ""].hasPrefix("screen")
    let named = ["truecolor", "24bit"].contains(environment["COLORTERM", default: ""].lowercased())
    self = !isPossible ? .impossible : inTerminfo || named && !isScreen ? .announced : .possible
  }
}
