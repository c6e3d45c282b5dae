import DwellCore
import DwellMetrics
import DwellSession
import DwellTerminal

/// The one time axis under the stack of plots: round times before now, ▲ wherever a knob was turned, and the cursor's instant.
enum TimeAxis {
  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let geometry = PlotGeometry(x: area.x, width: area.width)
    let line = TimeLine(model.snapshot, cells: geometry.columns, symbols: model.symbols)
    canvas.put(canvas.symbols.corner, x: geometry.axisX, y: area.y, role: .rule)
    canvas.rule(x: geometry.x, y: area.y, width: geometry.columns)
    let right = geometry.x + geometry.columns
    canvas.put(canvas.symbols.baseTick, x: right - 1, y: area.y, role: .rule)
    drawMeasured(model, line, geometry, y: area.y, on: &canvas)
    if let cells = model.selection.flatMap({ line.cells(of: $0) }) {
      canvas.rule(
        x: geometry.x + cells.lowerBound, y: area.y, width: cells.count, role: .hint,
        scalar: canvas.symbols.sliderFilled)
    }
    if geometry.gutterWidth > 0, let resolution = PastText.resolution(model) {
      canvas.text(resolution, x: geometry.gutterX, y: area.y, role: .warning, limit: geometry.gutterWidth)
    }
    let cursor = drawCursor(model, line, geometry, area, on: &canvas)
    // What the right edge is: now, or so long before.
    let edge = line.back > .zero ? "−\(QuantityText.time(nanoseconds: Double(line.back.nanoseconds)))" : "now"
    // It would stand around the last column, where there is one more.
    let edgeX = min(right + 1, area.right) - canvas.columns(of: edge)
    let showsEdge = cursor.map { $0.upperBound + 2 <= edgeX } ?? true
    if showsEdge { canvas.text(edge, x: edgeX, y: area.y + 1) }
    let end = showsEdge ? edgeX : right + 1
    var free = area.x
    for tick in line.ticks {
      let x = geometry.x + tick.cell
      canvas.put(canvas.symbols.baseTick, x: x, y: area.y, role: .rule)
      // The number stands under its tick; the unit after it does not move it.
      let number = tick.label.split(separator: " ").first.map(String.init) ?? tick.label
      let left = x - canvas.columns(of: number) / 2
      let wide = canvas.columns(of: tick.label)
      guard left >= free, left + wide < end - 1 else { continue }
      if let cursor, left <= cursor.upperBound, left + wide >= cursor.lowerBound { continue }
      canvas.text(tick.label, x: left, y: area.y + 1, role: .dim)
      free = left + wide + 2
    }
    for mark in line.marks(model.frame.turns) {
      canvas.put(canvas.symbols.mark, x: geometry.x + mark.cell, y: area.y, role: .mark)
    }
    guard let cell = model.cursor.flatMap({ line.reading($0) }) else { return }
    canvas.setBackground(.selected, in: Rect(x: geometry.x + cell, y: area.y, width: 1, height: 1))
  }

  /// The instant under the cursor with how long before now it lies; returns its columns.
  private static func drawCursor(
    _ model: Model, _ line: TimeLine, _ geometry: PlotGeometry, _ area: Rect, on canvas: inout Canvas
  ) -> Range<Int>? {
    guard let cursor = model.cursor, let cell = line.reading(cursor) else { return nil }
    let instant = "\(TimeText.instant(cursor, window: model.window)) s"
    let texts = ["\(instant)  \(PastText.before(cursor, model) ?? "now")", instant]
    let room = geometry.columns + geometry.labelWidth
    guard let text = texts.first(where: { canvas.columns(of: $0) <= room }) else { return nil }
    let wide = canvas.columns(of: text)
    let middle = geometry.x + cell - canvas.columns(of: instant) / 2
    let x = max(min(middle, geometry.x + geometry.columns - wide), area.x)
    canvas.text(text, x: x, y: area.y + 1, role: .hint, attributes: .bold)
    canvas.put(canvas.symbols.upright, x: geometry.x + cell, y: area.y, role: .selected)
    return x..<x + wide
  }

  /// A thick line under what is measured.
  private static func drawMeasured(
    _ model: Model, _ line: TimeLine, _ geometry: PlotGeometry, y: Int, on canvas: inout Canvas
  ) {
    guard let measured = model.measured else { return }
    let first = line.reading(max(measured.lowerBound, line.start(ofCell: 0))) ?? 0
    let last = line.reading(measured.upperBound) ?? geometry.columns - 1
    guard first <= last else { return }
    canvas.rule(
      x: geometry.x + first, y: y, width: last - first + 1, role: .hint, scalar: canvas.symbols.sliderFilled)
  }
}
