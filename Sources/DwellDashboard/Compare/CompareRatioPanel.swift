import DwellCore
import DwellMetrics
public import DwellSession
import DwellSimulation
public import DwellTerminal

/// A/B: the wait in B over that in A, column by column.
public struct CompareRatioPanel: Panel {
  public let name = "compare-ratio"
  public let number = 0
  public let summary = "the wait in B over the wait in A, instant by instant: below ×1 B waits less"
  public let place = PanelPlace.elsewhere
  public let isOverTime = true
  public let appetite = 5

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(31, rows: 4), RowWish(60, rows: 6), RowWish(65, rows: 7)] : []
  }

  public func mostRows(_ run: RunShape) -> Int { 40 }

  /// The ratio of two columns; nil where one of them is empty.
  private static func ratio(_ a: Column, _ b: Column) -> Double? {
    guard !a.isEmpty, !b.isEmpty, a.mean > 0 || b.mean > 0 else { return a.isEmpty || b.isEmpty ? nil : 1 }
    return a.mean > 0 ? Double(b.mean) / Double(a.mean) : .infinity
  }

  private static func series(_ frame: Frame) -> Series { CompareWaitPanel.bothDwell(frame) ? .dwell : .delay }

  public func scale(of frame: Frame) -> Scale? {
    guard let a = frame.comparison?.snapshot else { return nil }
    let series = Self.series(frame)
    let ratios = zip(a[series], frame.snapshot[series]).compactMap { Self.ratio($0, $1) }
      .filter { $0 > 0 && $0.isFinite }.sorted()
    guard let least = ratios.first, let most = ratios.last else { return nil }
    // The middle 90 of 100 columns decide; ×1 is always there, with room on both sides of it.
    let low = ratios[min(ratios.count / 20, ratios.count - 1)]
    let high = ratios[max(ratios.count - 1 - ratios.count / 20, 0)]
    func power(_ ratio: Double, _ isAbove: Bool) -> Double {
      var power = 1.0
      while isAbove ? power < ratio : power > ratio, power > 1e-4, power < 1e4 { power *= isAbove ? 2 : 0.5 }
      return power
    }
    let bottom = max(power(max(low, least), false), 1e-3)
    let top = min(power(min(high, most), true), 1e3)
    return Scale(.logarithmic, min(bottom, 0.5) * 0.9, max(top, 2) * 1.1)
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    PanelTitle.draw(
      self, ["difference, B / A", "B / A"],
      [.init("below ×1", rank: 2), .init("B waits less", .better, rank: 2), .init("log", rank: 4)], model, in: area,
      on: &canvas)
    let plot = area.inset(top: 1)
    var frame = PlotFrame(model, in: plot, scale: model.scale(of: self))
    frame.drawAxis(.ratio, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    guard let a = model.frame.comparison?.snapshot, model.scale(of: self) != nil else {
      PanelTitle.note("no ratio yet", in: plot.inset(left: 10), on: &canvas)
      return
    }
    let series = Self.series(model.frame)
    let perCell = model.symbols.dotsAcross
    let (before, after) = (
      Curve(a, series, dots: frame.dots, perCell: perCell),
      Curve(model.snapshot, series, dots: frame.dots, perCell: perCell)
    )
    let one = frame.row(1)
    canvas.rule(
      x: frame.geometry.x, y: plot.y + one, width: frame.geometry.columns, role: .dim, scalar: canvas.symbols.dash)
    let ratios = (0..<frame.dots).map { Self.ratio(before[$0], after[$0]) }
    frame.line(
      ratios.map { $0.map { min(max($0, frame.scale.low), frame.scale.high) } }, joined: true,
      Pen(.text, rank: 2, letter: "*"))
    frame.drawCurves(on: &canvas)
    var entries = [Gutter.Entry("equal", "×1", .dim, row: one, rank: 1, number: 1, bold: false)]
    let wait = CompareWaitPanel.bothDwell(model.frame) ? ComparedFigure.Metric.dwellMean : .delayMean
    if let one = frame.reading(of: a), let two = frame.reading {
      let ratio = Self.ratio(one.column(series), two.column(series))
      entries.append(
        .init(
          "here", ratio.map { CompareText.ratio($0) } ?? "–", .text, row: frame.row(ratio ?? .nan), rank: 0,
          number: ratio ?? .nan))
    } else if let figure = model.comparison?[wait], let ratio = figure.ratio {
      let role: Role = figure.better == .b ? .better : figure.better == .a ? .limit : .text
      entries.append(
        .init("mean", CompareText.ratio(of: figure) ?? "–", role, row: frame.row(ratio), rank: 0, number: ratio))
    }
    Gutter.draw(entries, frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }
}
