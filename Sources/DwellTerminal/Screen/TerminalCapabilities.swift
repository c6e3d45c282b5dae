internal import CNcurses

/// What the terminal and the locale can do, found without touching the screen.
public struct TerminalCapabilities: Equatable, Sendable {
  /// The value of `TERM`, empty when there is none.
  public let term: String
  /// The terminfo entry to drive it with; differs from ``term`` when that is not known.
  public let entry: String
  /// Colours of that entry, 0 when it has none.
  public let colors: Int
  /// Whether the locale's characters are UTF-8.
  public let isUTF8: Bool
  /// The name of the locale's character set.
  public let codeset: String

  /// Makes capabilities by hand, for tests and pictures.
  public init(term: String, entry: String, colors: Int, isUTF8: Bool, codeset: String) {
    self.term = term
    self.entry = entry
    self.colors = colors
    self.isUTF8 = isUTF8
    self.codeset = codeset
  }

  /// Finds out; takes the locale from the environment, so call it before any thread starts.
  ///
  /// A `TERM` that terminfo does not know is driven as xterm-256color, xterm or vt100, the first that it does know.
  /// Throws ``TerminalError`` when `TERM` is unset or cannot place the cursor, or when there is no terminfo.
  public static func detect(environment: [String: String]) throws(TerminalError) -> TerminalCapabilities {
    let isUTF8 = cn_locale_is_utf8() != 0
    let codeset = String(cString: cn_codeset())
    let term = environment["TERM", default: ""]
    if term.isEmpty { throw .noTerm }
    var colors: Int32 = 0
    var canAddress: Int32 = 0
    // An unknown name is driven as what most terminals take after; `dumb` is known, and cannot.
    for entry in [term, "xterm-256color", "xterm", "vt100"] {
      let known = cn_probe(entry, &colors, &canAddress)
      if canAddress != 0 {
        return TerminalCapabilities(
          term: term, entry: entry, colors: max(0, Int(colors)), isUTF8: isUTF8, codeset: codeset)
      }
      if known == 1 || term == "dumb" || term == "unknown" { throw .cannotPlaceCursor(term: term) }
    }
    throw .noTerminfo(term: term)
  }

  /// The set to draw with.
  ///
  /// Without UTF-8 it is ASCII whatever was asked, since nothing else could be sent. The Linux console has 512 glyphs,
  /// none of them braille.
  public func symbols(_ choice: SymbolChoice) -> SymbolSet {
    guard isUTF8 else { return .ascii }
    switch choice {
    case .braille: return .braille
    case .block: return .block
    case .ascii: return .ascii
    case .auto: return term == "linux" || term.hasPrefix("linux-") || term == "console" ? .block : .braille
    }
  }
}
