import DwellTerminal

/// The last row: a notice, or what the focused panel shows, or the keys by priority.
enum HintLine {
  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    if sentence(model) != nil { return }
    let hints = hints(model)
    WordLine(left: hints.filter { !$0.isQuit }.map(\.word), right: hints.filter(\.isQuit).map(\.word))
      .draw(in: area, on: &canvas)
  }

  /// Draws what is told, over the rows above where one is not enough: half a sentence would say nothing.
  static func drawSentence(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    guard let (text, role) = sentence(model) else { return }
    let lines = TextWrap.lines(canvas.symbols.plain(text), columns: area.width).prefix(max(canvas.height / 6, 1))
    for (index, line) in lines.enumerated() {
      let y = area.bottom - lines.count + index
      canvas.fill(Rect(x: 0, y: y, width: canvas.width, height: 1))
      canvas.text(line, x: area.x, y: y, role: role, limit: area.width)
    }
  }

  private static func sentence(_ model: Model) -> (text: String, role: Role)? {
    if let text = PastText.selection(model) { return (text, .hint) }
    if let notice = model.notice { return (notice, .text) }
    return model.focus.flatMap { PanelCatalog.panel($0) }.map { ($0.summary, .text) }
  }

  /// How a panel in full screen goes back to its place.
  private static func leaving(_ model: Model) -> [(word: WordLine.Word, isQuit: Bool)] {
    guard model.layout.fullScreen != nil, let key = model.bindings.label(of: .back) else { return [] }
    return [(WordLine.Word([(key, .hint, .bold), (" back", .dim, [])], rank: 0), false)]
  }

  /// What the keys do that one wants to know of now.
  private static func topics(_ model: Model) -> [KeyTopic] {
    guard model.isFrozen else { return KeyTopic.all.filter { $0.context == .main } }
    let kept: [[DashboardCommand]] = [
      [.markPrevious, .markNext], [.windowShorter, .windowLonger], [.help], [.quit],
    ]
    var topics = KeyTopic.all.filter { $0.context == .frozen }
    for commands in kept {
      guard var topic = KeyTopic.all.first(where: { $0.commands == commands }) else { continue }
      if commands == [.markPrevious, .markNext] { topic.rank = 5 }
      topics.append(topic)
    }
    return topics + [KeyTopic([.freeze], .time, "leave the past", hint: "leave", rank: 0)]
  }

  private static func hints(_ model: Model) -> [(word: WordLine.Word, isQuit: Bool)] {
    leaving(model)
      + topics(model).compactMap { topic in
        let special = model.isFrozen ? nil : CompareStatus.hint(topic, model)
        guard let hint = special ?? topic.hint, let keys = model.bindings.hint(of: topic) else { return nil }
        return (
          WordLine.Word([(keys, .hint, .bold), (" \(hint)", .dim, [])], rank: special == nil ? topic.rank : 1),
          topic.commands == [.quit]
        )
      }
  }
}
