import DwellTerminal

/// The head of a part of a panel: a rule with its title and words at the right end.
enum SectionTitle {
  /// Draws it in the first row of an area; words of the highest ranks go first where there is no room.
  static func draw(_ title: String, _ words: [PanelTitle.Word], in area: Rect, on canvas: inout Canvas) {
    var words = words
    func wide() -> Int { words.reduce(0) { $0 + canvas.columns(of: $1.text) } + max(words.count - 1, 0) * 2 }
    let taken = canvas.columns(of: title)
    while let worst = words.indices.max(by: { words[$0].rank < words[$1].rank }), taken + wide() + 4 > area.width {
      words.remove(at: worst)
    }
    let right = wide()
    canvas.text(title, x: area.x, y: area.y, role: .title, attributes: .bold, limit: area.width)
    canvas.rule(x: area.x + taken + 1, y: area.y, width: max(area.width - taken - 1 - (right > 0 ? right + 1 : 0), 0))
    var x = area.right - right
    for word in words {
      x += canvas.text(word.text, x: x, y: area.y, role: word.role, attributes: word.attributes) + 2
    }
  }
}
