/// Why there can be no dashboard here, in one line.
public enum TerminalError: Error, Equatable, CustomStringConvertible, Sendable {
  /// A standard stream is not a terminal; named `input` or `output`.
  case notATerminal(stream: String)
  /// `TERM` is unset or empty.
  case noTerm
  /// The terminal cannot place its cursor.
  case cannotPlaceCursor(term: String)
  /// Neither this terminal nor the usual ones are known here.
  case noTerminfo(term: String)
  /// The system refused; its own words.
  case system(String)

  /// What is wrong, what was given, what is allowed.
  public var description: String {
    let instead = "dwell simulate and dwell snapshot need none"
    return switch self {
    case .notATerminal(let stream): "standard \(stream) is not a terminal; \(instead)"
    case .noTerm: "TERM is not set, so the terminal is not known (usual: xterm-256color); \(instead)"
    case .cannotPlaceCursor(let term):
      "terminal '\(term)' cannot place its cursor, any that can is allowed (xterm-256color, linux, vt100); \(instead)"
    case .noTerminfo(let term):
      "terminal '\(term)' is not in terminfo, nor are xterm-256color, xterm and vt100 (package ncurses-base); \(instead)"
    case .system(let reason): "the terminal cannot be opened: \(reason); \(instead)"
    }
  }
}
