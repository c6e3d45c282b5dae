package import DwellTerminal

/// A panel's head: a rule with the title on it, and at its right end whose data, which unit, which scale.
package struct PanelTitle {
  /// A word at the right end.
  package struct Word {
    var text: String
    var role: Role
    var attributes: Cell.Attributes
    var rank: Int

    /// A word; lower ranks stay longer.
    package init(_ text: String, _ role: Role = .dim, bold: Bool = false, rank: Int = 5) {
      self.text = text
      self.role = role
      attributes = bold ? .bold : []
      self.rank = rank
    }
  }

  /// What the rule says of the y scale: the panel's own word while it follows the data as the panel likes.
  package static func scale(of panel: some Panel, _ auto: String, rank: Int, _ model: Model) -> Word {
    let choice = model.yScale(of: panel)
    // What was chosen stays longer than what is usual.
    guard choice != .auto else { return Word(auto, rank: rank) }
    // Without anything above 0 there is no logarithm, and the panel has its own scale.
    let isRefused = choice == .logarithmic && model.scale(of: panel)?.kind == .linear
    return Word(isRefused ? auto : choice.rawValue, .mark, rank: 0)
  }

  /// Draws the head of a panel in the first row of its area.
  ///
  /// - Parameter titles: from the longest to the shortest; the first that fits beside all words is taken.
  package static func draw(
    _ panel: some Panel, _ titles: [String], _ words: [Word], _ model: Model, in area: Rect, on canvas: inout Canvas
  ) {
    let number = canvas.symbols.panelNumber(panel.number)
    let numberWidth = panel.number > 0 ? canvas.columns(of: number) : 0
    var words = words.filter { !$0.text.isEmpty }
    if let text = PastText.title(panel.reading, model) {
      words.insert(PanelTitle.Word(text, .hint, bold: true, rank: 0), at: 0)
    }
    func wide(_ words: [Word]) -> Int {
      words.reduce(0) { $0 + canvas.columns(of: $1.text) } + max(words.count - 1, 0) * 2
    }
    let shortest = titles.map { canvas.columns(of: $0) }.min() ?? 0
    while let worst = words.indices.max(by: { words[$0].rank < words[$1].rank }),
      numberWidth + shortest + 4 + wide(words) > area.width
    {
      words.remove(at: worst)
    }
    let right = wide(words)
    let room = area.width - numberWidth - (right > 0 ? right + 4 : 0)
    let title = titles.first { canvas.columns(of: $0) <= room } ?? titles.last ?? ""
    let isFocused = model.focus == panel.name
    var x = area.x
    if numberWidth > 0 { x += canvas.text(number, x: x, y: area.y, role: .hint) }
    x += canvas.text(
      title, x: x, y: area.y, role: isFocused ? .hint : .title, attributes: isFocused ? [.bold, .reverse] : .bold,
      limit: max(area.right - x, 0))
    let end = area.right - (right > 0 ? right + 1 : 0)
    canvas.rule(x: x + 1, y: area.y, width: max(end - x - 1, 0))
    x = area.right - right
    for word in words {
      x += canvas.text(word.text, x: x, y: area.y, role: word.role, attributes: word.attributes) + 2
    }
  }

  /// Draws dim words, in whole words, where there is nothing to plot or list.
  package static func note(_ text: String, in area: Rect, on canvas: inout Canvas) {
    let lines = TextWrap.lines(canvas.symbols.plain(text), columns: area.width).prefix(area.height)
    for (index, line) in lines.enumerated() {
      canvas.text(line, x: area.x, y: area.y + (area.height - lines.count) / 2 + index, role: .dim, limit: area.width)
    }
  }
}
