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
  public let hasYScale = true

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    if run.crossing == .oneByOne { return [] }
    // A rule in words needs few rows.
    return run.belief == .nothing ? [RowWish(70, rows: 4)] : [RowWish(70, rows: 6), RowWish(72, rows: 8)]
  }

  public func mostRows(_ run: RunShape) -> Int { run.belief == .nothing ? 4 : 50 }

  public func bounds(of snapshot: Snapshot) -> ClosedRange<Double>? {
    // Observations are many times D and V now and then; beyond this they would press both into one row.
    let bounds = Curve.bounds(snapshot, [(.mean, \.mean), (.variation, \.mean)])
    // Nothing left in the window: what holds now is drawn level.
    let now = snapshot.guests.first { $0.guest == snapshot.view.guest }?.estimate ?? .none
    let most = (bounds?.upperBound ?? max(now.mean, now.variation)) * 1.5
    return most > 0 && most.isFinite ? min(bounds?.lowerBound ?? most, most)...most : nil
  }

  public func scale(of snapshot: Snapshot) -> Scale? {
    bounds(of: snapshot).flatMap { PlotScale.linear(upTo: $0.upperBound) }
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let snapshot = model.snapshot
    guard PolicyCatalog.policy(named: model.scenario.policy)?.estimates != false else {
      drawRule(model, in: area, on: &canvas)
      return
    }
    PanelTitle.draw(
      self, ["estimates"],
      [
        .init("guest \(model.guest + 1)", rank: 2),
        .init(Formula.release(model.scenario.policy, isShort: area.width < 72), rank: 1),
        PanelTitle.scale(of: self, "linear", rank: 3, model),
      ], model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    let estimate = model.guestNow?.estimate
    var frame = PlotFrame(model, in: plot, of: self)
    let mean = frame.curve(.mean)
    frame.drawAxis(.time, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    let sample = frame.curve(.sample).means
    frame.line(sample, joined: false, Pen(.sample, rank: 1, letter: "."))
    let variation = frame.curve(.variation).held(snapshot, now: estimate?.variation ?? .nan)
    frame.broken(variation, on: 1, of: 2, joined: true, Pen(.v, rank: 2, letter: "v"))
    frame.line(mean.held(snapshot, now: estimate?.mean ?? .nan), joined: true, Pen(.d, rank: 3, letter: "D"))
    frame.drawCurves(on: &canvas)

    func entry(_ name: String, _ value: Double, _ role: Role, _ rank: Int, bold: Bool = true) -> Gutter.Entry {
      .init(
        name, QuantityText.time(nanoseconds: value), role, row: frame.row(value), rank: rank, number: value, bold: bold)
    }
    if let reading = frame.reading {
      Gutter.draw(
        [
          entry("D", reading.held(.mean, now: estimate?.mean ?? .nan), .d, 0),
          entry("V", reading.held(.variation, now: estimate?.variation ?? .nan), .v, 1),
          entry("n", reading.mean(.sample), .sample, 2, bold: false),
        ], frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
      return
    }
    let now = model.guestFigures?.estimate ?? .none
    Gutter.draw(
      [
        entry("D", now.mean, .d, 0), entry("V", now.variation, .v, 1), entry("n", now.sample, .sample, 2, bold: false),
      ], frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  /// For a policy without estimates: its rule and what that looks at, in words, and no line of what another one believed.
  private func drawRule(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let policy = model.scenario.policy
    PanelTitle.draw(self, ["estimates"], [.init("none", rank: 1)], model, in: area, on: &canvas)
    let list = area.inset(top: 1)
    canvas.text(Formula.withoutEstimate(policy), x: list.x, y: list.y, limit: list.width)
    guard list.height > 1 else { return }
    // Clauses stay whole.
    var lines: [String] = []
    for clause in Formula.attention(policy, model) {
      if let line = lines.last, canvas.columns(of: line) + 2 + canvas.columns(of: clause) <= list.width {
        lines[lines.count - 1] += ", \(clause)"
      } else {
        lines.append(clause)
      }
    }
    for (index, line) in lines.prefix(list.height - 1).enumerated() {
      canvas.text(line, x: list.x, y: list.y + 1 + index, role: .dim, limit: list.width)
    }
  }
}
