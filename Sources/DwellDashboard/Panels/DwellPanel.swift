import DwellCore
public import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// How dwell was spread over the packets of the window, with its percentiles.
public struct DwellPanel: Panel {
  public let name = "dwell"
  public let number = 0
  public let summary =
    "how many packets waited how long in their container; of 100 packets 50, 90, 99 waited no longer than ▲"
  public let place = PanelPlace.side
  public let appetite = 4

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(20, rows: 5), RowWish(66, rows: 7)]
  }

  public func mostRows(_ run: RunShape) -> Int { 16 }

  public func scale(of snapshot: Snapshot) -> Scale? {
    let waited = snapshot.dwell.cells.filter { $0.low >= 1 && $0.count > 0 }
    guard let last = waited.last else { return nil }
    // One packet in a thousand waited less than the low end; the long waits at the other end all count.
    let few = waited.reduce(0) { $0 + $1.count } / 1000
    var seen = 0
    let first = waited.first {
      seen += $0.count
      return seen > few
    }
    let high = Ladder.atLeast(last.high)
    return Scale(.logarithmic, max(min(Ladder.atMost(first?.low ?? high), high / 10), high * 1e-4), high)
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    // While a stretch is measured, what left in it; else what left in the window.
    let measured = model.measured == nil ? nil : model.figures.excerpt?.dwell
    let dwell = measured ?? model.figures.dwell
    func words(_ name: String, _ value: Double) -> String { "\(name) \(QuantityText.time(nanoseconds: value))" }
    PanelTitle.draw(
      self, ["dwell"],
      (measured == nil ? [] : [.init(PastText.over(model) ?? "", .hint, bold: true, rank: 5)]) + [
        .init(words("p50", dwell.p50), .dwell, bold: true, rank: 2),
        .init(words("p99", dwell.p99), .dwell, bold: true, rank: 1),
        .init(model.scenario.guests == 1 ? "" : "all guests", rank: 3), .init("log", rank: 4),
      ], model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    guard dwell.count > 0, !dwell.cells.isEmpty else {
      PanelTitle.note("no packet in the window yet", in: plot, on: &canvas)
      return
    }
    // The bars have no axis: how high the highest is stands at its left, or its right.
    let hasTable = plot.height > 16 && plot.width >= 40
    let bars = Histogram(dwell, model.scale(of: self) ?? Scale(.logarithmic, 1, 1000), columns: plot.width)
    bars.draw(dwell, in: plot.inset(bottom: hasTable ? 3 : 0), on: &canvas)
    if hasTable, let most = bars.mostText, let peak = bars.heights.firstIndex(of: 1) {
      let wide = canvas.columns(of: most)
      let x = peak >= wide + 1 ? plot.x + peak - wide - 1 : plot.x + peak + 2
      canvas.text(most, x: x, y: plot.y, role: .dim, limit: max(plot.right - x, 0))
    }
    if hasTable { drawTable(dwell, y: plot.bottom - 2, in: plot, on: &canvas) }
  }
  /// The moments and percentiles in numbers, as many as fit, the rarest first to go.
  private func drawTable(_ dwell: Distribution, y: Int, in area: Rect, on canvas: inout Canvas) {
    let all: [(String, String)] =
      [("packets", QuantityText.count(dwell.count))]
      + [
        ("mean", dwell.mean), ("p50", dwell.p50), ("p90", dwell.p90), ("p99", dwell.p99), ("p99.9", dwell.p999),
        ("longest", dwell.max),
      ].map { ($0.0, $0.1.isNaN ? "–" : QuantityText.time(nanoseconds: $0.1)) }
    let wide = area.width >= 77 ? 11 : 10
    let shown = all.suffix(max(area.width / wide, 1))
    for (index, (name, value)) in shown.enumerated() {
      let right = area.x + (index + 1) * wide - 2
      canvas.textEnding(name, before: right, y: y, role: .dim)
      canvas.textEnding(value, before: right, y: y + 1, role: name == "packets" ? .text : .dwell, attributes: .bold)
    }
  }
}
