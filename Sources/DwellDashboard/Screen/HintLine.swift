import DwellTerminal

/// The last row: a notice, or what the focused panel shows, or the keys by priority.
enum HintLine {
  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    if let notice = model.notice {
      canvas.text(notice, x: area.x, y: area.y, role: .warning, limit: area.width)
      return
    }
    if let focus = model.focus, let panel = PanelCatalog.panel(focus) {
      canvas.text(summary(of: panel, in: area.width, canvas), x: area.x, y: area.y, role: .text, limit: area.width)
      return
    }
    WordLine(left: hints(model).filter { !$0.isQuit }.map(\.word), right: hints(model).filter(\.isQuit).map(\.word))
      .draw(in: area, on: &canvas)
  }

  /// As many whole clauses as fit.
  private static func summary(of panel: any Panel, in width: Int, _ canvas: Canvas) -> String {
    var clauses = panel.summary.split(separator: ";").map(String.init)
    while clauses.count > 1, canvas.columns(of: clauses.joined(separator: ";")) > width { clauses.removeLast() }
    return clauses.joined(separator: ";")
  }

  private static func hints(_ model: Model) -> [(word: WordLine.Word, isQuit: Bool)] {
    KeyTopic.all.compactMap { topic in
      guard let hint = topic.hint else { return nil }
      let lists = topic.commands.compactMap { model.bindings.keys(of: $0).first.map(BindingTable.text(of:)) }
      guard !lists.isEmpty else { return nil }
      // Arrows stand close (`↑↓`); of letters the first is enough, of brackets both are needed.
      let isLetters = lists.allSatisfy { $0.count == 1 && $0.first?.isLetter == true }
      let isArrows = lists.allSatisfy { "↑↓←→".contains($0) }
      let keys =
        isLetters || topic.group == .look && !lists[0].contains("[")
        ? lists[0] : lists.joined(separator: isArrows ? "" : " ")
      return (
        WordLine.Word([(keys, .hint, .bold), (" \(hint)", .dim, [])], rank: topic.rank),
        topic.commands == [.quit]
      )
    }
  }
}
