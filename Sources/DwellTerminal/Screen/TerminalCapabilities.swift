internal import CNcurses

/// What the terminal and the locale can do, found without touching the screen.
public struct TerminalCapabilities: Equatable, Sendable {
  /// The value of `TERM`, empty when there is none.
  public let term: String
  /// The terminfo entry to drive it with; differs from ``term`` when that is not known.
  public let entry: String
  /// Colours of that entry, 0 when it has none.
  public let colors: Int
  /// What is known of its colours of 24 bits.
  public let trueColor: TrueColor
  /// Whether the locale's characters are UTF-8.
  public let isUTF8: Bool
  /// The name of the locale's character set.
  public let codeset: String

  /// Makes capabilities by hand, for tests and pictures.
  public init(
    term: String, entry: String, colors: Int, trueColor: TrueColor = .impossible, isUTF8: Bool, codeset: String
  ) {
    self.term = term
    self.entry = entry
    self.colors = colors
    self.trueColor = trueColor
    self.isUTF8 = isUTF8
    self.codeset = codeset
  }

  /// Finds out; takes the locale from the environment, so call it before any thread starts.
  ///
  /// A `TERM` that terminfo does not know is driven as xterm-256color, xterm or vt100, the first that it does know. One
  /// whose colour numbers are colours of 24 bits (`xterm-direct`) is driven as its sister of 256 colours.
  /// Throws ``TerminalError`` when `TERM` is unset or cannot place the cursor, or when there is no terminfo.
  public static func detect(environment: [String: String]) throws(TerminalError) -> TerminalCapabilities {
    let isUTF8 = cn_locale_is_utf8() != 0
    let codeset = String(cString: cn_codeset())
    let term = environment["TERM", default: ""]
    if term.isEmpty { throw .noTerm }
    var colors: Int32 = 0
    var canAddress: Int32 = 0
    var bits: Int32 = 0
    var isDirect = false
    // An unknown name is driven as what most terminals take after; `dumb` is known, and cannot.
    let sister = term.hasSuffix("-direct") ? term.dropLast(7) + "-256color" : "xterm-256color"
    for entry in [term, sister, "xterm-256color", "xterm", "vt100"] {
      let known = cn_probe(entry, &colors, &canAddress, &bits)
      if canAddress != 0, colors > 256, entry == term {
        isDirect = true
        continue
      }
      if canAddress != 0 {
        let trueColor = TrueColor(
          isPossible: bits & Int32(CN_TRUE_COLOR_POSSIBLE) != 0,
          inTerminfo: isDirect || bits & Int32(CN_TRUE_COLOR_ANNOUNCED) != 0, environment: environment)
        return TerminalCapabilities(
          term: term, entry: entry, colors: max(0, Int(colors)), trueColor: trueColor, isUTF8: isUTF8, codeset: codeset)
      }
      if known == 1 || term == "dumb" || term == "unknown" { throw .cannotPlaceCursor(term: term) }
    }
    throw .noTerminfo(term: term)
  }

  /// Whether it may be asked what it knows: terminals that are only that, and those on a serial line, would print it.
  var mayBeAsked: Bool {
    let plain = ["linux", "vt", "console", "cons", "dumb", "ansi", "sun"]
    return !plain.contains { term.hasPrefix($0) }
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
