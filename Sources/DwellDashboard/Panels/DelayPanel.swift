import DwellCore
public import DwellMetrics
public import DwellTerminal

/// Delay from arrival to hand-over over time, all guests.
public struct DelayPanel: Panel {
  public let name = "delay"
  public let number = 0
  public let summary = "delay: from the card to the application, mean per column, dots up to the longest"
  public let place = PanelPlace.secondStack
  public let appetite = 4

  /// The panel.
  public init() {}

  public func rows(guests: Int) -> [RowWish] { [RowWish(95, rows: 5)] }

  public func mostRows(guests: Int) -> Int { 30 }

  public func scale(of snapshot: Snapshot) -> Scale? {
    Curve.bounds(snapshot, [(.delay, \.mean), (.delay, \.high)]).map { PlotScale.logarithmic($0) }
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    PanelTitle.draw(
      self, ["delay"], [.init("arrival to hand-over, all guests", rank: 2), .init("log", rank: 1)],
      model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    var frame = PlotFrame(model, in: plot, scale: model.scale(of: self))
    frame.drawAxis(.time, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    let delay = Curve(model.snapshot, .delay, dots: frame.dots)
    for x in 0..<frame.dots where !delay[x].isEmpty {
      guard let mean = frame.dot(Double(delay[x].mean)), let high = frame.dot(Double(delay[x].high)) else { continue }
      if high < mean {
        frame.surface.upright(x: x, from: high, to: mean - 1, step: 4, Pen(.dwellDim, rank: 1, letter: "."))
      }
    }
    frame.line(delay.means, joined: false, Pen(.dwell, rank: 2, letter: "d"))
    frame.drawCurves(on: &canvas)
    let latest = recent(delay, model.snapshot)
    func entry(_ name: String, _ value: Double, _ rank: Int, bold: Bool) -> Gutter.Entry {
      .init(name, QuantityText.time(nanoseconds: value), .dwell, row: frame.row(value), rank: rank, bold: bold)
    }
    Gutter.draw(
      [
        entry("max", latest.high, 0, bold: false), entry("mean", latest.mean, 1, bold: true),
      ], frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  /// Mean and longest over about the last 50 ms, so that they do not depend on the width of the window.
  private func recent(_ delay: Curve, _ snapshot: Snapshot) -> (mean: Double, high: Double) {
    let count = max(1, 50_000_000 / max(snapshot.columnWidth.nanoseconds, 1))
    let columns = (0..<delay.dots).suffix(Int(min(count, Int64(delay.dots)))).map { delay[$0] }.filter { !$0.isEmpty }
    guard !columns.isEmpty else { return (.nan, .nan) }
    return (
      columns.reduce(0) { $0 + Double($1.mean) } / Double(columns.count),
      columns.reduce(0) { max($0, Double($1.high)) }
    )
  }
}
