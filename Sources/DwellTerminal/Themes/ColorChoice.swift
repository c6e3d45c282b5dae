/// What the user says about colours: `--color`.
public enum ColorChoice: String, CaseIterable, Sendable {
  /// As many as the terminal says it has; none under `NO_COLOR`, and 256 at most over ssh, where colours cost time.
  case auto
  /// The theme's own, also where the terminal does not say that it has them.
  case truecolor
  /// The cube and the grey ramp of xterm.
  case indexed = "256"
  /// The 16 of ANSI.
  case sixteen = "16"
  /// The eight of ANSI.
  case eight = "8"
  /// Bold, faint, reverse and underline alone.
  case mono

  /// The depth to draw with: never more than the terminal can be driven with.
  ///
  /// `NO_COLOR` present and not empty means no colour, unless the choice is another than `auto` (no-color.org).
  public func depth(terminalColors: Int, trueColor: TrueColor = .impossible, environment: [String: String])
    -> ColorDepth
  {
    let possible = ColorDepth(terminalColors: terminalColors)
    switch self {
    case .auto:
      if !environment["NO_COLOR", default: ""].isEmpty { return .mono }
      // A line that is slow has better use for its bytes; who wants them asks for them.
      let isRemote = !environment["SSH_TTY", default: ""].isEmpty
      return trueColor == .announced && !isRemote && possible == .indexed ? .truecolor : possible
    case .truecolor: return trueColor != .impossible && possible == .indexed ? .truecolor : possible
    case .indexed: return possible
    case .sixteen: return min(.sixteen, possible)
    case .eight: return min(.eight, possible)
    case .mono: return .mono
    }
  }
}
