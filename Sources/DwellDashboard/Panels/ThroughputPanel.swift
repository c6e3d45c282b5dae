import DwellCore
public import DwellMetrics
public import DwellTerminal

/// Packets per second over time: offered, handed over, and what the machine could do.
public struct ThroughputPanel: Panel {
  public let name = "throughput"
  public let number = 3
  public let summary =
    "offered: packets that came; through: handed over; ceiling: what the driver domain could do at this fill, and full"
  public let place = PanelPlace.lowerStack
  public let appetite = 7
  public let hasYScale = true

  /// The panel.
  public init() {}

  public func untitledRows(_ run: RunShape) -> Int? { run.crossing == .oneByOne ? 3 : nil }

  public func rows(_ run: RunShape) -> [RowWish] {
    // Where nothing is released it is the first plot, with the flags of turns above it.
    run.crossing == .oneByOne
      ? [RowWish(8, rows: 4), RowWish(62, rows: 5), RowWish(66, rows: 9)]
      : [RowWish(30, rows: 4), RowWish(67, rows: 7)]
  }

  public func mostRows(_ run: RunShape) -> Int { 50 }

  public func bounds(of snapshot: Snapshot) -> ClosedRange<Double>? {
    guard let flows = Curve.bounds(snapshot, [(.offered, \.mean), (.through, \.mean)]) else { return nil }
    let ceilings = Curve.bounds(snapshot, [(.ceiling, \.mean), (.ceilingFull, \.mean)])?.upperBound ?? 0
    // A ceiling far away is named at the top; showing it would press the curves into the bottom row.
    return flows.lowerBound...max(flows.upperBound, min(ceilings, flows.upperBound * 4)) * 1.05
  }

  public func scale(of snapshot: Snapshot) -> Scale? {
    bounds(of: snapshot).flatMap { PlotScale.linear(upTo: $0.upperBound) }
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let scale = model.scale(of: self)
    let unit = Axis.Unit.packetRate.scaled(to: scale?.high ?? 1000)
    var plot = area
    if area.height > 3 {
      PanelTitle.draw(
        self, ["throughput"],
        [.init("all guests, \(unit.name)", rank: 1), PanelTitle.scale(of: self, "", rank: 2, model)], model, in: area,
        on: &canvas)
      plot = plot.inset(top: 1)
    }
    let hasFlags = !model.snapshot.aggregates && plot.height > 3
    if hasFlags { plot = plot.inset(top: 1) }
    var frame = PlotFrame(model, in: plot, of: self)
    frame.drawAxis(.packetRate, naming: area.height > 3 ? .inTitle : .onTop, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    if hasFlags { MarkFlags.draw(model, frame, y: plot.y - 1, on: &canvas) }

    let snapshot = model.snapshot
    let through = frame.curve(.through).rates(snapshot)
    let fill = Pen(.throughputDim, rank: 1, letter: "#")
    let acrossStep = model.symbols == .braille ? 2 : 1
    for (x, value) in through.enumerated() where frame.time.absolute(dot: x).isMultiple(of: acrossStep) {
      guard let value, let y = frame.dot(value) else { continue }
      frame.surface.upright(x: x, from: y + 1, to: frame.surface.height - 1, step: acrossStep, fill)
    }
    frame.broken(
      frame.curve(.ceilingFull).held, on: 2, of: 8, Pen(.limit, rank: 2, letter: "="))
    frame.broken(frame.curve(.ceiling).held, on: 4, of: 6, Pen(.limit, rank: 3, letter: "-"))
    frame.line(
      frame.curve(.offered).rates(snapshot), joined: true,
      Pen(.given, rank: 4, letter: "o"))
    frame.line(through, joined: true, Pen(.throughput, rank: 5, letter: "#"))
    frame.drawCurves(on: &canvas)
    let rates = frame.reading.map(Self.rates) ?? model.figures.brief
    Gutter.draw(entries(rates, frame, unit), frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  /// The rates in the cell under the cursor.
  private static func rates(_ reading: Reading) -> Recent {
    var rates = Recent()
    rates.through = reading.rate(.through)
    rates.offered = reading.rate(.offered)
    rates.ceiling = reading.held(.ceiling)
    rates.ceilingFull = reading.held(.ceilingFull)
    return rates
  }

  private func entries(_ rates: Recent, _ frame: PlotFrame, _ unit: (name: String, factor: Double)) -> [Gutter.Entry] {
    func entry(_ name: String, _ value: Double, _ role: Role, _ rank: Int, bold: Bool = true) -> Gutter.Entry {
      let text =
        !value.isFinite
        ? (value == .infinity ? "none" : "–")
        : Gutter.number(value / unit.factor, columns: frame.geometry.gutterWidth - name.count - 1)
      return .init(name, text, role, row: frame.row(value), rank: rank, number: value, bold: bold)
    }
    var entries = [
      entry("through", rates.through, .throughput, 0), entry("offered", rates.offered, .given, 1, bold: false),
      entry("ceiling", rates.ceiling, .limit, 2, bold: false),
    ]
    if rates.ceilingFull.isFinite { entries.append(entry("if full", rates.ceilingFull, .limit, 3, bold: false)) }
    return entries
  }
}
