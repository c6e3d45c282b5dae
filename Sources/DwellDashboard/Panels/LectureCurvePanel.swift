import DwellCore
import DwellEngine
public import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// One thick curve: the release time, or throughput where packets cross one by one.
public struct LectureCurvePanel: Panel {
  public let name = "curve"
  public let number = 0
  public let summary = "P: how long the policy lets a container wait; T₀ (dashed) caps it"
  public let place = PanelPlace.elsewhere
  public let isOverTime = true
  public let appetite = 1
  public let hasYScale = true

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(3, rows: 3), RowWish(4, rows: 5)] }

  public func mostRows(_ run: RunShape) -> Int { 200 }

  public func bounds(of snapshot: Snapshot) -> ClosedRange<Double>? {
    snapshot.aggregates ? ReleasePanel().bounds(of: snapshot) : ThroughputPanel().bounds(of: snapshot)
  }

  public func scale(of snapshot: Snapshot) -> Scale? {
    snapshot.aggregates ? ReleasePanel().scale(of: snapshot) : ThroughputPanel().scale(of: snapshot)
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let hasFlags = area.height > 4
    let plot = hasFlags ? area.inset(top: 1) : area
    var frame = PlotFrame(model, in: plot, of: self)
    let snapshot = model.snapshot
    let aggregates = snapshot.aggregates
    frame.drawAxis(aggregates ? .time : .packetRate, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    if hasFlags { MarkFlags.draw(model, frame, y: plot.y - 1, on: &canvas) }
    var entries: [Gutter.Entry]
    if aggregates {
      let cap = model.scenario.value(of: Knobs.timeout(model))
      let present = model.guestNow?.estimate.release ?? .nan
      draw(frame.curve(.timeout).held(snapshot, now: cap), &frame, dashed: true, Pen(.given, rank: 1, letter: "-"))
      draw(
        frame.curve(.release).held(snapshot, now: present), &frame, dashed: false, Pen(.p, rank: 2, letter: "P"))
      let reading = frame.reading
      let release = reading?.held(.release, now: present) ?? model.guestFigures?.estimate.release ?? .nan
      let timeout = reading?.setting(.timeout, now: cap) ?? cap
      entries = [
        .init("P", QuantityText.time(nanoseconds: release), .p, row: frame.row(release), rank: 0, number: release),
        .init(
          "T₀", QuantityText.time(nanoseconds: timeout), .given, row: frame.row(timeout), rank: 1, number: timeout,
          bold: false),
      ]
    } else {
      let through = frame.reading?.rate(.through) ?? model.figures.brief.through
      draw(frame.curve(.through).rates(snapshot), &frame, dashed: false, Pen(.throughput, rank: 2, letter: "#"))
      entries = [
        .init("", QuantityText.packetRate(through), .throughput, row: frame.row(through), rank: 0, number: through)
      ]
    }
    frame.drawCurves(on: &canvas)
    Gutter.draw(entries, frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  /// Two or three dots high where dots are small, joined; dashes scroll with the data.
  private func draw(_ values: [Double?], _ frame: inout PlotFrame, dashed: Bool, _ pen: Pen) {
    let reach = frame.surface.symbols == .braille ? 1 : 0
    var before: Int?
    for (x, value) in values.enumerated() {
      frame.noteClipped(value, dot: x, pen)
      guard let y = frame.dot(value), y >= 0, y < frame.surface.height else {
        before = nil
        continue
      }
      if dashed {
        let phase = frame.time.absolute(dot: x) % 8
        if (phase < 0 ? phase + 8 : phase) >= 4 { continue }
      }
      frame.surface.upright(x: x, from: y - reach, to: y + reach, pen)
      if !dashed, let before, abs(before - y) > 1 {
        frame.surface.upright(x: x, from: before, to: y, pen)
        // A rise as thick as the level parts.
        if reach > 0 { frame.surface.upright(x: x - 1, from: before, to: y, pen) }
      }
      before = y
    }
  }
}
