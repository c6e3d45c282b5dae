import DwellCore
import DwellEngine
import DwellMetrics
import DwellTerminal

/// Numbers without a plot, for small screens: as many as fit, the most telling first.
enum NumberLines {
  private struct Number {
    var label: String
    var value: String
    var role: Role
  }

  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    var numbers = all(model)
    for row in 0..<area.height {
      var x = area.x
      // With a row for each there is no need to fill them up.
      let most = area.height >= numbers.count + row ? 1 : numbers.count
      var taken = 0
      while taken < most, !numbers.isEmpty {
        let number = numbers[0]
        let width = canvas.columns(of: number.label) + 1 + canvas.columns(of: number.value)
        let isFirst = x == area.x
        if !isFirst, x + 2 + width > area.right { break }
        if !isFirst { x += 2 }
        if width <= area.width {
          x += canvas.text(number.label, x: x, y: area.y + row, role: number.role) + 1
          x += canvas.text(number.value, x: x, y: area.y + row, role: number.role, attributes: .bold)
        } else if isFirst {
          // Too narrow for name and number: the number if it fits, else nothing rather than half of it.
          if canvas.columns(of: number.value) <= area.width {
            canvas.text(number.value, x: x, y: area.y + row, role: number.role, attributes: .bold)
          }
          numbers.removeFirst()
          break
        }
        numbers.removeFirst()
        taken += 1
      }
    }
  }

  private static func all(_ model: Model) -> [Number] {
    let snapshot = model.figures
    func time(_ value: Double) -> String { QuantityText.time(nanoseconds: value) }
    let stretch = model.isFrozen ? snapshot.excerpt : nil
    let brief = stretch?.rates ?? snapshot.brief
    let recent = stretch?.rates ?? snapshot.recent
    let through = Number(label: "thr", value: QuantityText.packetRate(brief.through), role: .throughput)
    let cpu = Number(label: "cpu", value: QuantityText.percent(recent.driverUtilisation), role: .throughput)
    guard snapshot.aggregates else { return [through, cpu] }
    let dwell = stretch?.dwell ?? snapshot.dwell
    let release = stretch.map { Double($0[.release].mean) } ?? model.guestFigures?.estimate.release ?? .nan
    return [
      through, Number(label: "p99", value: time(dwell.p99), role: .dwell),
      Number(label: "full", value: QuantityText.percent(brief.full), role: .full), cpu,
      Number(label: "p50", value: time(dwell.p50), role: .dwell),
      Number(label: "P", value: time(release), role: .p),
    ]
  }
}
