import DwellSimulation

/// Finds settings by what a person types.
package enum SettingSearch {
  /// The settings that match every word, the best first, equal ones in their order; all of them where nothing is typed.
  package static func matches(_ text: String, in settings: [ListedSetting]) -> [ListedSetting] {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    guard !words.isEmpty else { return settings }
    return settings.enumerated().compactMap { index, setting -> (score: Int, index: Int, setting: ListedSetting)? in
      var sum = 0
      for word in words {
        guard let score = score(word, setting) else { return nil }
        sum += score
      }
      // What changes nothing now comes after what does.
      return (sum * 2 + (setting.reason == nil ? 0 : 1), index, setting)
    }
    .sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.setting)
  }

  /// How well a word fits; lower is better, nil: not at all.
  private static func score(_ word: String, _ setting: ListedSetting) -> Int? {
    let name = setting.name.lowercased()
    let symbol = plain(setting.symbol)
    if name == word || symbol == word { return 0 }
    if name.hasPrefix(word) { return 1 }
    if name.split(separator: "-").contains(where: { $0.hasPrefix(word) }) { return 2 }
    if name.contains(word) || symbol.hasPrefix(word) { return 3 }
    if setting.value.lowercased().hasPrefix(word) { return 4 }
    if setting.help.lowercased().contains(word) || setting.group.contains(word) { return 5 }
    if word.count >= 2, isScattered(word, in: name) { return 8 }
    return nil
  }

  /// Whether the letters come in that order, others between them.
  private static func isScattered(_ word: String, in name: String) -> Bool {
    var rest = Substring(word)
    for letter in name where letter == rest.first { rest.removeFirst() }
    return rest.isEmpty
  }

  /// A symbol as a keyboard has it: `T₀` is `t0`, α is `α` itself.
  private static func plain(_ symbol: String) -> String {
    String(
      String.UnicodeScalarView(
        symbol.lowercased().unicodeScalars.map { scalar in
          (0x2080...0x2089).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0x2080 + 0x30) ?? scalar : scalar
        }))
  }
}
