import DwellCore
import DwellMetrics
import DwellSession
import DwellTerminal
import DwellTuning

/// The plot of the trade-off plane: axes, theory, the line of offered load, points with their words.
struct PlanePlot {
  private let area: Rect
  private let across: Scale
  private let upward: Scale
  private let labelWidth: Int
  private let columns: Int
  private let rows: Int
  private var surface: PlotSurface
  // Cells that hold a point or words: other words go elsewhere.
  private var taken: Set<Int> = []

  init(_ model: Model, across: Scale, upward: Scale, in area: Rect) {
    self.area = area
    self.across = across
    self.upward = upward
    labelWidth = area.width >= 48 ? 8 : 6
    columns = max(area.width - labelWidth - 1, 1)
    rows = max(area.height - 2, 1)
    surface = PlotSurface(columns: columns, rows: rows, symbols: model.symbols)
  }

  private var left: Int { area.x + labelWidth + 1 }

  func draw(_ model: Model, _ points: [PlanePoint], on canvas: inout Canvas) {
    var plot = self
    plot.drawAxes(on: &canvas)
    let offered = model.plane.present.offered
    let border = plot.drawHatch(offered, on: &canvas)
    for (index, curve) in model.plane.curves.enumerated().reversed() { plot.trace(curve, isPresent: index == 0) }
    plot.surface.draw(on: &canvas, x: left, y: area.y)
    plot.drawPoints(points, on: &canvas)
    if let border { plot.nameBorder(offered, border, on: &canvas) }
    plot.drawWords(points, on: &canvas)
    for (index, curve) in model.plane.curves.enumerated() {
      plot.nameCurve(curve, isPresent: index == 0, on: &canvas)
    }
    if let gap = model.plane.gap { plot.say("no closed form for \(gap); points only", on: &canvas) }
  }

  // MARK: Axes

  private func drawAxes(on canvas: inout Canvas) {
    canvas.upright(x: left - 1, y: area.y, height: rows, scalar: canvas.symbols.axis)
    let ticks = Axis.ticks(
      upward, unit: .packetRate, rows: rows, dotsPerRow: canvas.symbols.dotsDown, width: labelWidth)
    for tick in ticks {
      canvas.put(canvas.symbols.axisTick, x: left - 1, y: area.y + tick.place, role: .rule)
      canvas.textEnding(tick.label, before: left - 1, y: area.y + tick.place, role: .dim)
      canvas.rule(x: left, y: area.y + tick.place, width: columns, role: .grid, scalar: canvas.symbols.grid)
    }
    let base = area.y + rows
    canvas.put(canvas.symbols.corner, x: left - 1, y: base, role: .rule)
    canvas.rule(x: left, y: base, width: columns)
    var values = Array(Axis.ladder(across, [1]).reversed())
    if values.count < 3 { values = Axis.ladder(across, [1, 2, 5]).sorted() }
    var free = area.x
    for value in values {
      guard let column = column(value) else { continue }
      canvas.put(canvas.symbols.baseTick, x: left + column, y: base, role: .rule)
      let label = QuantityText.time(nanoseconds: value, .dropped)
      let wide = canvas.columns(of: label)
      let start = min(left + column - wide / 2, area.right - wide)
      guard start >= free else { continue }
      canvas.text(label, x: start, y: base + 1, role: .dim)
      free = start + wide + 2
    }
  }

  // The column of a delay, nil outside.
  private func column(_ delay: Double) -> Int? {
    guard let fraction = across.fraction(of: delay), fraction > -1e-6, fraction < 1 + 1e-6 else { return nil }
    return (fraction * Double(surface.width - 1)).whole(in: 0...(surface.width - 1)) / surface.symbols.dotsAcross
  }

  // The row of a throughput, held inside the plot.
  private func row(_ rate: Double) -> Int {
    guard let dot = upward.dot(of: rate, dots: surface.height) else { return rate > 0 ? 0 : rows - 1 }
    return min(max(dot, 0), surface.height - 1) / surface.symbols.dotsDown
  }

  // MARK: Offered load

  // Returns the row of the border; nil where nothing is offered.
  private func drawHatch(_ offered: Double, on canvas: inout Canvas) -> Int? {
    guard offered.isFinite, offered > 0 else { return nil }
    let border = row(offered)
    let stroke: Unicode.Scalar = canvas.symbols == .braille ? "╱" : "/"
    for row in (border + 1)..<max(rows, border + 1) {
      for column in 0..<columns where (column + row).isMultiple(of: 4) {
        canvas.put(stroke, x: left + column, y: area.y + row, role: .grid)
      }
    }
    canvas.rule(x: left, y: area.y + border, width: columns, role: .limit, scalar: canvas.symbols.dash)
    return border
  }

  private mutating func nameBorder(_ offered: Double, _ border: Int, on canvas: inout Canvas) {
    let load = "offered \(QuantityText.packetRate(offered))"
    if name([load + ": below this line the queue grows"], [border, border + 1, border - 1], on: &canvas) { return }
    guard name([load], [border, border + 1, border - 1], on: &canvas) else { return }
    _ = name(["below: the queue grows", "below: queue grows"], Array((border + 1)...(border + 4)), on: &canvas)
  }

  // Writes the first text that fits into one of the rows, at the right, the left or the middle.
  private mutating func name(_ texts: [String], _ rows: [Int], on canvas: inout Canvas) -> Bool {
    for text in texts {
      let wide = canvas.columns(of: text) + 2
      for row in rows {
        for start in [columns - wide, 1, (columns - wide) / 2] where isFree(start, row, wide) {
          canvas.text(" \(text) ", x: left + start, y: area.y + row, role: .limit)
          take(start, row, wide)
          return true
        }
      }
    }
    return false
  }

  // MARK: Theory

