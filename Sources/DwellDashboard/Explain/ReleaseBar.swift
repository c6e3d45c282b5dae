import DwellCore
import DwellEngine
import DwellTerminal

/// What P is made of: its parts one after the other on a logarithmic scale that ends at T₀.
enum ReleaseBar {
  /// The rows it takes: the bar and its labels.
  static let rows = 2

  /// Whether there is something to show.
  static func isTelling(_ explanation: Explanation, timeout: Double) -> Bool {
    let sum = explanation.parts.reduce(0) { $0 + $1.amount }
    return explanation.parts.count > 1 && sum.isFinite && sum > 0 && timeout > 0
  }

  static func draw(
    _ explanation: Explanation, release: Double, timeout: Double, in area: Rect, on canvas: inout Canvas
  ) {
    guard area.width >= 24, area.height >= rows else { return }
    let parts = explanation.parts
    let sum = parts.reduce(0) { $0 + $1.amount }
    // The scale begins a decade or less below the first part, where that is not too far.
    let least = max(min(parts.first?.amount ?? sum, timeout), timeout * 1e-5)
    var start = 1.0
    while start * 10 < least { start *= 10 }
    while start >= least { start /= 10 }
    let span = max(Elementary.log(timeout / start), 1e-9)
    let last = area.width - 1
    func cell(_ value: Double) -> Int {
      guard value > start else { return 0 }
      return min(max(Int((Elementary.log(value / start) / span * Double(last)).rounded()), 0), last)
    }
    canvas.rule(x: area.x, y: area.y, width: last)
    var from = 0
    var starts: [Int] = []
    var reached = 0.0
    for part in parts {
      reached += part.amount
      starts.append(from)
      let to = cell(min(reached, timeout))
      for x in from..<max(to, from) {
        canvas.put(canvas.symbols.row(eighths: 8), x: area.x + x, y: area.y, role: FormulaText.role(part.hue))
      }
      from = max(to, from)
    }
    canvas.put(canvas.symbols.upright, x: area.x + last, y: area.y, role: .given)
    if sum > timeout {
      canvas.put(canvas.symbols.beyond, x: area.x + last, y: area.y, role: .limit, attributes: .bold)
    } else {
      canvas.put("◇", x: area.x + min(from, last), y: area.y, role: .p, attributes: .bold)
    }
    drawLabels(parts, starts, release, sum > timeout, end: area.x + min(from, last), area, on: &canvas)
  }

  // Each label begins where its part does, or where the one before it leaves room; the last says P at its mark if that fits.
  private static func drawLabels(
    _ parts: [Explanation.Part], _ starts: [Int], _ release: Double, _ isCapped: Bool, end: Int, _ area: Rect,
    on canvas: inout Canvas
  ) {
    let y = area.y + 1
    let capText = "T₀"
    let right = area.right - canvas.columns(of: capText)
    canvas.text(capText, x: right, y: y, role: .given)
    var x = area.x
    for (part, start) in zip(parts, starts) {
      x = max(x, area.x + start)
      let text = "\(part.text) \(QuantityText.time(nanoseconds: part.amount))"
      guard x + canvas.columns(of: text) + 2 <= right else { return }
      x += canvas.text(text, x: x, y: y, role: FormulaText.role(part.hue)) + 3
    }
    let text = "P \(QuantityText.time(nanoseconds: release))\(isCapped ? ", capped" : "")"
    let wide = canvas.columns(of: text)
    let place = max(x, min(end, right - 2 - wide))
    guard place + wide + 2 <= right else { return }
    canvas.text(text, x: place, y: y, role: .p, attributes: .bold)
  }
}
