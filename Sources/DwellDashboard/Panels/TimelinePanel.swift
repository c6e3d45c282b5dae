import DwellCore
import DwellEngine
public import DwellMetrics
import DwellSession
import DwellSimulation
public import DwellTerminal

/// Each container a bar in time, with its packets, its deadline and its crossing; below it how many packets wait.
public struct TimelinePanel: Panel {
  public let name = "timeline"
  public let number = 8
  public let summary =
    "each container a bar, newest at the bottom: ┃ a packet, ◇ its deadline, ▒ crossing; at the right why it left"
  public let place = PanelPlace.plane
  public let appetite = 3
  public let company = PanelCompany.nobody

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(97, rows: 7), RowWish(100, rows: 10)]
  }

  public func mostRows(_ run: RunShape) -> Int { 80 }

  /// How many nanoseconds before now are seen.
  public func scale(of snapshot: Snapshot) -> Scale? {
    TimelineBars.span(of: snapshot.bars, now: snapshot.now).map { Scale(.linear, 0, $0) }
  }

  public func ask(for view: inout View, _ model: Model, in area: Rect) {
    // Open containers are known of the guests listed only.
    view.listedGuests = max(view.listedGuests, min(area.height, 16))
    if !model.timelineRests { view.barContainers = max(view.barContainers, 64) }
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let timeline = TimelineBars(model)
    drawTitle(timeline, model, in: area, on: &canvas)
    let body = area.inset(top: 1)
    guard !model.timelineRests, !timeline.bars.isEmpty, let usual = model.scale(of: self)?.high else {
      PanelTitle.note(Self.nothing(model), in: body, on: &canvas)
      return
    }
    let geometry = model.timelineGeometry(in: area)
    let span = TimelineBars.span(usual, cells: geometry.columns)
    let axis = BarAxis(now: timeline.now, span: span, cells: geometry.columns)
    let axisRows = body.height >= 5 ? 2 : 0
    var bars = body.inset(bottom: axisRows)
    let waiting = bars.height >= 19 ? min(bars.height / 3 + 2, 16) : 0
    let isAiry = waiting > 0 && bars.height >= 26
    if waiting > 0 {
      WaitingPlot.draw(
        model, timeline, axis, geometry,
        in: Rect(x: area.x, y: bars.bottom - waiting, width: area.width, height: waiting), on: &canvas)
      bars = bars.inset(bottom: waiting + (isAiry ? 1 : 0))
    }
    draw(timeline, model, axis, geometry, in: bars, on: &canvas)
    let now = geometry.x + axis.nowCell
    if isAiry { canvas.put(canvas.symbols.markLine, x: now, y: bars.bottom, role: .mark) }
    if axisRows > 0 {
      drawAxis(axis, model, geometry, Rect(x: area.x, y: body.bottom - 2, width: area.width, height: 2), on: &canvas)
    }
    canvas.note(
      Canvas.Scrolling(
        rect: Rect(x: geometry.x, y: bars.y, width: axis.nowCell, height: bars.height), position: axis.position))
  }

  private static func nothing(_ model: Model) -> String {
    if !model.snapshot.aggregates { return "packets cross one by one" }
    if model.timelineRests { return "the clock is too fast to follow" }
    if model.past?.cursor != nil { return "not kept so far back" }
    return "no container since this was opened"
  }

  private func drawTitle(_ timeline: TimelineBars, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    let symbols = canvas.symbols
    func word(_ sign: Unicode.Scalar, _ text: String, _ role: Role, _ rank: Int) -> PanelTitle.Word {
      .init("\(Character(sign)) \(text)", role, rank: rank)
    }
    let slower = model.bindings.label(of: .clockSlower) ?? ""
    var words: [PanelTitle.Word] = [
      .init("newest at the bottom", rank: 7), word(symbols.openBar, "open", .dim, 6),
      word(symbols.packet, "packet", .dim, 2), word(symbols.deadline, "deadline", .p, 3),
      word(symbols.crossing, "crossing", .throughput, 4), word(symbols.delivery, "at the guest", .dim, 5),
    ]
    if timeline.pace == .tooFast || model.timelineRests, !slower.isEmpty {
      words.insert(.init("\(slower) slower", .hint, rank: 1), at: 0)
    }
    PanelTitle.draw(self, ["timeline"], words, model, in: area, on: &canvas)
  }

  // MARK: Bars

  private func draw(
    _ timeline: TimelineBars, _ model: Model, _ axis: BarAxis, _ geometry: TimelineGeometry, in area: Rect,
    on canvas: inout Canvas
  ) {
    canvas.upright(
      x: geometry.x + axis.nowCell, y: area.y, height: area.height, role: .mark, scalar: canvas.symbols.markLine)
    let shown = timeline.shown(rows: area.height)
    for (index, bar) in shown.enumerated() {
      let row = Rect(x: area.x, y: area.bottom - shown.count + index, width: area.width, height: 1)
      let words = ReleaseWords(bar, model, symbols: canvas.symbols)
      drawLabel(bar, model, geometry, row, on: &canvas)
      let cells = BarCells(bar, on: axis)
      if cells.isEmpty {
        // It lies before the axis.
        let ago = TimelineText.time(axis.now - (bar.departure?.released ?? bar.opened))
        canvas.put(canvas.symbols.before, x: geometry.x, y: row.y, role: .dim)
        canvas.text("−\(ago)", x: geometry.x + 2, y: row.y, role: .dim, limit: max(axis.nowCell - 2, 0))
      } else {
        draw(cells, words.role, isOpen: bar.isOpen, geometry, y: row.y, on: &canvas)
      }
      drawWords(bar, words, timeline, geometry, y: row.y, on: &canvas)
    }
  }

  private func draw(
    _ cells: BarCells, _ cause: Role, isOpen: Bool, _ geometry: TimelineGeometry, y: Int, on canvas: inout Canvas
  ) {
    let symbols = canvas.symbols
    for (cell, kind) in cells.kinds.enumerated() {
      let x = geometry.x + cell
      switch kind {
      case .nothing: break
      case .open: canvas.put(symbols.openBar, x: x, y: y, role: cause)
      case .packet: canvas.put(symbols.packet, x: x, y: y, role: .text, attributes: .bold)
      case .ahead: canvas.put(symbols.grid, x: x, y: y, role: .dim)
      case .deadline: canvas.put(symbols.deadline, x: x, y: y, role: .p, attributes: .bold)
      case .beyond: canvas.put(symbols.beyond, x: x, y: y, role: .p, attributes: .bold)
      case .queued: canvas.put(symbols.nothing, x: x, y: y, role: .dim)
      case .crossing: canvas.put(symbols.crossing, x: x, y: y, role: .throughput)
      case .delivery: canvas.put(symbols.delivery, x: x, y: y, role: .dim)
      }
    }
  }

  private func drawLabel(
    _ bar: ContainerBar, _ model: Model, _ geometry: TimelineGeometry, _ row: Rect, on canvas: inout Canvas
  ) {
    let isLooked = bar.guest == model.guest && model.scenario.guests > 1
    canvas.text(
      Self.label(bar, model), x: geometry.labelX, y: row.y, role: isLooked ? .title : .dim,
      attributes: isLooked ? .bold : [], limit: geometry.guestColumns)
    guard geometry.numberColumns > 0, let number = bar.departure?.number else { return }
    canvas.textEnding("\(number)", before: geometry.x - 1, y: row.y, role: .dim)
  }

  static func label(_ bar: ContainerBar, _ model: Model) -> String {
    "g\(bar.guest + 1)" + (model.scenario.directions != .rx && bar.leg == .toOutside ? "↑" : "")
  }

  /// `■ full   7 in 14.2 µs  no room`, `  open   6 of 7  due in 409 µs`.
  private func drawWords(
    _ bar: ContainerBar, _ words: ReleaseWords, _ timeline: TimelineBars, _ geometry: TimelineGeometry, y: Int,
    on canvas: inout Canvas
  ) {
    guard geometry.words != .none else { return }
    var x = geometry.wordsX
    canvas.put(words.sign, x: x, y: y, role: words.role, attributes: .bold)
    canvas.text(words.cause, x: x + 2, y: y, role: words.role, attributes: bar.isOpen ? .bold : [])
    x += geometry.words == .few ? 9 : 10
    canvas.textEnding("\(bar.packets)", before: x, y: y)
    guard geometry.words != .few else { return }
    if bar.isOpen {
      let fits = max(timeline.guests.first { $0.guest == bar.guest }?.fits ?? bar.fits, bar.packets)
      x += canvas.text(geometry.words == .all ? " of \(fits)" : "", x: x, y: y) + (geometry.words == .all ? 2 : 0)
      x += canvas.text(geometry.words == .all ? "due in " : " due ", x: x, y: y, role: .dim)
      canvas.text(TimelineText.time(bar.due - timeline.now), x: x, y: y, role: .p, attributes: .bold)
      return
    }
    guard let released = bar.departure?.released else { return }
    x += canvas.text(" in ", x: x, y: y, role: .dim)
    canvas.text(TimelineText.time(released - bar.opened), x: x, y: y)
    if geometry.words == .all { canvas.text(words.reason, x: x + 9, y: y, role: .dim) }
  }

  // MARK: Axis

  private func drawAxis(
    _ axis: BarAxis, _ model: Model, _ geometry: TimelineGeometry, _ area: Rect, on canvas: inout Canvas
  ) {
    canvas.rule(x: geometry.x, y: area.y, width: geometry.columns)
    let now = geometry.x + axis.nowCell
    canvas.put(canvas.symbols.baseTick, x: now, y: area.y, role: .rule)
    let isPast = model.past?.cursor != nil
    let text = isPast ? "\(TimeText.instant(axis.now, window: TimeSpan(nanoseconds: 100_000))) s" : "now"
    let left = min(max(now - canvas.columns(of: text) / 2, area.x), area.right - canvas.columns(of: text))
    let right = left + canvas.text(text, x: left, y: area.y + 1, role: isPast ? .hint : .text, attributes: .bold)
    var free = area.x
    for tick in axis.ticks {
      let x = geometry.x + tick.cell
      canvas.put(canvas.symbols.baseTick, x: x, y: area.y, role: .rule)
      // The number stands under its tick; the unit after it does not move it.
      let number = tick.label.split(separator: " ").first.map(String.init) ?? tick.label
      let start = x - canvas.columns(of: number) / 2
      let end = start + canvas.columns(of: tick.label)
      guard start >= free, end <= geometry.x + geometry.columns, end < left || start > right else { continue }
      canvas.text(tick.label, x: start, y: area.y + 1, role: .dim)
      free = end + 2
    }
  }
}
