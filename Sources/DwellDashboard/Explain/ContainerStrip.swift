import DwellCore
import DwellMetrics
import DwellTerminal

/// One container as a strip in time: a tick for each packet, the deadline ahead, and an axis that counts from its opening.
enum ContainerStrip {
  /// The rows it takes: the strip and its axis.
  static let rows = 2

  static func draw(_ bar: ContainerBar, now: Instant, in area: Rect, on canvas: inout Canvas) {
    guard area.width >= 24, area.height >= rows else { return }
    let end = bar.departure?.released ?? now
    let open = max((end - bar.opened).nanoseconds, 0)
    let hold = max(bar.hold.nanoseconds, 0)
    // A deadline far ahead would press all packets into one cell: it is an arrow at the edge then.
    let isFar = hold > 3 * max(open, 1) && open > 0
    let width = area.width - 11
    let span = Double(max(isFar ? open + open / 2 : max(open, hold), 1))
    func cell(_ time: Int64) -> Int { min(max(Int((Double(time) / span * Double(width - 1)).rounded()), 0), width - 1) }
    canvas.rule(
      x: area.x, y: area.y, width: cell(open) + 1, role: .p, scalar: canvas.symbols.sliderFilled)
    if !isFar, hold > open {
      canvas.rule(x: area.x + cell(open) + 1, y: area.y, width: max(cell(hold) - cell(open) - 1, 0), role: .pDim)
    }
    if isFar {
      canvas.rule(x: area.x + cell(open) + 1, y: area.y, width: width - cell(open) - 1, role: .grid, scalar: "┈")
    }
    drawPackets(bar, width, cell, area, on: &canvas)
    let mark = isFar ? width : min(cell(hold) + 1, width)
    canvas.put(isFar ? canvas.symbols.beyond : "◇", x: area.x + mark, y: area.y, role: .p, attributes: .bold)
    canvas.text("deadline", x: area.x + mark + 2, y: area.y, role: .p)
    drawAxis(span, width, area, on: &canvas)
  }

  // No packet is dropped: two in one cell stand side by side, as far as there is room.
  private static func drawPackets(
    _ bar: ContainerBar, _ width: Int, _ cell: (Int64) -> Int, _ area: Rect, on canvas: inout Canvas
  ) {
    var taken = -1
    for arrival in bar.arrivals {
      let x = max(cell((arrival.instant - bar.opened).nanoseconds), taken + 1)
      guard x < width else { break }
      canvas.put("┃", x: area.x + x, y: area.y, role: .text, attributes: .bold)
      taken = x
    }
  }

  private static func drawAxis(_ span: Double, _ width: Int, _ area: Rect, on canvas: inout Canvas) {
    // The finest of 1, 2, 5 that leaves nine columns from label to label.
    var step = 1.0
    while span / step > Double(max(width / 9, 1)) {
      let next = Ladder.above(step)
      guard next > step else { break }
      step = next
    }
    var x = area.x
    var value = 0.0
    while value <= span {
      let place = area.x + Int((value / span * Double(width - 1)).rounded())
      let text = value == 0 ? "0" : QuantityText.time(nanoseconds: value, .dropped)
      if place >= x, place + canvas.columns(of: text) <= area.right {
        x = place + canvas.text(text, x: place, y: area.y + 1, role: .dim) + 3
      }
      value += step
    }
  }
}
