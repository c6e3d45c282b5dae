import DwellCore
public import DwellTerminal

/// A plot of curves over any two quantities, for results that are printed: axes with ticks, a legend at the right.
///
/// Every curve carries the letter of its pen here and there, so that it can be told apart on paper and without colour.
public struct Chart: Sendable {
  /// One curve.
  public struct Curve: Sendable {
    /// Its name in the legend.
    public var name: String
    /// Its points; only between neighbours from left to right is it joined.
    public var points: [(x: Double, y: Double)]
    /// Its hue, its letter in ASCII, and which curve wins where two meet.
    public var pen: Pen

    /// A curve through `points`.
    public init(_ name: String, _ points: [(x: Double, y: Double)], _ pen: Pen) {
      self.name = name
      self.points = points
      self.pen = pen
    }
  }

  private static let labelWidth = 7
  private let curves: [Curve]
  private let across: Scale
  private let upward: Scale
  private let words: (title: String, across: String, upward: String)

  /// A chart of the curves; `kind` spreads both axes.
  public init(_ title: String, across: String, upward: String, _ kind: Scale.Kind, _ curves: [Curve]) {
    self.curves = curves
    words = (title, across, upward)
    let points = curves.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
    self.across = Self.scale(kind, points.map(\.x), padded: false)
    self.upward = Self.scale(kind, points.map(\.y), padded: true)
  }

  private static func scale(_ kind: Scale.Kind, _ values: [Double], padded: Bool) -> Scale {
    let positive = values.filter { $0 > 0 }
    guard let low = positive.min(), let high = positive.max() else { return Scale(.linear, 0, 1) }
    switch kind {
    case .linear: return padded ? PlotScale.linear(upTo: high) ?? Scale(.linear, 0, 1) : Scale(.linear, 0, high)
    case .logarithmic: return padded ? PlotScale.logarithmic(low...high) : Scale(.logarithmic, low, high)
    }
  }

  /// Draws the chart into an area: title, plot, axis with its words.
  public func draw(in area: Rect, on canvas: inout Canvas) {
    let legend = min((curves.map { canvas.columns(of: $0.name) }.max() ?? 0) + 3, area.width / 3)
    let left = area.x + Self.labelWidth + 1
    let columns = max(area.width - Self.labelWidth - 1 - legend, 1)
    let rows = max(area.height - 4, 1)
    let top = area.y + 1
    canvas.text(words.title, x: area.x, y: area.y, role: .title, attributes: .bold)
    canvas.textEnding(words.upward, before: left + columns, y: area.y, role: .dim)
    drawAxes(left: left, top: top, columns: columns, rows: rows, on: &canvas)
    var surface = PlotSurface(columns: columns, rows: rows, symbols: canvas.symbols)
    let traces = curves.map { trace($0, width: surface.width, height: surface.height) }
    for (curve, ys) in zip(curves, traces) { surface.curve(ys, joined: true, curve.pen) }
    surface.draw(on: &canvas, x: left, y: top)
    for (number, ys) in traces.enumerated() { letter(number, ys, left: left, top: top, on: &canvas) }
    for (row, curve) in curves.enumerated() where row < rows {
      canvas.put(curve.pen.letter, x: left + columns + 1, y: top + row, role: curve.pen.role, attributes: .bold)
      canvas.text(curve.name, x: left + columns + 3, y: top + row, role: curve.pen.role, limit: max(legend - 3, 0))
    }
  }

  private func drawAxes(left: Int, top: Int, columns: Int, rows: Int, on canvas: inout Canvas) {
    canvas.upright(x: left - 1, y: top, height: rows, scalar: canvas.symbols.axis)
    for tick in Axis.ticks(upward, unit: .number, rows: rows, dotsPerRow: 1, width: Self.labelWidth) {
      canvas.put(canvas.symbols.axisTick, x: left - 1, y: top + tick.place, role: .rule)
      canvas.textEnding(tick.label, before: left - 1, y: top + tick.place, role: .dim)
      canvas.rule(x: left, y: top + tick.place, width: columns, role: .grid, scalar: canvas.symbols.grid)
    }
    canvas.put(canvas.symbols.corner, x: left - 1, y: top + rows, role: .rule)
    canvas.rule(x: left, y: top + rows, width: columns)
    var free = left
    for value in acrossTicks(columns) {
      guard let fraction = across.fraction(of: value), (0...1).contains(fraction) else { continue }
      let x = left + (fraction * Double(columns - 1)).whole(in: 0...columns)
      let label = QuantityText.significant(value, .dropped)
      let start = min(x - canvas.columns(of: label) / 2, left + columns - canvas.columns(of: label))
      guard start >= free else { continue }
      canvas.put(canvas.symbols.baseTick, x: x, y: top + rows, role: .rule)
      canvas.text(label, x: start, y: top + rows + 1, role: .dim)
      free = start + canvas.columns(of: label) + 2
    }
    canvas.textEnding(words.across, before: left + columns, y: top + rows + 2, role: .dim)
  }

  private func acrossTicks(_ columns: Int) -> [Double] {
    switch across.kind {
    case .linear: Axis.linear(across, most: max(columns / 10, 2))
    case .logarithmic: Axis.ladder(across, [1, 2, 5]).reversed()
    }
  }

  // The dot row at each dot column: straight between neighbours on the screen, whatever the scales.
  private func trace(_ curve: Curve, width: Int, height: Int) -> [Int?] {
    let dots = curve.points.compactMap { point -> (x: Int, y: Int)? in
      guard let x = across.fraction(of: point.x), let y = upward.dot(of: point.y, dots: height) else { return nil }
      return ((x * Double(width - 1)).whole(in: -1...width), y)
    }
    var ys = [Int?](repeating: nil, count: width)
    for (a, b) in zip(dots, dots.dropFirst()) where b.x > a.x {
      for x in max(a.x, 0)...min(b.x, width - 1) {
        let share = Double(x - a.x) / Double(b.x - a.x)
        ys[x] = (Double(a.y) + share * Double(b.y - a.y)).whole(in: -1...height)
      }
    }
    for dot in dots where ys.indices.contains(dot.x) && ys[dot.x] == nil { ys[dot.x] = dot.y }
    return ys
  }

  // Every so many columns, each curve at others than the rest, so that letters do not hide each other.
  private func letter(_ number: Int, _ ys: [Int?], left: Int, top: Int, on canvas: inout Canvas) {
    let (across, down) = (canvas.symbols.dotsAcross, canvas.symbols.dotsDown)
    let step = 3 * curves.count + 3
    for column in stride(from: 3 * number + 2, to: ys.count / across, by: step) {
      guard let y = ys[column * across], y >= 0 else { continue }
      canvas.put(
        curves[number].pen.letter, x: left + column, y: top + y / down, role: curves[number].pen.role, attributes: .bold
      )
    }
  }
}
