import DwellSession
import DwellTerminal

/// The one time axis under the stack of plots: round times before now, and ▲ wherever a knob was turned.
enum TimeAxis {
  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let geometry = PlotGeometry(x: area.x, width: area.width)
    let line = TimeLine(model.snapshot, cells: geometry.columns, symbols: model.symbols)
    canvas.put(canvas.symbols.corner, x: geometry.axisX, y: area.y, role: .rule)
    canvas.rule(x: geometry.x, y: area.y, width: geometry.columns)
    let right = geometry.x + geometry.columns
    let now = "now"
    // It would stand around the last column, where there is one more.
    let nowX = min(right - now.count + 1, area.right - now.count)
    canvas.put(canvas.symbols.baseTick, x: right - 1, y: area.y, role: .rule)
    canvas.text(now, x: nowX, y: area.y + 1)
    var free = area.x
    for tick in line.ticks {
      let x = geometry.x + tick.cell
      canvas.put(canvas.symbols.baseTick, x: x, y: area.y, role: .rule)
      // The number stands under its tick; the unit after it does not move it.
      let number = tick.label.split(separator: " ").first.map(String.init) ?? tick.label
      let left = x - canvas.columns(of: number) / 2
      let wide = canvas.columns(of: tick.label)
      guard left >= free, left + wide < nowX - 1 else { continue }
      canvas.text(tick.label, x: left, y: area.y + 1, role: .dim)
      free = left + wide + 2
    }
    for mark in line.marks(model.frame.turns) {
      canvas.put(canvas.symbols.mark, x: geometry.x + mark.cell, y: area.y, role: .mark)
    }
  }
}
