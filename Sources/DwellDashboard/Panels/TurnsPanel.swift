import DwellCore
import DwellSession
public import DwellTerminal

/// The turns of settings, newest first: the same marks as on the time axis.
public struct TurnsPanel: Panel {
  public let name = "turns"
  public let number = 0
  public let summary = "turns: what was turned from where to where, and the virtual time at which it took effect"
  public let place = PanelPlace.side
  public let appetite = 1

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(80, rows: 3)] }

  public func mostRows(_ run: RunShape) -> Int { 9 }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    PanelTitle.draw(self, ["turns"], Self.words(model), model, in: area, on: &canvas)
    let list = area.inset(top: 1)
    guard !model.frame.turns.isEmpty else {
      let keys = [DashboardCommand.timeoutUp, .loadUp].compactMap { model.bindings.keys(of: $0).first?.name }
      let hint = ": \(keys.joined(separator: ", ")) turn a knob up"
      let fits = canvas.columns(of: "none yet" + hint) <= list.width
      canvas.text("none yet" + (fits ? hint : ""), x: list.x, y: list.y, role: .dim)
      return
    }
    for (index, turn) in model.frame.turns.reversed().prefix(list.height).enumerated() {
      let y = list.y + index
      let time = "\(TimeText.instant(turn.at, window: model.window)) s"
      canvas.put(canvas.symbols.mark, x: list.x, y: y, role: .mark)
      let room = list.width - 3 - canvas.columns(of: time)
      // A number says nothing without its name; a name such as that of a policy speaks for itself.
      let isWord = turn.new.first?.isLetter == true
      let texts =
        ["\(turn.name) \(turn.old) → \(turn.new)", "\(turn.symbol) \(turn.old) → \(turn.new)"]
        + (isWord ? ["\(turn.old) → \(turn.new)"] : []) + ["\(turn.symbol) \(turn.new)"] + turn.newForms
      canvas.text(
        texts.first { canvas.columns(of: $0) <= room } ?? texts[texts.count - 1], x: list.x + 2, y: y, limit: room)
      canvas.textEnding(time, before: list.right, y: y, role: .dim)
    }
  }

  /// `z undo  Z redo`, dim where there is nothing to.
  private static func words(_ model: Model) -> [PanelTitle.Word] {
    let log = model.frame.undo
    let all: [(DashboardCommand, String, Bool)] = [(.undo, "undo", log.canUndo), (.redo, "redo", log.canRedo)]
    return all.enumerated().compactMap { index, word in
      guard let key = model.bindings.keys(of: word.0).first else { return nil }
      return .init("\(BindingTable.text(of: key)) \(word.1)", word.2 ? .hint : .dim, rank: 1 + index)
    }
  }
}
