import DwellCore
import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// Three numbers in figures of several rows: how long packets wait, how many travel together, how busy that keeps the driver domain.
public struct BigNumbersPanel: Panel {
  public let name = "big-numbers"
  public let number = 0
  public let summary =
    "of 100 packets of the window 99 waited no longer; packets per container and busy share over the last 500 ms"
  public let place = PanelPlace.elsewhere

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(2, rows: 4)] }

  public func mostRows(_ run: RunShape) -> Int { 60 }

  private struct Number {
    /// From the longest to the shortest.
    var labels: [String]
    var figures: String
    var unit: String
    var role: Role
    /// The longest text that can stand there, so that nothing moves when a number grows.
    var widest: String
    /// The columns of the longest unit.
    var unitColumns: Int
  }

  /// The size of the figures in an area, and the rows that they take with their labels.
  package static func size(width: Int, rows: Int) -> (size: BigDigits.Size, rows: Int) {
    func columns(_ size: BigDigits.Size) -> Int {
      ["00.0 µs", "0.0 of 7", "000 %"].reduce(2) { sum, text in
        let parts = text.split(separator: " ", maxSplits: 1)
        return sum + BigDigits.columns(of: String(parts[0]), size) + 1 + parts[1].count
      }
    }
    for side in stride(from: 8, through: 1, by: -1) {
      let size = BigDigits.Size.squares(side)
      if 1 + size.rows <= rows, columns(size) <= width { return (size, 1 + size.rows) }
    }
    return (.small, 4)
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let size = Self.size(width: area.width, rows: area.height).size
    let numbers = numbers(model)
    // Small figures stand close to their unit, and only that of the first has its place for certain.
    let isSmall = size == .small
    let widths = numbers.enumerated().map { index, number in
      BigDigits.columns(of: number.widest, size)
        + (isSmall ? (index == 0 ? number.unitColumns : 0) : 1 + number.unitColumns)
    }
    let between = max((area.width - widths.reduce(0, +)) / (numbers.count - 1), 1)
    let isApart = area.height > size.rows + 1
    var x = area.x
    for (number, width) in zip(numbers, widths) {
      let room = min(max(width + between - 1, 0), area.right - x)
      let label = number.labels.first { canvas.columns(of: $0) <= room } ?? ""
      canvas.text(label, x: x, y: area.y, role: number.role, attributes: .bold)
      let y = area.y + (isApart ? 2 : 1)
      BigDigits.draw(number.figures, x: x, y: y, size, role: number.role, on: &canvas)
      let end = min(x + width + between - 1, area.right) - canvas.columns(of: number.unit)
      let unitX = min(x + BigDigits.columns(of: number.figures, size) + 1, end)
      if unitX >= x + BigDigits.columns(of: number.figures, size) {
        canvas.text(number.unit, x: unitX, y: y + size.rows - 1, role: number.role, attributes: .bold)
      }
      x += width + between
    }
  }

  private func numbers(_ model: Model) -> [Number] {
    let figures = model.figures
    // While the past is read everything is of what is measured, or of the cell under the cursor.
    let stretch = model.isFrozen ? figures.excerpt ?? Excerpt(from: .zero, to: .zero) : nil
    let together = (stretch?.rates ?? figures.recent).packetsPerContainer
    let busy = (stretch?.rates ?? figures.recent).driverUtilisation
    let aggregates = figures.aggregates
    let fits = model.guestFigures.map { "of \(model.scenario.hasOneSize ? "" : "~")\($0.fits)" } ?? ""
    return [
      aggregates
        ? split(
          QuantityText.time(nanoseconds: (stretch?.dwell ?? figures.dwell).p99),
          ["dwell, 99th percentile", "dwell, 99th", "dwell p99"],
          .dwell)
        : split(
          QuantityText.packetRate((stretch?.rates ?? figures.brief).through), ["packets per second", "packets/s"],
          .throughput),
      Number(
        labels: ["packets per \(aggregates ? "container" : "transfer")", "packets each", "packets"],
        figures: together.isFinite ? QuantityText.fixed(together, digits: together < 9.95 ? 1 : 0) : "–",
        unit: aggregates ? fits : "", role: .text, widest: "0.0", unitColumns: 5),
      Number(
        labels: ["driver domain busy", "driver busy", "driver"],
        figures: busy.isFinite ? QuantityText.fixed(min(busy, 1) * 100, digits: 0) : "–", unit: "%",
        role: busy >= 0.98 ? .limit : .throughput, widest: "000", unitColumns: 1),
    ]
  }

  /// `32.9 µs` as figures and unit.
  private func split(_ text: String, _ labels: [String], _ role: Role) -> Number {
    let parts = text.split(separator: " ")
    return Number(
      labels: labels, figures: parts.first.map(String.init) ?? "–", unit: parts.count > 1 ? String(parts[1]) : "",
      role: role, widest: "00.0",
      unitColumns: role == .dwell ? 2 : 4)
  }
}
