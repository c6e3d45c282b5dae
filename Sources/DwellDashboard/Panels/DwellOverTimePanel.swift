import DwellCore
public import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// How dwell was spread over packets, column by column of time: rare long waits stay visible where percentiles hide them.
public struct DwellOverTimePanel: Panel {
  public let name = "dwell-over-time"
  public let number = 6
  public let summary =
    "dwell over time: upward longer waits; the brighter, the more of the packets that left then waited so long"
  public let place = PanelPlace.secondStack
  public let reading = PanelReading.stretch
  public let appetite = 6

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(96, rows: 8), RowWish(98, rows: 11)]
  }

  public func mostRows(_ run: RunShape) -> Int { 60 }

  /// That of the histogram of the same packets.
  public func scale(of snapshot: Snapshot) -> Scale? { DwellPanel().scale(of: snapshot) }

  public func ask(for view: inout View, _ model: Model, in area: Rect) { view.mapDots = model.symbols.dotsAcross }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    // Two values in a cell need a hue for each; where there are none, or no half blocks, shades stand in.
    let usesHalves = model.hasHues && canvas.symbols != .ascii
    let legend = usesHalves ? String(repeating: "█", count: Role.heat.count) : Self.text(canvas.symbols.shades)
    PanelTitle.draw(
      self, ["dwell over time", "dwell"],
      [
        .init("share of packets", rank: 3), .init(legend, .dwell, rank: 2),
        .init(model.scenario.guests == 1 ? "" : "all guests", rank: 4), .init("log", rank: 1),
      ], model, in: area, on: &canvas)
    if usesHalves { colour(area.x..<area.right, y: area.y, on: &canvas) }
    let plot = area.inset(top: 1)
    guard plot.height > 0 else { return }
    let map = model.snapshot.map
    guard let scale = model.scale(of: self), !map.isEmpty else {
      PanelTitle.note("no packet in the window yet", in: plot, on: &canvas)
      return
    }
    let frame = PlotFrame(model, in: plot, scale: scale)
    frame.drawAxis(.time, on: &canvas, grid: false)
    frame.drawMarks(model, on: &canvas)
    let cells = HeatCells(map, scale, columns: frame.geometry.columns, steps: plot.height * (usesHalves ? 2 : 1))
    for column in 0..<frame.geometry.columns {
      for row in 0..<plot.height {
        let (x, y) = (frame.geometry.x + column, plot.y + row)
        if usesHalves {
          drawHalves(cells[column, 2 * row], cells[column, 2 * row + 1], x: x, y: y, on: &canvas)
        } else {
          drawShade(cells[column, row], x: x, y: y, on: &canvas)
        }
      }
    }
    frame.noteScrolling(on: &canvas)
    let dwell = model.isFrozen ? model.figures.excerpt?.dwell ?? .empty : model.figures.dwell
    Gutter.draw(
      [("p50", dwell.p50, 0), ("p99", dwell.p99, 1), ("p99.9", dwell.p999, 2)].filter { !$0.1.isNaN }.map {
        .init(
          $0.0, QuantityText.time(nanoseconds: $0.1), .dwell, row: frame.row($0.1), rank: $0.2, number: $0.1,
          bold: $0.2 == 0)
      }, frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  // Two values in a cell: the upper half in one step of the hue, the lower one in another.
  private func drawHalves(_ upper: Double, _ lower: Double, x: Int, y: Int, on canvas: inout Canvas) {
    let steps = Role.heat.count
    let symbols = canvas.symbols
    switch (HeatCells.level(upper, of: steps), HeatCells.level(lower, of: steps)) {
    case (0, 0): break
    case (let up, 0): canvas.put(symbols.upperHalf, x: x, y: y, role: Role.heat[up - 1])
    case (0, let down): canvas.put(symbols.lowerHalf, x: x, y: y, role: Role.heat[down - 1])
    case (let up, let down) where up == down: canvas.put(symbols.wholeCell, x: x, y: y, role: Role.heat[up - 1])
    case (let up, let down):
      canvas.put(
        symbols.upperHalf, x: x, y: y, role: Role.heat[up - 1], background: Cell.Background.heat[down - 1])
    }
  }

  private func drawShade(_ share: Double, x: Int, y: Int, on canvas: inout Canvas) {
    let shades = canvas.symbols.shades
    let level = HeatCells.level(share, of: shades.count)
    guard level > 0 else { return }
    canvas.put(shades[level - 1], x: x, y: y, role: Role.heat[(level - 1) * Role.heat.count / shades.count])
  }

  // Each of the legend's cells in its own step.
  private func colour(_ columns: Range<Int>, y: Int, on canvas: inout Canvas) {
    var step = 0
    for x in columns where canvas[x, y].scalar == canvas.symbols.wholeCell && canvas[x, y].role == .dwell {
      guard step < Role.heat.count else { return }
      canvas[x, y].role = Role.heat[step]
      step += 1
    }
  }

  private static func text(_ scalars: [Unicode.Scalar]) -> String { String(String.UnicodeScalarView(scalars)) }
}
