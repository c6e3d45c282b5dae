import DwellCore
public import DwellMetrics
public import DwellTerminal

/// Delay from arrival to hand-over over time, all guests.
public struct DelayPanel: Panel {
  public let name = "delay"
  public let number = 0
  public let summary = "delay: from the card to the application, mean per column, dots up to the longest"
  public let place = PanelPlace.lowerStack
  public let appetite = 4
  public let hasYScale = true

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    // Where nothing waits in a container, delay is what there is to see beside throughput.
    run.crossing == .oneByOne ? [RowWish(31, rows: 4), RowWish(67, rows: 7)] : [RowWish(95, rows: 5)]
  }

  public func mostRows(_ run: RunShape) -> Int { 50 }

  public func bounds(of snapshot: Snapshot) -> ClosedRange<Double>? {
    Curve.bounds(snapshot, [(.delay, \.mean), (.delay, \.high)])
  }

  public func scale(of snapshot: Snapshot) -> Scale? { bounds(of: snapshot).map { PlotScale.logarithmic($0) } }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    PanelTitle.draw(
      self, ["delay"],
      [.init("arrival to hand-over, all guests", rank: 2), PanelTitle.scale(of: self, "log", rank: 1, model)],
      model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    var frame = PlotFrame(model, in: plot, of: self)
    frame.drawAxis(.time, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    let delay = frame.curve(.delay)
    for x in 0..<frame.dots where !delay[x].isEmpty {
      guard let mean = frame.dot(Double(delay[x].mean)), let high = frame.dot(Double(delay[x].high)) else { continue }
      if high < mean {
        frame.surface.upright(x: x, from: high, to: mean - 1, step: 4, Pen(.dwellDim, rank: 1, letter: "."))
      }
    }
    frame.line(delay.means, joined: false, Pen(.dwell, rank: 2, letter: "d"))
    frame.drawCurves(on: &canvas)
    let read = frame.reading?.column(.delay)
    let latest =
      read.map { (mean: Double($0.mean), high: Double($0.high)) }
      ?? recent(Curve(model.figures, .delay, dots: frame.dots), model.figures)
    func entry(_ name: String, _ value: Double, _ role: Role, _ rank: Int, bold: Bool) -> Gutter.Entry {
      .init(
        name, QuantityText.time(nanoseconds: value), role, row: frame.row(value), rank: rank, number: value, bold: bold)
    }
    var entries = [
      entry("max", latest.high, .dim, 0, bold: false), entry("mean", latest.mean, .dwell, 1, bold: true),
    ]
    if let read, !read.isEmpty { entries.append(entry("min", Double(read.low), .dim, 2, bold: false)) }
    Gutter.draw(
      entries, frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  /// Mean over packets and longest over about the last 50 ms, so that they do not depend on the width of the window.
  private func recent(_ delay: Curve, _ snapshot: Snapshot) -> (mean: Double, high: Double) {
    let count = min(max(1, 50_000_000 / max(snapshot.columnWidth.nanoseconds, 1)), Int64(delay.dots))
    let through = Curve(snapshot, .through, dots: delay.dots)
    var sum = 0.0
    var weight = 0.0
    var high = Double.nan
    for x in (0..<delay.dots).suffix(Int(count)) where !delay[x].isEmpty && !through[x].isEmpty {
      sum += Double(delay[x].mean) * Double(through[x].mean)
      weight += Double(through[x].mean)
      high = high.isNaN ? Double(delay[x].high) : max(high, Double(delay[x].high))
    }
    return (weight > 0 ? sum / weight : .nan, high)
  }
}