  private mutating func trace(_ curve: PlaneMemory.Curve, isPresent: Bool) {
    let pen = Pen(isPresent ? .given : .sample, rank: isPresent ? 2 : 1, letter: isPresent ? "*" : "+")
    var before: (x: Double, y: Double)?
    for point in curve.points {
      guard let x = across.fraction(of: point.dwell), let y = upward.fraction(of: point.ceiling), y.isFinite else {
        before = nil
        continue
      }
      let next = (x: x * Double(surface.width - 1), y: (1 - y) * Double(surface.height - 1))
      if let before { join(before, next, pen) }
      before = next
    }
  }

  private mutating func join(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double), _ pen: Pen) {
    guard max(a.x, b.x) >= 0, min(a.x, b.x) <= Double(surface.width) else { return }
    let steps = max((b.x - a.x).magnitude, (b.y - a.y).magnitude).rounded(.up).whole(in: 1...4000)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = (a.x + share * (b.x - a.x)).rounded().whole(in: -1...surface.width)
      let y = (a.y + share * (b.y - a.y)).rounded().whole(in: -1...surface.height)
      surface.dot(x: x, y: y, pen)
    }
  }

  private mutating func nameCurve(_ curve: PlaneMemory.Curve, isPresent: Bool, on canvas: inout Canvas) {
    let seen = curve.points.last { $0.dwell <= across.high && $0.dwell >= across.low && $0.ceiling <= upward.high }
    guard let seen, let column = column(seen.dwell) else { return }
    let size = QuantityText.bytes(Double(curve.capacity))
    // At its end a container is always full: waiting longer buys nothing.
    let ends = seen.dwell == curve.points.last?.dwell
    if ends, isPresent,
      write("\(size), always full", at: column, row(seen.ceiling), role: .text, offsets: [(2, 0), (1, 1)], on: &canvas)
    {
      return
    }
    let wide = canvas.columns(of: size)
    _ = write(
      size, at: column, row(seen.ceiling), role: isPresent ? .text : .dim,
      offsets: [(2, 0), (1, 1), (1, -1), (-wide / 2, -1), (-wide - 1, -1), (-wide - 1, 0), (-wide / 2, -2), (1, 2)],
      on: &canvas)
  }

  // MARK: Points

  private mutating func drawPoints(_ points: [PlanePoint], on canvas: inout Canvas) {
    for point in points.reversed() {
      guard let column = column(point.delay), !point.ceiling.isNaN else { continue }
      let row = row(point.ceiling)
      switch point.kind {
      case .elsewhere: canvas.put(canvas.symbols.nothing, x: left + column, y: area.y + row, role: .dim)
      case .left: canvas.put(canvas.symbols.sliderGhost, x: left + column, y: area.y + row, role: .mark)
      case .present:
        canvas.put(canvas.symbols.sliderKnob, x: left + column, y: area.y + row, role: .dwell, attributes: .bold)
      }
      take(column, row, 1)
    }
  }

  private mutating func drawWords(_ points: [PlanePoint], on canvas: inout Canvas) {
    let present = points.first { $0.kind == .present }
    for point in points where point.kind != .elsewhere {
      guard let column = column(point.delay), !point.ceiling.isNaN else { continue }
      let isNow = point.kind == .present
      // What was different then is enough; all of it stands in the trail.
      let texts = isNow ? ["now \(point.text)", "now"] : [point.difference(from: present), point.text]
      for text in texts {
        let wide = canvas.columns(of: text)
        // As far to the right as there is room.
        // What would begin far from its point is shorter there.
        let edge =
          text == texts.last ? min(2, columns - wide - column) : max(min(2, columns - wide - column), -wide / 2)
        let offsets = [
          (2, 0), (2, 1), (edge, 1), (-wide - 1, 0), (-wide - 1, -1), (2, -1), (edge, -1), (-wide - 1, 1), (edge, 2),
          (3, 2), (-wide - 2, -2), (-wide / 2, 2),
        ]
        if write(
          text, at: column, row(point.ceiling), role: isNow ? .text : .mark, bold: isNow, offsets: offsets, on: &canvas)
        {
          break
        }
      }
    }
  }

  // MARK: Words

  // Writes where neither points nor words nor curves are, in the first such place; false where there is none.
  private mutating func write(
    _ text: String, at column: Int, _ row: Int, role: Role, bold: Bool = false, offsets: [(Int, Int)],
    on canvas: inout Canvas
  ) -> Bool {
    let wide = canvas.columns(of: text)
    for (dx, dy) in offsets where isFree(column + dx, row + dy, wide) {
      canvas.text(text, x: left + column + dx, y: area.y + row + dy, role: role, attributes: bold ? .bold : [])
      take(column + dx, row + dy, wide)
      return true
    }
    return false
  }

  private mutating func say(_ text: String, on canvas: inout Canvas) {
    // At the right: the left end of the first row is beside the unit of the axis.
    let wide = canvas.columns(of: text)
    for row in 0..<rows {
      for start in [columns - wide - 1, 1] where isFree(start, row, wide) {
        canvas.text(text, x: left + start, y: area.y + row, role: .dim)
        take(start, row, wide)
        return
      }
    }
  }

  private func isFree(_ column: Int, _ row: Int, _ wide: Int) -> Bool {
    guard column >= 0, column + wide <= columns, row >= 0, row < rows else { return false }
    // A blank on each side.
    for x in max(column - 1, 0)...min(column + wide, columns - 1) {
      if taken.contains(row * columns + x) { return false }
      if x >= column, x < column + wide, surface.isSet(column: x, row: row) { return false }
    }
    return true
  }

  private mutating func take(_ column: Int, _ row: Int, _ wide: Int) {
    for x in column..<column + wide { taken.insert(row * columns + x) }
  }
}
