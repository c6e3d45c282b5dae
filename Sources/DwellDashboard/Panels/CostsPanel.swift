import DwellCore
import DwellMetrics
public import DwellTerminal

/// What moving the packets costs: busy shares, fill, notifications, grant operations, losses.
public struct CostsPanel: Panel {
  public let name = "costs"
  public let number = 0
  public let summary =
    "busy share of driver domain and guests; fill: bytes over capacity; memory calls: grant operations per delivered kB"
  public let place = PanelPlace.side

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(40, rows: 4), RowWish(91, rows: 7)] }

  private struct Line {
    var label: String
    var text: String
    var share: Double?
    var role: Role
    /// Lower numbers stay when there are fewer rows.
    var rank: Int
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let list = area.inset(top: 1)
    if CostsTable.rows <= list.height, !model.isFrozen {
      PanelTitle.draw(self, ["costs"], [], model, in: area, on: &canvas)
      CostsTable.draw(model, in: list, on: &canvas)
      return
    }
    let words = PastText.side(model, else: [.init("last 500 ms", rank: 1)])
    PanelTitle.draw(self, ["costs"], words, model, in: area, on: &canvas)
    let lines = lines(model, width: list.width)
    let kept = Set(lines.indices.sorted { lines[$0].rank < lines[$1].rank }.prefix(list.height))
    var y = list.y
    for (index, line) in lines.enumerated() where kept.contains(index) {
      canvas.text(line.label, x: list.x, y: y, role: line.role == .limit ? .limit : .dim, limit: list.width - 10)
      canvas.textEnding(
        line.text, before: list.right, y: y, role: line.role == .limit ? .limit : .text, attributes: .bold)
      if let share = line.share, list.width >= 34 { drawBar(share, line.role, list, y, on: &canvas) }
      y += 1
    }
  }

  private func lines(_ model: Model, width: Int) -> [Line] {
    let recent = model.isFrozen ? model.figures.excerpt?.rates ?? Recent() : model.figures.recent
    let aggregates = model.snapshot.aggregates
    func percent(_ share: Double) -> String { QuantityText.percent(share) }
    var lines = [
      Line(
        label: "driver domain", text: percent(recent.driverUtilisation), share: recent.driverUtilisation,
        role: recent.driverUtilisation >= 0.98 ? .limit : .throughput, rank: 0),
      Line(
        label: "guests", text: percent(recent.guestUtilisation), share: recent.guestUtilisation,
        role: recent.guestUtilisation >= 0.98 ? .limit : .throughput, rank: 3),
    ]
    if aggregates {
      lines.append(Line(label: "fill", text: percent(recent.fill), share: recent.fill, role: .text, rank: 1))
    }
    lines += [
      Line(
        label: "notifications", text: QuantityText.rate(recent.notifications), share: nil, role: .text, rank: 2),
      Line(
        label: width < 32 ? "batch, packets" : aggregates ? "packets per container" : "packets per transfer",
        text: QuantityText.significant(recent.packetsPerContainer), share: nil, role: .text, rank: 4),
      Line(
        label: "memory calls", text: "\(QuantityText.significant(recent.memoryCallsPerByte * 1000)) /kB", share: nil,
        role: .text, rank: 5),
    ]
    if recent.dropped > 0 {
      // Losses are never the row that is left out.
      lines.append(
        Line(label: "dropped", text: QuantityText.packetRate(recent.dropped), share: nil, role: .limit, rank: -1))
    }
    return lines
  }

  private func drawBar(_ share: Double, _ role: Role, _ list: Rect, _ y: Int, on canvas: inout Canvas) {
    let x = list.x + 15
    let width = list.right - 7 - x
    guard width >= 4, share.isFinite else { return }
    let filled = (share * Double(width)).whole(in: 0...width)
    for column in 0..<width {
      canvas.put(
        column < filled ? canvas.symbols.sliderFilled : canvas.symbols.sliderTrack, x: x + column, y: y,
        role: column < filled ? role : .rule)
    }
  }
}
