/// What the user says about colours: `--color`.
public enum ColorChoice: String, CaseIterable, Sendable {
  /// As many as the terminal has; none under `NO_COLOR`.
  case auto
  /// Taken, and drawn with the 256 nearest for now.
  case truecolor
  /// The cube and the grey ramp of xterm.
  case indexed = "256"
  /// The 16 of ANSI.
  case sixteen = "16"
  /// The eight of ANSI.
  case eight = "8"
  /// Bold, faint, reverse and underline alone.
  case mono

  /// The depth to draw with: never more than the terminal has.
  ///
  /// `NO_COLOR` present and not empty means no colour, unless the choice is another than `auto` (no-color.org).
  public func depth(terminalColors: Int, environment: [String: String]) -> ColorDepth {
    let possible = ColorDepth(terminalColors: terminalColors)
    switch self {
    case .auto: return environment["NO_COLOR", default: ""].isEmpty ? possible : .mono
    case .truecolor, .indexed: return possible
    case .sixteen: return min(.sixteen, possible)
    case .eight: return min(.eight, possible)
    case .mono: return .mono
    }
  }
}
