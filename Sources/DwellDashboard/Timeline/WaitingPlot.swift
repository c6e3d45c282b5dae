import DwellCore
import DwellEngine
package import DwellMetrics
import DwellSession
import DwellSimulation
package import DwellTerminal

/// How many packets wait in a guest's open container, over the instants of a timeline: steps up to each release.
package enum WaitingPlot {
  /// The fewest rows: title, releases, plot.
  package static let leastRows = 7

  /// How many packets waited at most in each of the equal parts of time before now; nil where nothing is known any more.
  ///
  /// - Parameter parts: parts of each cell.
  package static func steps(_ bars: [ContainerBar], on axis: BarAxis, parts: Int) -> [Int?] {
    guard let known = bars.map(\.opened).min() else { return [] }
    let count = (axis.nowCell + 1) * parts
    // What each part begins with, what comes in it, and the most there was.
    var most = [Int?](repeating: nil, count: count)
    var starts = (0...count).map { axis.start(ofCell: $0 / parts, part: $0 % parts, of: parts) }
    starts[count] = max(starts[count], axis.now + TimeSpan(nanoseconds: 1))
    for i in 0..<count where starts[i + 1] > known && starts[i] <= axis.now { most[i] = 0 }
    for bar in bars {
      let end = bar.departure?.released ?? axis.now
      var waiting = 0
      var next = 0
      let first = max(part(of: bar.opened, starts), 0)
      let last = min(part(of: end, starts), count - 1)
      guard first <= last else { continue }
      for i in first...last {
        while next < bar.arrivals.count, bar.arrivals[next].instant < starts[i + 1] {
          waiting += 1
          next += 1
        }
        most[i] = max(most[i] ?? 0, next == bar.arrivals.count && i == last ? bar.packets : waiting)
      }
    }
    return most
  }

  // The last part that begins by an instant; −1 before the first.
  private static func part(of instant: Instant, _ starts: [Instant]) -> Int {
    var (low, high) = (-1, starts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= instant { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// The guests whose curves are drawn: the one looked at, and the next one whose containers are known.
  private static func shown(_ model: Model, _ timeline: TimelineBars) -> [Int] {
    let others = Set(timeline.bars.map(\.guest)).subtracting([model.guest]).sorted()
    let other = others.first { $0 > model.guest } ?? others.first
    return [model.guest] + (other.map { [$0] } ?? [])
  }

  /// Draws title, releases and curves.
  package static func draw(
    _ model: Model, _ timeline: TimelineBars, _ axis: BarAxis, _ geometry: TimelineGeometry, in area: Rect,
    on canvas: inout Canvas
  ) {
    let guests = shown(model, timeline)
    drawTitle(guests, area, on: &canvas)
    let plot = area.inset(top: 2)
    guard plot.height >= 3 else { return }
    let now = geometry.x + axis.nowCell
    canvas.upright(x: geometry.x - 1, y: area.y + 1, height: plot.height + 1, scalar: canvas.symbols.axis)
    let parts = canvas.symbols.dotsAcross
    let curves = guests.map { guest in
      let bars = timeline.bars.filter { $0.guest == guest && $0.leg == leg(of: guest, timeline) }
      return (guest: guest, bars: bars, steps: steps(bars, on: axis, parts: parts))
    }
    let fits = timeline.guests.first { $0.guest == model.guest }?.fits ?? 1
    let most = curves.flatMap(\.steps).compactMap { $0 }.max() ?? 0
    let scale = Scale(.linear, 0, Double(max(fits, most, 1)))
    let down = canvas.symbols.dotsDown
    func dot(_ value: Int) -> Int? { scale.dot(of: Double(value), dots: plot.height * down) }
    for value in Set([0, max(fits, 1)]) {
      let row = plot.y + (dot(value) ?? 0) / down
      canvas.put(canvas.symbols.axisTick, x: geometry.x - 1, y: row, role: .rule)
      canvas.rule(x: geometry.x, y: row, width: geometry.columns, role: .grid, scalar: canvas.symbols.grid)
      let words = value == 0 ? ["0"] : ["\(value) full", "\(value)"]
      let room = geometry.x - 1 - geometry.labelX
      if let text = words.first(where: { canvas.columns(of: $0) <= room }) {
        canvas.textEnding(text, before: geometry.x - 1, y: row, role: .dim)
      }
    }
    canvas.upright(x: now, y: area.y + 1, height: plot.height + 1, role: .mark, scalar: canvas.symbols.markLine)
    var surface = PlotSurface(columns: geometry.columns, rows: plot.height, symbols: canvas.symbols)
    for (place, curve) in curves.enumerated().reversed() {
      let pen =
        place == 0 ? Pen(.text, rank: 2, letter: "1", attributes: .bold) : Pen(.sample, rank: 1, letter: "2")
      draw(curve.steps.map { $0.flatMap(dot) }, isFirst: place == 0, position: axis.position * parts, pen, &surface)
    }
    surface.draw(on: &canvas, x: geometry.x, y: plot.y)
    drawReleases(curves.map(\.bars), model, axis, geometry, y: area.y + 1, on: &canvas)
    drawWords(guests, model, timeline, geometry, in: plot, on: &canvas)
  }

  // The first curve is a line, the other one dotted.
  private static func draw(
    _ ys: [Int?], isFirst: Bool, position: Int, _ pen: Pen, _ surface: inout PlotSurface
  ) {
    var before: Int?
    for (x, y) in ys.enumerated() {
      defer { before = y }
      guard let y else { continue }
      if let before, abs(before - y) > 1 { surface.upright(x: x, from: before, to: y, step: isFirst ? 1 : 2, pen) }
      if isFirst || (position + x) % 2 == 0 || surface.symbols != .braille { surface.dot(x: x, y: y, pen) }
    }
  }

  private static func leg(of guest: Int, _ timeline: TimelineBars) -> Leg {
    timeline.bars.last { $0.guest == guest }?.leg ?? .toGuest
  }

  private static func drawTitle(_ guests: [Int], _ area: Rect, on canvas: inout Canvas) {
    let words: [PanelTitle.Word] =
      guests.enumerated().map { place, guest in
        place == 0
          ? .init("━ guest \(guest + 1)", .text, bold: true, rank: 0) : .init("┄ guest \(guest + 1)", .sample, rank: 1)
      } + [
        .init("\(Character(canvas.symbols.full)) left full", .full, rank: 2),
        .init("\(Character(canvas.symbols.due)) left due", .p, rank: 3),
      ]
    SectionTitle.draw("packets waiting", words, in: area, on: &canvas)
  }

  private static func drawReleases(
    _ bars: [[ContainerBar]], _ model: Model, _ axis: BarAxis, _ geometry: TimelineGeometry, y: Int,
    on canvas: inout Canvas
  ) {
    for bar in bars.reversed().flatMap({ $0 }) {
      guard let departure = bar.departure else { continue }
      let cell = axis.cell(of: departure.released)
      guard cell >= 0, cell <= axis.nowCell else { continue }
      let words = ReleaseWords(bar, model, symbols: canvas.symbols)
      canvas.put(words.sign, x: geometry.x + cell, y: y, role: words.role)
    }
  }

  // `guest 1  6 of 7`, then `P 435 µs  due in 409 µs`.
  private static func drawWords(
    _ guests: [Int], _ model: Model, _ timeline: TimelineBars, _ geometry: TimelineGeometry, in area: Rect,
    on canvas: inout Canvas
  ) {
    let room = geometry.words.columns
    guard room > 0 else { return }
    let rows = area.height >= 3 * guests.count - 1 && room >= 20 ? 2 : 1
    let step = area.height >= 3 * guests.count - 1 ? 3 : rows
    for (place, guest) in guests.enumerated() {
      let y = area.y + place * step
      guard y < area.bottom else { return }
      let open = timeline.bars.last { $0.guest == guest && $0.isOpen }
      let fits = max(timeline.guests.first { $0.guest == guest }?.fits ?? 1, open?.packets ?? 0)
      let name = room >= 20 ? "guest \(guest + 1)" : "g\(guest + 1)"
      let role: Role = place == 0 ? .text : .sample
      var x = geometry.wordsX
      x += canvas.text(name, x: x, y: y, role: role, attributes: .bold) + (room >= 20 ? 2 : 1)
      canvas.text("\(open?.packets ?? 0) of \(fits)", x: x, y: y, limit: max(geometry.wordsX + room - x, 0))
      guard rows == 2, y + 1 < area.bottom else { continue }
      guard let open else {
        canvas.text("none is open", x: geometry.wordsX, y: y + 1, role: .dim)
        continue
      }
      x = geometry.wordsX
      x += canvas.text("P ", x: x, y: y + 1, role: .p, attributes: .bold)
      x += canvas.text(TimelineText.time(open.hold), x: x, y: y + 1, role: .p) + 2
      x += canvas.text("due ", x: x, y: y + 1, role: .dim)
      canvas.text(TimelineText.time(open.due - timeline.now), x: x, y: y + 1, role: .p)
    }
  }
}
