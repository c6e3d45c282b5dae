/// The colours of a base16 or base24 scheme (tinted-theming): a flat YAML file of sixteen or twenty-four of them.
///
/// Both forms are read: colours in a map `palette:`, and the older one with all keys at the top level. Of YAML that is
/// `KEY: VALUE` a line, quotes of both kinds, comments, `---` and `...`; other keys are skipped with what is indented
/// below them.
public struct SchemeFile: Equatable, Sendable {
  /// Whether the scheme says that it is dark or light; nil where it says nothing.
  public private(set) var kind: Theme.Kind?
  private var colours: [Int: (colour: RGB, line: Int)] = [:]

  /// The colour of a slot, `0x00…0x17`; nil where the scheme has none.
  public subscript(slot: Int) -> RGB? { colours[slot]?.colour }

  /// Whether it has the slots of base24.
  public var isBase24: Bool { colours[0x10] != nil }

  /// The same colours, whatever lines they stand in.
  public static func == (left: SchemeFile, right: SchemeFile) -> Bool {
    left.kind == right.kind && left.colours.mapValues(\.colour) == right.colours.mapValues(\.colour)
  }

  /// Reads the text of a file; `path` is for messages alone.
  ///
  /// Throws ``ThemeError``: a line that is no `KEY: VALUE`, a colour that is not six hexadecimal digits, a slot that is
  /// set twice, and the slots that are missing.
  public init(text: String, path: String) throws(ThemeError) {
    var isInPalette = false
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let number = index + 1
      let content = Self.withoutComment(index == 0 && line.first == "\u{FEFF}" ? line.dropFirst() : line)
      let isIndented = content.first?.isWhitespace == true
      let words = Self.trimmed(content)
      if words.isEmpty || words == "---" || words == "..." { continue }
      if !isIndented { isInPalette = false }
      // What is indented below a key that means nothing to us means nothing either.
      if isIndented, !isInPalette { continue }
      guard let (key, value) = Self.pair(words) else {
        throw ThemeError(path, line: number, "'\(words.prefix(40))' is not KEY: VALUE, such as base00: \"101418\"")
      }
      switch key {
      case "palette":
        guard value.isEmpty else {
          throw ThemeError(path, line: number, "palette must be followed by lines such as   base00: \"#101418\"")
        }
        isInPalette = true
      case "variant": try takeKind(value, path, number)
      case "system":
        guard ["base16", "base24"].contains(value) else {
          throw ThemeError(path, line: number, "system is '\(value.prefix(40))', allowed are base16, base24")
        }
      default: try take(key, value, path, number)
      }
    }
    let missing = (0..<16).filter { colours[$0] == nil }.map(Self.name)
    if missing.count == 16 { throw ThemeError("theme \(path) sets no colour; base00 to base0F are needed") }
    guard missing.isEmpty else {
      throw ThemeError("theme \(path) lacks \(missing.joined(separator: ", ")); base00 to base0F are needed")
    }
  }

  private mutating func takeKind(_ value: Substring, _ path: String, _ line: Int) throws(ThemeError) {
    switch value {
    case "dark": kind = .dark
    case "light": kind = .light
    default: throw ThemeError(path, line: line, "variant is '\(value.prefix(40))', allowed are dark, light")
    }
  }

  private mutating func take(_ key: String, _ value: Substring, _ path: String, _ line: Int) throws(ThemeError) {
    guard let slot = Self.slot(key) else {
      if key.lowercased().hasPrefix("base") {
        throw ThemeError(path, line: line, "there is no '\(key.prefix(40))', allowed are base00 to base17")
      }
      return
    }
    let digits = value.hasPrefix("#") ? value.dropFirst() : value
    guard digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit), let colour = UInt32(digits, radix: 16) else {
      throw ThemeError(
        path, line: line, "\(Self.name(slot)) is '\(value.prefix(40))', allowed are six digits such as \"101418\"")
    }
    if let before = colours[slot]?.line {
      throw ThemeError(path, line: line, "\(Self.name(slot)) stands in line \(before) already, allowed is one of each")
    }
    colours[slot] = (RGB(colour), line)
  }

  // MARK: The little YAML that schemes are made of

  private static func name(_ slot: Int) -> String {
    "base" + (slot < 16 ? "0" : "") + String(slot, radix: 16, uppercase: true)
  }

  private static func slot(_ key: String) -> Int? {
    guard key.utf8.count == 6, key.hasPrefix("base"), let slot = Int(key.dropFirst(4), radix: 16) else { return nil }
    return (0..<24).contains(slot) ? slot : nil
  }

  /// A comment begins with `#` at the beginning or after a blank, outside of quotes.
  private static func withoutComment(_ line: Substring) -> Substring {
    var quote: Character?
    var before: Character = " "
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if (character == "\"" || character == "'") && (before.isWhitespace || before == ":") {
        quote = character
      } else if character == "#", before.isWhitespace {
        return line[..<index]
      }
      before = character
    }
    return line
  }

  private static func pair(_ text: Substring) -> (key: String, value: Substring)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let key = unquoted(trimmed(text[..<colon]))
    let rest = text[text.index(after: colon)...]
    guard !key.isEmpty, rest.isEmpty || rest.first?.isWhitespace == true else { return nil }
    return (String(key), unquoted(trimmed(rest)))
  }

  private static func unquoted(_ text: Substring) -> Substring {
    guard let first = text.first, first == "\"" || first == "'", text.count > 1, text.last == first else { return text }
    return trimmed(text.dropFirst().dropLast())
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension SchemeFile {
  /// The scheme as a theme file would say it: a fixed mapping of slots to roles, by what the slots are for.
  ///
  /// `base00` lies behind, `base05` are words, `base03` comments, `base02` the selection, `base08…0F` hues; of base24 the
  /// bright ones are taken where lightness has to part curves of one plot.
  func colour(of role: Role) -> RGB? {
    let slots: [Int] =
      switch role {
      case .text: [0x05]
      case .dim: [0x04]
      case .title: [0x06]
      case .selected: [0x07]
      case .rule: [0x02]
      case .hint, .mark, .paused: [0x0A]
      case .brand, .dwell, .b: [0x09]
      case .running, .p: [0x14, 0x0B]
      case .warning, .limit: [0x08]
      case .given: [0x04]
      case .sample: [0x03]
      case .d, .a: [0x0D]
      case .v: [0x17, 0x0E]
      case .full: [0x0F]
      case .throughput: [0x15, 0x0C]
      default: []
      }
    return slots.lazy.compactMap { self[$0] }.first
  }
}
