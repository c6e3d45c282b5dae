import DwellCore
import DwellEngine
public import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// Release time over time: what caps it, what the policy sets, how long packets then wait.
public struct ReleasePanel: Panel {
  public let name = "release-time"
  public let number = 1
  public let summary =
    "P: how long the policy lets a container wait; T₀ caps it; dwell: how long packets did wait, dots up to the longest"
  public let place = PanelPlace.stack
  public let appetite = 10
  public let hasYScale = true

  /// The panel.
  public init() {}

  public func untitledRows(_ run: RunShape) -> Int? { 3 }

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(8, rows: 4), RowWish(62, rows: 5), RowWish(66, rows: 9)]
  }

  public func mostRows(_ run: RunShape) -> Int { 60 }

  public func bounds(of snapshot: Snapshot) -> ClosedRange<Double>? {
    let bounds = Curve.bounds(
      snapshot, [(.release, \.mean), (.timeout, \.mean), (.dwell, \.mean), (.dwell, \.high)])
    if let bounds { return bounds }
    // Nothing left in the window: what holds now is drawn level.
    let release = snapshot.guests.first { $0.guest == snapshot.view.guest }?.estimate.release ?? .nan
    return release > 0 && release.isFinite ? release...release : nil
  }

  public func scale(of snapshot: Snapshot) -> Scale? { bounds(of: snapshot).map { PlotScale.logarithmic($0) } }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    var plot = area
    if area.height > 3 {
      let guests = model.scenario.guests
      PanelTitle.draw(
        self, ["release time"],
        [.init("guest \(model.guest + 1) of \(guests)", rank: 1), PanelTitle.scale(of: self, "log", rank: 2, model)],
        model, in: area, on: &canvas)
      plot = plot.inset(top: 1)
    }
    let hasFlags = plot.height > 3
    if hasFlags { plot = plot.inset(top: 1) }
    var frame = PlotFrame(model, in: plot, of: self)
    frame.drawAxis(.time, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    if hasFlags { MarkFlags.draw(model, frame, y: plot.y - 1, on: &canvas) }

    let snapshot = model.snapshot
    let band = Pen(.dwellDim, rank: 1, letter: ".")
    let dwell = frame.curve(.dwell)
    for x in 0..<frame.dots where !dwell[x].isEmpty {
      guard let mean = frame.dot(Double(dwell[x].mean)), let high = frame.dot(Double(dwell[x].high)) else { continue }
      if high < mean { frame.surface.upright(x: x, from: high, to: mean - 1, step: 3, band) }
    }
    frame.line(dwell.means, joined: false, Pen(.dwell, rank: 2, letter: "d"))
    let cap = model.scenario.value(of: Knobs.timeout(model))
    let timeout = frame.curve(.timeout).held(snapshot, now: cap)
    frame.broken(timeout, on: 4, of: 8, Pen(.given, rank: 3, letter: "-"))
    let release = frame.curve(.release)
      .held(snapshot, now: model.guestNow?.estimate.release ?? .nan)
    frame.line(release, joined: true, Pen(.p, rank: 4, letter: "P"))
    frame.drawCurves(on: &canvas)
    Gutter.draw(entries(model, frame), frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  private func entries(_ model: Model, _ frame: PlotFrame) -> [Gutter.Entry] {
    if let reading = frame.reading { return entries(reading, model, frame) }
    let cap = model.scenario.value(of: Knobs.timeout(model))
    let release = model.guestFigures?.estimate.release ?? .nan
    let dwell = model.figures.brief.dwell
    return [
      .init("P", QuantityText.time(nanoseconds: release), .p, row: frame.row(release), rank: 0, number: release),
      .init("dwell", QuantityText.time(nanoseconds: dwell), .dwell, row: frame.row(dwell), rank: 1, number: dwell),
      .init("T₀", QuantityText.time(nanoseconds: cap), .given, row: frame.row(cap), rank: 2, number: cap, bold: false),
    ]
  }

  /// What was in force under the cursor, and what dwell was in its cell.
  private func entries(_ reading: Reading, _ model: Model, _ frame: PlotFrame) -> [Gutter.Entry] {
    func entry(_ name: String, _ value: Double, _ role: Role, _ rank: Int, bold: Bool = true) -> Gutter.Entry {
      .init(
        name, QuantityText.time(nanoseconds: value), role, row: frame.row(value), rank: rank, number: value, bold: bold)
    }
    let dwell = reading.column(.dwell)
    var entries = [
      entry("P", reading.held(.release, now: model.guestNow?.estimate.release ?? .nan), .p, 0),
      entry("dwell", Double(dwell.mean), .dwell, 1),
      entry(
        "T₀", reading.setting(.timeout, now: model.scenario.value(of: Knobs.timeout(model))), .given, 2, bold: false),
    ]
    guard !dwell.isEmpty else { return entries }
    entries.append(entry("max", Double(dwell.high), .dwell, 3, bold: false))
    entries.append(entry("min", Double(dwell.low), .dwell, 4, bold: false))
    return entries
  }
}
