import DwellCore
import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// Why containers left, over time: the share that left full, and in the gutter the share of every cause.
public struct CausesPanel: Panel {
  public let name = "causes"
  public let number = 4
  public let summary =
    "bar: share that left full (size or count); dots above it: the rest, due (its time ran out) or idle (driver or guest free)"
  public let place = PanelPlace.lowerStack
  public let reading = PanelReading.stretch
  public let appetite = 3

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(50, rows: 3), RowWish(71, rows: 4)]
  }

  public func mostRows(_ run: RunShape) -> Int { 12 }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let shares = model.isFrozen ? model.figures.excerpt?.rates ?? Recent() : model.figures.brief
    // The dots stand for what most of the rest left by.
    let isIdle = shares.idle > shares.due
    let policy = PolicyCatalog.policy(named: model.scenario.policy)
    let whose = policy?.watchesGuests == true ? "guest" : "driver"
    PanelTitle.draw(
      self, ["why containers left", "why they left"],
      [
        .init("\(canvas.symbols.full) full", .full, rank: 1),
        isIdle
          ? .init("\(canvas.symbols.idle) idle: \(whose) free", .sample, rank: 2)
          : .init("\(canvas.symbols.due) due: P ran out", .p, rank: 2),
      ], model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    let frame = PlotFrame(model, in: plot, scale: Scale(.linear, 0, 1))
    drawAxis(frame, on: &canvas)
    drawBars(model, frame, rest: isIdle ? .sample : .pDim, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    frame.noteScrolling(on: &canvas)

    func entry(_ name: String, _ share: Double, _ role: Role, _ row: Int, _ rank: Int) -> Gutter.Entry {
      .init(name, QuantityText.percent(share), role, row: row, rank: rank)
    }
    var entries = [
      entry("due", shares.due, .p, 0, 1), entry("full", shares.full, .full, plot.height - 1, 0),
    ]
    if shares.idle > 0 || policy?.watchesDriver == true || policy?.watchesGuests == true {
      entries.append(entry("idle", shares.idle, .sample, 1, 2))
    }
    if shares.other > 0 { entries.append(entry("other", shares.other, .dim, 1, 3)) }
    Gutter.draw(entries, frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  private func drawAxis(_ frame: PlotFrame, on canvas: inout Canvas) {
    let geometry = frame.geometry
    canvas.upright(x: geometry.axisX, y: frame.y, height: frame.rows)
    for (row, label) in [(0, "100 %"), (frame.rows - 1, "0")] {
      canvas.put(canvas.symbols.axisTick, x: geometry.axisX, y: frame.y + row, role: .rule)
      if geometry.labelWidth > 0 {
        canvas.textEnding(label, before: geometry.axisX, y: frame.y + row, role: .dim)
      }
    }
  }

  /// A bar of the share that left full; above it dots for the rest; nothing where nothing left.
  private func drawBars(_ model: Model, _ frame: PlotFrame, rest: Role, on canvas: inout Canvas) {
    let shares = frame.curve(.full).means
    let across = model.symbols.dotsAcross
    for cell in 0..<frame.geometry.columns {
      let here = shares[(cell * across)..<((cell + 1) * across)].compactMap { $0 }
      guard !here.isEmpty else { continue }
      let share = min(max(here.reduce(0, +) / Double(here.count), 0), 1)
      var eighths = (share * Double(frame.rows * 8)).whole(in: 0...(frame.rows * 8))
      if share > 0, eighths == 0 { eighths = 1 }
      for row in 0..<frame.rows {
        let level = eighths - (frame.rows - 1 - row) * 8
        let scalar = level > 0 ? canvas.symbols.level(eighths: level) : canvas.symbols.nothing
        canvas.put(
          scalar, x: frame.geometry.x + cell, y: frame.y + row, role: level > 0 ? .full : rest)
      }
    }
  }
}
