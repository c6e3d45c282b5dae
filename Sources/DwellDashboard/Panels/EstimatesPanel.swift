import DwellCore
import DwellEngine
public import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// What the policy believes over time: mean delay D, variation V, and the observations n they follow.
public struct EstimatesPanel: Panel {
  public let name = "estimates"
  public let number = 2
  public let summary =
    "n: each observed delay; D: its weighted mean; V: its mean deviation from D (dotted); α is the weight"
  public let place = PanelPlace.stack
  public let appetite = 8

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(70, rows: 6), RowWish(72, rows: 8)]
  }

  public func mostRows(_ run: RunShape) -> Int { 50 }

  public func scale(of snapshot: Snapshot) -> Scale? {
    // Observations are many times D and V now and then; beyond this they would press both into one row.
    let bounds = Curve.bounds(snapshot, [(.mean, \.mean), (.variation, \.mean)])
    // Nothing left in the window: what holds now is drawn level.
    let now = snapshot.guests.first { $0.guest == snapshot.view.guest }?.estimate ?? .none
    return PlotScale.linear(upTo: (bounds?.upperBound ?? max(now.mean, now.variation)) * 1.5)
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let snapshot = model.snapshot
    PanelTitle.draw(
      self, ["estimates"],
      [
        .init("guest \(model.guest + 1)", rank: 2),
        .init(Formula.release(model.scenario.policy, isShort: area.width < 72), rank: 1),
        .init("linear", rank: 3),
      ], model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    let estimate = model.guestNow?.estimate
    var frame = PlotFrame(model, in: plot, scale: model.scale(of: self))
    let mean = frame.curve(.mean)
    guard estimate.map({ !$0.mean.isNaN }) == true || !mean.held.allSatisfy({ $0 == nil }) else {
      PanelTitle.note(Formula.withoutEstimate(model.scenario.policy), in: plot, on: &canvas)
      return
    }
    frame.drawAxis(.time, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    let sample = frame.curve(.sample).means
    frame.line(sample, joined: false, Pen(.sample, rank: 1, letter: "."))
    let variation = frame.curve(.variation).held(snapshot, now: estimate?.variation ?? .nan)
    frame.broken(variation, on: 1, of: 2, joined: true, Pen(.v, rank: 2, letter: "v"))
    frame.line(mean.held(snapshot, now: estimate?.mean ?? .nan), joined: true, Pen(.d, rank: 3, letter: "D"))
    frame.drawCurves(on: &canvas)

    func entry(_ name: String, _ value: Double, _ role: Role, _ rank: Int, bold: Bool = true) -> Gutter.Entry {
      .init(name, QuantityText.time(nanoseconds: value), role, row: frame.row(value), rank: rank, bold: bold)
    }
    let now = model.guestFigures?.estimate ?? .none
    Gutter.draw(
      [
        entry("D", now.mean, .d, 0), entry("V", now.variation, .v, 1), entry("n", now.sample, .sample, 2, bold: false),
      ], frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }
}
