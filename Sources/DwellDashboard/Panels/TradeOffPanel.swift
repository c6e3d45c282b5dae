import DwellCore
public import DwellMetrics
import DwellSession
import DwellSimulation
public import DwellTerminal

/// Delay against the throughput that could be reached: the point of the present settings and those of settings that were left.
public struct TradeOffPanel: Panel {
  public let name = "trade-off"
  public let number = 7
  public let summary =
    "● what these settings give: right longer waits, up more packets a second; ○ settings before; curve: theory, one a size"
  public let place = PanelPlace.plane
  public let reading = PanelReading.now
  public let appetite = 6
  public let company = PanelCompany.companions

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(97, rows: 6), RowWish(97, rows: 8), RowWish(99, rows: 14)]
  }

  public func mostRows(_ run: RunShape) -> Int { 60 }

  public func ask(for view: inout View, _ model: Model, in area: Rect) { view.wantsPoint = true }

  /// Another measure of delay, whose range follows the data.
  public func nextAxis(_ model: inout Model) { model.turnPlane() }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let plot = area.inset(top: 1)
    let run = model.scenario.trace == nil ? model.scenario.trafficWord : "trace"
    PanelTitle.draw(
      self, ["trade-off"],
      [
        .init("\(model.plane.delay.name) against ceiling", rank: 1), .init("\(model.scenario.policy), \(run)", rank: 2),
      ], model, in: area, on: &canvas)
    guard plot.height >= 4, plot.width >= 16 else { return }
    guard let across = model.plane.across, let upward = model.plane.upward else {
      PanelTitle.note("no packet has left a container yet", in: plot, on: &canvas)
      return
    }
    PlanePlot(model, across: across, upward: upward, in: plot).draw(model, PlanePoint.all(model), on: &canvas)
  }
}
