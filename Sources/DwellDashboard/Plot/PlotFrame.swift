import DwellCore
package import DwellMetrics
import DwellSession
package import DwellTerminal

/// A plot of the stack: axis with ticks, grid, marks of turned knobs, and the raster for its curves.
package struct PlotFrame: Sendable {
  /// Where its parts lie across.
  package let geometry: PlotGeometry
  /// The first row of the plot.
  package let y: Int
  /// The rows of the plot.
  package let rows: Int
  /// Which values lie where.
  package let scale: Scale
  /// Where instants lie.
  package let time: TimeLine
  /// The raster of the curves.
  package var surface: PlotSurface
  private let snapshot: Snapshot
  private let dotsAcross: Int
  private let dotsDown: Int
  private let hasScale: Bool
  // At each cell across, the most important curve that leaves the range there; empty where none is marked.
  private var above: [Pen?] = []
  private var below: [Pen?] = []
  private let cursor: Int?
  private let measured: Range<Instant>?
  private let selection: Range<Instant>?

  /// A plot in an area, on a scale; without one the axis has no ticks.
  package init(_ model: Model, in area: Rect, scale: Scale?) {
    geometry = PlotGeometry(x: area.x, width: area.width)
    y = area.y
    rows = area.height
    self.scale = scale ?? Scale(.linear, 0, 1)
    hasScale = scale != nil
    time = TimeLine(model.frame.snapshot, cells: geometry.columns, symbols: model.symbols)
    surface = PlotSurface(columns: geometry.columns, rows: area.height, symbols: model.symbols)
    snapshot = model.snapshot
    dotsAcross = model.symbols.dotsAcross
    dotsDown = model.symbols.dotsDown
    cursor = model.cursor.flatMap { [time] in time.reading($0) }
    measured = model.measured
    selection = model.selection
  }

  /// What the curves are under the cursor; nil while nothing is frozen.
  package var reading: Reading? { reading(of: snapshot) }

  /// What the curves of another run are under the cursor; nil while nothing is frozen.
  package func reading(of snapshot: Snapshot) -> Reading? {
    guard let cursor else { return nil }
    let (dots, perCell) = (dots, dotsAcross)
    return Reading(snapshot, dots: cursor * perCell..<(cursor + 1) * perCell) {
      Curve(snapshot, $0, dots: dots, perCell: perCell)
    }
  }

  /// A plot of a panel on its y scale; where that was chosen, what lies outside is marked at the edge.
  package init(_ model: Model, in area: Rect, of panel: some Panel) {
    self.init(model, in: area, scale: model.scale(of: panel))
    guard model.yScale(of: panel) != .auto else { return }
    above = Array(repeating: nil, count: geometry.columns)
    below = above
  }

  /// A series over the dots of the plot.
  package func curve(_ series: Series) -> Curve { Curve(snapshot, series, dots: dots, perCell: dotsAcross) }

  /// Dots across.
  package var dots: Int { surface.width }

  /// The dot row of a value.
  package func dot(_ value: Double?) -> Int? { value.flatMap { scale.dot(of: $0, dots: rows * dotsDown) } }

  /// The row of cells of a value, held inside the plot; the lowest for no number.
  package func row(_ value: Double) -> Int {
    guard let dot = dot(value) else { return rows - 1 }
    return min(max(dot / dotsDown, 0), rows - 1)
  }

  /// Draws axis, ticks and grid.
  package func drawAxis(
    _ unit: Axis.Unit, naming: Axis.Naming = .onTop, on canvas: inout Canvas, grid: Bool = true
  ) {
    canvas.upright(x: geometry.axisX, y: y, height: rows, scalar: canvas.symbols.axis)
    // Without data there is no range, and ticks would be nonsense.
    guard hasScale else { return }
    let ticks = Axis.ticks(
      scale, unit: unit, naming: naming, rows: rows, dotsPerRow: dotsDown, width: max(geometry.labelWidth, 1))
    for tick in ticks {
      canvas.put(canvas.symbols.axisTick, x: geometry.axisX, y: y + tick.place, role: .rule)
      if geometry.labelWidth > 0 {
        canvas.textEnding(tick.label, before: geometry.axisX, y: y + tick.place, role: .dim)
      }
      if grid {
        canvas.rule(
          x: geometry.x, y: y + tick.place, width: geometry.columns, role: .grid, scalar: canvas.symbols.grid)
      }
    }
  }

  /// Draws a dotted line wherever a knob was turned, and the lines of the cursor and of what it measures.
  package func drawMarks(_ model: Model, on canvas: inout Canvas) {
    for mark in time.marks(model.frame.turns) {
      canvas.upright(x: geometry.x + mark.cell, y: y, height: rows, role: .mark, scalar: canvas.symbols.markLine)
    }
    for end in [measured?.lowerBound, measured?.upperBound, selection?.lowerBound, selection?.upperBound]
      .compactMap({ $0 })
    {
      guard let cell = time.reading(end), cell != cursor else { continue }
      canvas.upright(x: geometry.x + cell, y: y, height: rows, role: .hint)
    }
    guard let cursor else { return }
    canvas.upright(x: geometry.x + cursor, y: y, height: rows, role: .selected)
  }

  /// Draws a curve of the given values, one per dot; `nil` is a gap.
  package mutating func line(_ values: [Double?], joined: Bool, _ pen: Pen) {
    let ys = values.map(dot)
    for (x, value) in values.enumerated() { noteClipped(value, dot: x, pen) }
    if joined {
      var join = pen
      join.letter = "|"
      for x in ys.indices.dropFirst() {
        guard let before = ys[x - 1], let y = ys[x], abs(before - y) > 1 else { continue }
        // The newer column carries the join, so that time never runs backward on the screen.
        surface.upright(x: x, from: before < y ? before + 1 : before - 1, to: y, join)
      }
    }
    surface.curve(ys, joined: false, pen)
  }

  /// Remembers a value that lies outside the range, for the mark at the edge.
  package mutating func noteClipped(_ value: Double?, dot x: Int, _ pen: Pen) {
    let cell = x / dotsAcross
    guard above.indices.contains(cell), let y = dot(value) else { return }
    if y < 0, above[cell]?.rank ?? .min < pen.rank { above[cell] = pen }
    if y >= rows * dotsDown, below[cell]?.rank ?? .min < pen.rank { below[cell] = pen }
  }

  /// Draws a dotted or dashed curve: `on` dots of every `period`, scrolling with the data.
  package mutating func broken(_ values: [Double?], on: Int, of period: Int, joined: Bool = false, _ pen: Pen) {
    var previous: Int?
    for (x, value) in values.enumerated() {
      noteClipped(value, dot: x, pen)
      guard let y = dot(value), y >= 0, y < rows * dotsDown else {
        previous = nil
        continue
      }
      let phase = time.absolute(dot: x) % period
      if (phase < 0 ? phase + period : phase) < on { surface.dot(x: x, y: y, pen) }
      if joined, let before = previous, abs(before - y) > 1 {
        surface.upright(x: x, from: before, to: y, step: 2, pen)
      }
      previous = y
    }
  }

  /// Writes the curves over axis, grid and marks.
  package func drawCurves(on canvas: inout Canvas) {
    surface.draw(on: &canvas, x: geometry.x, y: y)
    drawClipped(above, row: 0, canvas.symbols.above, on: &canvas)
    drawClipped(below, row: rows - 1, canvas.symbols.below, on: &canvas)
    noteScrolling(on: &canvas)
  }

  /// A mark never covers a more important curve.
  private func drawClipped(_ pens: [Pen?], row: Int, _ sign: Unicode.Scalar, on canvas: inout Canvas) {
    for (cell, pen) in pens.enumerated() {
      guard let pen, surface.owner(column: cell, row: row)?.rank ?? .min <= pen.rank else { continue }
      canvas.put(sign, x: geometry.x + cell, y: y + row, role: pen.role)
    }
  }

  /// Tells the canvas that the plot moves to the left with time, and the row of flags above it where there is one.
  package func noteScrolling(on canvas: inout Canvas) {
    if let cursor {
      // The whole column, so that the cursor is seen where a curve runs over its line.
      canvas.setBackground(.selected, in: Rect(x: geometry.x + cursor, y: y, width: 1, height: rows))
    }
    if let selection, let cells = time.cells(of: selection) {
      canvas.setBackground(
        .selected, in: Rect(x: geometry.x + cells.lowerBound, y: y, width: cells.count, height: rows))
    }
    canvas.note(
      Canvas.Scrolling(
        rect: Rect(x: geometry.x, y: max(y - 1, 0), width: geometry.columns, height: rows + min(y, 1)),
        position: time.position))
  }
}
