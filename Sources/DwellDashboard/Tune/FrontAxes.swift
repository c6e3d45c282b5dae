import DwellCore
import DwellTerminal
import DwellTuning

/// The axes of the plot, with round values.
extension FrontPlot {
  func drawAxes(_ plot: Rect, on canvas: inout Canvas) {
    canvas.upright(x: plot.x - 1, y: plot.y, height: plot.height, scalar: canvas.symbols.axis)
    for tick in ticks(plot) {
      canvas.put(canvas.symbols.axisTick, x: plot.x - 1, y: plot.y + tick.row, role: .rule)
      canvas.textEnding(tick.label, before: plot.x - 1, y: plot.y + tick.row, role: .dim)
      canvas.rule(x: plot.x, y: plot.y + tick.row, width: plot.width, role: .grid, scalar: canvas.symbols.grid)
    }
    canvas.put(canvas.symbols.corner, x: plot.x - 1, y: plot.bottom, role: .rule)
    canvas.rule(x: plot.x, y: plot.bottom, width: plot.width)
    var values =
      xScale.kind == .linear
      ? Self.multiples(xScale, most: max(plot.width / 12, 2)) : Axis.ladder(xScale, [1]).sorted()
    if values.count < 3, xScale.kind == .logarithmic { values = Axis.ladder(xScale, [1, 2, 5]).sorted() }
    var free = plot.x - Self.labelWidth
    for value in values {
      guard let column = column(value / Self.factor(across), plot) else { continue }
      canvas.put(canvas.symbols.baseTick, x: plot.x + column, y: plot.bottom, role: .rule)
      let label = Self.unit(across).text(value)
      let wide = canvas.columns(of: label)
      let start = min(plot.x + column - wide / 2, plot.right - wide)
      guard start >= free else { continue }
      canvas.text(label, x: start, y: plot.bottom + 1, role: .dim)
      free = start + wide + 2
    }
  }

  // Round values at least three rows apart, each with its unit.
  private func ticks(_ plot: Rect) -> [(row: Int, label: String)] {
    let unit = Self.unit(upward)
    guard yScale.kind == .linear else {
      return Axis.ticks(yScale, unit: unit, rows: plot.height, dotsPerRow: 1, width: Self.labelWidth).map {
        ($0.place, $0.label)
      }
    }
    let (name, factor) = unit.scaled(to: yScale.high)
    return Self.multiples(yScale, most: max(plot.height / 4, 2)).compactMap { value in
      guard let row = row(value / Self.factor(upward), plot) else { return nil }
      let text = QuantityText.significant(value / factor, .dropped)
      return (row, name.isEmpty ? text : "\(text) \(name)")
    }
  }

  // Round values between the ends of a linear scale, about so many.
  private static func multiples(_ scale: Scale, most: Int) -> [Double] {
    let step = Ladder.atLeast((scale.high - scale.low) / Double(most))
    guard step > 0 else { return [] }
    let first = (scale.low / step - 1e-9).rounded(.up)
    return (0..<64).map { (first + Double($0)) * step }.filter { $0 <= scale.high * (1 + 1e-9) }
  }

  private static func unit(_ metric: Metric) -> Axis.Unit {
    switch metric.unit {
    case .seconds: .time
    case .packetRate: .packetRate
    case .rate: .rate
    case .share: .share
    case .byteRate, .bytes, .count, .number, .flag: .number
    }
  }
}
