import DwellCore
import DwellMetrics
public import DwellSession
import DwellSimulation
public import DwellTerminal

/// A/B: mean dwell of both runs over time; mean delay where in one of them packets cross alone.
public struct CompareWaitPanel: Panel {
  public let name = "compare-wait"
  public let number = 0
  public let summary = "how long packets wait, in run A (dotted) and run B (solid); every column is a mean"
  public let place = PanelPlace.elsewhere
  public let isOverTime = true
  public let hasYScale = true
  public let appetite = 8

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(8, rows: 4), RowWish(30, rows: 6), RowWish(62, rows: 9)] : []
  }

  public func mostRows(_ run: RunShape) -> Int { 50 }

  /// Whether both runs wait in containers.
  static func bothDwell(_ frame: Frame) -> Bool {
    frame.snapshot.aggregates && frame.comparison?.snapshot?.aggregates != false
  }

  static func plot(_ frame: Frame, guests: Int) -> ComparePlot {
    bothDwell(frame)
      ? ComparePlot(
        title: "mean dwell", words: guests == 1 ? "" : "guest \(frame.snapshot.view.guest + 1) of \(guests)",
        spread: .logarithmic, series: .dwell, unit: .time, gap: .silence, now: { $0.dwell },
        text: { QuantityText.time(nanoseconds: $0) })
      : ComparePlot(
        title: "mean delay", words: guests == 1 ? "" : "all guests", spread: .logarithmic, series: .delay, unit: .time,
        gap: .silence, now: { $0.delay }, text: { QuantityText.time(nanoseconds: $0) })
  }

  public func bounds(of frame: Frame) -> ClosedRange<Double>? { Self.plot(frame, guests: 1).bounds(frame) }

  public func scale(of frame: Frame) -> Scale? { Self.plot(frame, guests: 1).scale(frame) }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    Self.plot(model.frame, guests: model.scenario.guests).draw(self, model, in: area, on: &canvas)
  }
}
