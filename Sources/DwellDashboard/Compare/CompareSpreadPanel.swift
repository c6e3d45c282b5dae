import DwellCore
import DwellMetrics
import DwellSession
public import DwellTerminal

/// A/B: how the dwell of the packets in the window is spread in both runs, over a logarithmic axis of time.
public struct CompareSpreadPanel: Panel {
  public let name = "compare-spread"
  public let number = 0
  public let summary = "how many packets of the window waited how long, in A (dotted) and B (solid)"
  public let place = PanelPlace.elsewhere
  public let followsCursor = false
  public let appetite = 3

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { run.runs == .two ? [RowWish(90, rows: 8)] : [] }

  public func mostRows(_ run: RunShape) -> Int { 16 }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    ComparePlot.drawTitle(self, "dwell, spread", [.init("log", rank: 3)], model, in: area, on: &canvas)
    let plot = area.inset(top: 1, bottom: 1)
    let runs: [(Distribution, Pen)] = [
      (model.figures.dwell, Pen(.b, rank: 2, letter: "b")),
      (model.figuresOfA?.dwell ?? .empty, Pen(.a, rank: 3, letter: "a")),
    ]
    guard let scale = Self.scale(runs.map(\.0)), plot.width >= 16, plot.height >= 2 else {
      PanelTitle.note("no packet in the window yet", in: plot, on: &canvas)
      return
    }
    var surface = PlotSurface(columns: plot.width, rows: plot.height, symbols: canvas.symbols)
    let shares = runs.map { Self.shares($0.0, scale, dots: surface.width) }
    let most = shares.flatMap { $0.compactMap { $0 } }.max() ?? 1
    for ((_, pen), shares) in zip(runs, shares) {
      let isA = pen.role == .a
      for (x, share) in shares.enumerated() {
        guard let share else { continue }
        let y = ((1 - share / most) * Double(surface.height - 1)).whole(in: 0...surface.height - 1)
        // A is dotted, a cell of every three.
        if isA, x / canvas.symbols.dotsAcross % 3 != 0 { continue }
        surface.dot(x: x, y: y, pen)
        guard !isA, x > 0, let before = shares[x - 1] else { continue }
        let from = ((1 - before / most) * Double(surface.height - 1)).whole(in: 0...surface.height - 1)
        surface.upright(x: x, from: from, to: y, pen)
      }
    }
    drawAxis(scale, in: area, plot, on: &canvas)
    surface.draw(on: &canvas, x: plot.x, y: plot.y)
  }

  /// From where one packet in a thousand has waited less to the longest wait, whole 1-2-5 values.
  private static func scale(_ runs: [Distribution]) -> Scale? {
    var low = Double.infinity
    var high = 0.0
    for run in runs {
      let waited = run.cells.filter { $0.low >= 1 && $0.count > 0 }
      let few = waited.reduce(0) { $0 + $1.count } / 1000
      var seen = 0
      let first = waited.first {
        seen += $0.count
        return seen > few
      }
      low = min(low, first?.low ?? .infinity)
      high = max(high, waited.last?.high ?? 0)
    }
    guard low < high else { return nil }
    return Scale(.logarithmic, max(Ladder.atMost(low), high * 1e-4), Ladder.atLeast(high))
  }

  /// The share of the packets per octave at every dot; nil outside of what happened.
  private static func shares(_ run: Distribution, _ scale: Scale, dots: Int) -> [Double?] {
    var shares = [Double?](repeating: nil, count: dots)
    guard run.count > 0, dots > 1 else { return shares }
    for cell in run.cells where cell.low >= 1 && cell.high > scale.low {
      guard let from = scale.fraction(of: cell.low), let to = scale.fraction(of: cell.high) else { continue }
      let density = Double(cell.count) / Double(run.count) / max(Elementary.log(cell.high / cell.low), 1e-9)
      let first = (from * Double(dots - 1)).whole(in: 0...dots - 1)
      let last = (to * Double(dots - 1)).whole(in: 0...dots - 1)
      for x in first...max(first, last) { shares[x] = density }
    }
    return shares
  }

  private func drawAxis(_ scale: Scale, in area: Rect, _ plot: Rect, on canvas: inout Canvas) {
    var free = area.x
    for value in Axis.ladder(scale, [1]).reversed() {
      guard let fraction = scale.fraction(of: value) else { continue }
      let x = plot.x + (fraction * Double(plot.width - 1)).whole(in: 0...plot.width - 1)
      canvas.upright(x: x, y: plot.y, height: plot.height, role: .grid, scalar: canvas.symbols.grid)
      let label = QuantityText.time(nanoseconds: value, .dropped)
      let start = min(x, area.right - canvas.columns(of: label))
      guard start >= free else { continue }
      canvas.text(label, x: start, y: area.bottom - 1, role: .dim)
      free = start + canvas.columns(of: label) + 2
    }
  }
}
