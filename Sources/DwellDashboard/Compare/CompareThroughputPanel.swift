import DwellCore
import DwellMetrics
public import DwellSession
public import DwellTerminal

/// A/B: packets per second that both runs hand over.
public struct CompareThroughputPanel: Panel {
  public let name = "compare-throughput"
  public let number = 0
  public let summary = "packets handed over per second; as long as both keep up they hand over the same"
  public let place = PanelPlace.elsewhere
  public let isOverTime = true
  public let hasYScale = true
  public let appetite = 4

  private let plot = ComparePlot(
    title: "throughput", words: "all guests", series: .through, unit: .packetRate, gap: .zero, now: { $0.through },
    text: { QuantityText.packetRate($0) })

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.runs == .two ? [RowWish(80, rows: 6)] : []
  }

  public func mostRows(_ run: RunShape) -> Int { 40 }

  public func bounds(of frame: Frame) -> ClosedRange<Double>? { plot.bounds(frame) }

  public func scale(of frame: Frame) -> Scale? { plot.scale(frame) }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    plot.draw(self, model, in: area, on: &canvas)
  }
}
