import DwellSession
package import DwellTerminal

/// The flags above the first plot: what was turned, from where to where.
package enum MarkFlags {
  /// Draws the flags of all turns in the window; where two would collide the older loses its words, not its staff.
  package static func draw(_ model: Model, _ frame: PlotFrame, y: Int, on canvas: inout Canvas) {
    let marks = frame.time.marks(model.frame.turns)
    let left = frame.geometry.x
    var limit = frame.geometry.right
    for (index, mark) in marks.enumerated().reversed() {
      let x = left + mark.cell
      let after = index > 0 ? left + marks[index - 1].cell + 1 : left - frame.geometry.labelWidth - 1
      canvas.put(canvas.symbols.markFlag, x: x, y: y, role: .mark)
      let long = "\(mark.turn.symbol) \(mark.turn.old) → \(mark.turn.new)"
      let short = "\(mark.turn.symbol) \(mark.turn.new)"
      let texts = (frame.geometry.columns >= 40 ? [long, short] : [short]) + mark.turn.newForms.dropFirst()
      if let text = texts.first(where: { canvas.columns(of: $0) <= limit - x - 1 }) {
        canvas.text(text, x: x + 1, y: y, role: .mark)
      } else if index == marks.count - 1, let text = texts.first(where: { canvas.columns(of: $0) < x - after }) {
        // A turn of just now has its words at its left, where the past is.
        canvas.textEnding(text, before: x, y: y, role: .mark)
        limit = min(limit, x - canvas.columns(of: text) - 1)
        continue
      }
      limit = min(limit, x - 1)
    }
  }
}
