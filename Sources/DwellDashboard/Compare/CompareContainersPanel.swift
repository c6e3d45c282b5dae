import DwellCore
import DwellMetrics
public import DwellSession
public import DwellTerminal

/// A/B: containers per second of both runs.
public struct CompareContainersPanel: Panel {
  public let name = "compare-containers"
  public let number = 0
  public let summary = "containers that left per second; each costs one grant and one notification"
  public let place = PanelPlace.elsewhere
  public let isOverTime = true
  public let hasYScale = true
  public let appetite = 5

  private let plot = ComparePlot(
    title: "containers", words: "each costs a grant and an event", series: .containers, unit: .rate, gap: .zero,
    now: { $0.containers },
    text: { QuantityText.rate($0) })

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(33, rows: 4), RowWish(66, rows: 6)] : []
  }

  public func mostRows(_ run: RunShape) -> Int { 40 }

  public func bounds(of frame: Frame) -> ClosedRange<Double>? { plot.bounds(frame) }

  public func scale(of frame: Frame) -> Scale? { plot.scale(frame) }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    plot.draw(self, model, in: area, on: &canvas)
  }
}
