import DwellCore
import DwellMetrics
public import DwellSession
public import DwellTerminal

/// A/B: how busy the driver domain is in both runs.
public struct CompareDriverPanel: Panel {
  public let name = "compare-driver"
  public let number = 0
  public let summary = "busy share of the driver domain, the station through which every packet goes"
  public let place = PanelPlace.elsewhere
  public let isOverTime = true
  public let hasYScale = true
  public let appetite = 4

  private let plot = ComparePlot(
    title: "driver domain", words: "busy", series: .driver, unit: .share, gap: .zero, now: { $0.driverUtilisation },
    text: { QuantityText.percent($0) })

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(34, rows: 4), RowWish(67, rows: 6)] : []
  }

  public func mostRows(_ run: RunShape) -> Int { 40 }

  public func bounds(of frame: Frame) -> ClosedRange<Double>? { plot.bounds(frame) }

  public func scale(of frame: Frame) -> Scale? { plot.scale(frame) }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    plot.draw(self, model, in: area, on: &canvas)
  }
}
