/// The keys and colours of a btop `.theme` file.
///
/// Read as btop reads it: `theme[KEY]="VALUE"` a line, what stands before `[` does not matter, unknown keys are
/// skipped, a later line wins, values with or without quotes. A line whose first character is `#` is a comment.
public struct ThemeFile: Sendable {
  /// What a key is set to.
  public enum Value: Equatable, Sendable {
    /// `""`: the terminal's own background for `main_bg`, not set for the rest.
    case empty
    /// A colour.
    case colour(RGB)
    /// Other text, in keys of ours that are not colours.
    case word(String)
  }

  /// The values by key.
  public private(set) var values: [String: Value] = [:]

  /// Longer files are refused.
  public static let largestSize = 256 * 1024

  /// Reads the text of a file; `path` is for messages alone.
  ///
  /// Throws ``ThemeError`` at the first known key with a value that is not allowed, and when there is no key at all.
  public init(text: String, path: String) throws(ThemeError) {
    var keys = 0
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      let line = Self.trimmed(line)
      guard !line.hasPrefix("#"), let open = line.firstIndex(of: "[") else { continue }
      let isTheme = line[..<open] == "theme"
      guard let close = line[open...].firstIndex(of: "]"),
        case let rest = Self.trimmed(line[line.index(after: close)...]), rest.hasPrefix("=")
      else {
        if isTheme {
          throw ThemeError(path, line: index + 1, "'\(line.prefix(40))' is not theme[KEY]=\"VALUE\"")
        }
        continue
      }
      let key = String(line[line.index(after: open)..<close])
      keys += 1
      guard ThemeKeys.all.contains(key) else { continue }
      let text = Self.unquoted(Self.trimmed(rest.dropFirst()))
      guard let value = Self.value(text, of: key) else {
        throw ThemeError(
          path, line: index + 1,
          "\(key) is '\(text.prefix(40))', allowed are \(ThemeKeys.allowed(key))")
      }
      values[key] = value
    }
    if keys == 0 { throw ThemeError("theme \(path) sets nothing; lines such as theme[main_bg]=\"#101418\" are needed") }
  }

  /// The colour of a key, or of the end or middle of a gradient that its neighbours give; nil when not set.
  ///
  /// Without an end a gradient is its start everywhere; without a middle that is half way from start to end.
  public func colour(_ key: String) -> RGB? {
    if case .colour(let colour) = values[key] { return colour }
    if key == "graph_text" || key == "meter_bg" { return colour("inactive_fg") }
    if key.hasSuffix("_mid") {
      let stem = key.dropLast(4)
      guard let start = colour("\(stem)_start") else { return nil }
      if case .colour(let end) = values["\(stem)_end"] { return start.mixed(with: end, 0.5) }
      return start
    }
    if key.hasSuffix("_end") { return colour("\(key.dropLast(4))_start") }
    return nil
  }

  private static func value(_ text: Substring, of key: String) -> Value? {
    if text.isEmpty { return .empty }
    if let words = ThemeKeys.words[key] { return words.contains(String(text)) ? .word(String(text)) : nil }
    if text.hasPrefix("#") {
      let digits = text.dropFirst().utf8
      guard digits.allSatisfy({ isHex($0) }), let number = UInt32(text.dropFirst(), radix: 16) else { return nil }
      if digits.count == 6 { return .colour(RGB(number)) }
      if digits.count == 2 { return .colour(RGB(number << 16 | number << 8 | number)) }
      return nil
    }
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 3 else { return nil }
    let channels = parts.compactMap { part in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? UInt8(min(Int(part) ?? 255, 255)) : nil
    }
    return channels.count == 3 ? .colour(RGB(channels[0], channels[1], channels[2])) : nil
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
  }

  private static func unquoted(_ text: Substring) -> Substring {
    guard text.hasPrefix("\"") else { return text }
    let inner = text.dropFirst()
    return inner[..<(inner.firstIndex(of: "\"") ?? inner.endIndex)]
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }
}
