import DwellCore
public import DwellTerminal

/// Lengths side by side from zero, each with its confidence interval where that is seen, for results that are printed.
public struct BarPlot: Sendable {
  /// One length.
  public struct Bar: Sendable {
    /// What it is of.
    public var name: String
    /// The length; nil for none.
    public var mean: Double?
    /// Half its interval.
    public var halfWidth: Double
    /// What stands at its end.
    public var words: String
    /// Its hue.
    public var role: Role

    /// A bar of these.
    public init(_ name: String, mean: Double?, halfWidth: Double, words: String, role: Role) {
      self.name = name
      self.mean = mean
      self.halfWidth = halfWidth
      self.words = words
      self.role = role
    }
  }

  private let title: String
  private let bars: [Bar]

  /// A plot of `bars`.
  public init(_ title: String, _ bars: [Bar]) {
    self.title = title
    self.bars = bars
  }

  /// The rows it takes.
  public var height: Int { bars.count + 1 }

  /// Draws it into an area: the title, then a row for each.
  public func draw(in area: Rect, on canvas: inout Canvas) {
    canvas.text(title, x: area.x, y: area.y, role: .title, attributes: .bold, limit: area.width)
    let names = min(bars.map { canvas.columns(of: $0.name) }.max() ?? 0, area.width / 2)
    let words = bars.map { canvas.columns(of: $0.words) }.max() ?? 0
    let left = area.x + names + 4
    let columns = area.width - names - words - 6
    let top = bars.compactMap { bar in bar.mean.map { $0 + (bar.halfWidth.isFinite ? bar.halfWidth : 0) } }.max() ?? 0
    for (row, bar) in bars.enumerated() where row + 1 < area.height {
      let y = area.y + 1 + row
      canvas.text(bar.name, x: area.x + 2, y: y, role: .text, limit: names)
      canvas.textEnding(bar.words, before: area.x + area.width, y: y, role: bar.role)
      guard let mean = bar.mean, columns > 3, top > 0 else { continue }
      draw(bar, mean, Scale(.linear, 0, top), left: left, columns: columns, y: y, on: &canvas)
    }
  }

  private func draw(
    _ bar: Bar, _ mean: Double, _ scale: Scale, left: Int, columns: Int, y: Int, on canvas: inout Canvas
  ) {
    func column(_ value: Double) -> Int {
      ((scale.fraction(of: max(value, 0)) ?? 0) * Double(columns - 1)).whole(in: 0...(columns - 1))
    }
    let end = column(mean)
    canvas.rule(x: left, y: y, width: end, role: bar.role, scalar: canvas.symbols.sliderFilled)
    if bar.halfWidth.isFinite {
      let (low, high) = (column(mean - bar.halfWidth), column(mean + bar.halfWidth))
      // One that is narrower than the point says nothing.
      if high > end {
        canvas.rule(x: left + low, y: y, width: high - low, role: bar.role, scalar: canvas.symbols.sliderTrack)
        canvas.put(canvas.symbols.upright, x: left + low, y: y, role: bar.role)
        canvas.put(canvas.symbols.upright, x: left + high, y: y, role: bar.role)
      }
    }
    canvas.put(canvas.symbols.sliderKnob, x: left + end, y: y, role: bar.role)
  }
}
