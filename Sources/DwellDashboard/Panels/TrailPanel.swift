import DwellCore
import DwellMetrics
import DwellSession
public import DwellTerminal

/// The numbers of the trade-off plane: now, the trail newest first, how to read it.
public struct TrailPanel: Panel {
  public let name = "trail"
  public let number = 0
  public let summary = "what was measured under these settings and those before; headroom: ceiling over offered load"
  public let place = PanelPlace.companion
  public let followsCursor = false
  public let appetite = 1

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    run.crossing == .oneByOne ? [] : [RowWish(1, rows: 6), RowWish(70, rows: 11), RowWish(71, rows: 24)]
  }

  public func mostRows(_ run: RunShape) -> Int { 50 }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let points = PlanePoint.all(model)
    // Each takes a row at least: no more of them are looked at than could ever be shown.
    let listed = points.filter(Self.isListed).prefix(max(area.height, 2)).map {
      Entry(point: $0, lines: lines(of: $0, width: area.width, on: canvas))
    }
    let trail = Trail(entries: listed, others: points.count { $0.kind == .elsewhere })
    var y = area.y
    drawNow(model, in: area, &y, on: &canvas)
    y += 1
    // Reading it takes eight rows with its blank one; the trail comes first.
    let trailRows = trail.rows
    let reading = model.plane.gap == nil ? axes + curve : axes
    let hasReading = area.bottom - y >= trailRows + reading.count + 2 || area.bottom - y >= 24
    drawTrail(model, trail, in: area, &y, limit: area.bottom - (hasReading ? reading.count + 2 : 0), on: &canvas)
    guard hasReading, area.bottom - y >= reading.count + 2 else { return }
    y += 1
    head("reading it", "", in: area, &y, on: &canvas)
    for (word, text) in reading {
      canvas.text(word, x: area.x, y: y)
      canvas.text(text, x: area.x + 7, y: y, role: .dim, limit: area.width - 7)
      y += 1
    }
  }

  /// A point with its settings in lines.
  private struct Entry {
    var point: PlanePoint
    var lines: [String]
  }

  /// What the trail shows.
  private struct Trail {
    var entries: [Entry]
    // The points of other traffic.
    var others: Int

    // All rows with the head and what stands under it.
    var rows: Int {
      let list = entries.count > 1 ? entries.reduce(0) { $0 + $1.lines.count } : 0
      return 2 + list + (others > 0 ? 1 : 0)
    }
  }

  private let axes = [("up", "more packets per second"), ("right", "longer waits")]

  // Where there is a closed form.
  private let curve = [
    ("curve", "theory, Poisson arrivals,"), ("", "one per container size"), ("end", "always full: waiting"),
    ("", "longer buys nothing"),
  ]

  private func head(_ text: String, _ right: String, in area: Rect, _ y: inout Int, on canvas: inout Canvas) {
    let taken = canvas.text(text, x: area.x, y: y, role: .title, attributes: .bold)
    let wide = canvas.columns(of: right)
    canvas.rule(x: area.x + taken + 1, y: y, width: max(area.width - taken - 1 - (wide > 0 ? wide + 1 : 0), 0))
    canvas.textEnding(right, before: area.right, y: y, role: .dim)
    y += 1
  }

  private func drawNow(_ model: Model, in area: Rect, _ y: inout Int, on canvas: inout Canvas) {
    let present = model.plane.present
    head("now", span(present.span), in: area, &y, on: &canvas)
    let headroom = present.ceiling / present.offered
    let fits = model.guestFigures.map { " of \($0.fits)" } ?? ""
    let packets = present.packetsPerContainer
    let lines: [(String, String, Role)] = [
      (model.plane.delay.name, time(model.plane.delay.value(present)), .dwell),
      ("ceiling", rate(present.ceiling), .limit), ("offered", rate(present.offered), .given),
      (
        "headroom", headroom.isFinite ? "×\(QuantityText.significant(headroom))" : "–", headroom < 1 ? .limit : .text
      ), ("packets/container", packets.isFinite ? QuantityText.significant(packets) + fits : "–", .text),
    ]
    for (label, value, role) in lines where y < area.bottom {
      canvas.text(label, x: area.x, y: y, role: .dim)
      canvas.textEnding(value, before: area.right, y: y, role: role, attributes: .bold)
      y += 1
    }
  }

  private func drawTrail(
    _ model: Model, _ trail: Trail, in area: Rect, _ y: inout Int, limit: Int, on canvas: inout Canvas
  ) {
    guard limit - y >= 3 else { return }
    let shown = trail.entries
    let others = trail.others
    head("trail", shown.count > 1 ? "newest first" : "", in: area, &y, on: &canvas)
    if shown.count < 2 {
      canvas.text("turn a knob: this stays", x: area.x, y: y, role: .dim, limit: area.width)
      y += 1
    } else {
      // Thousands read best; only many of them need a greater unit.
      let top = model.plane.upward?.high ?? 1e6
      let unit = top < 1e7 ? (name: "kpps", factor: 1e3) : Axis.Unit.packetRate.scaled(to: top)
      canvas.textEnding(unit.name, before: area.right, y: y, role: .dim)
      canvas.textEnding("dwell", before: area.right - 7, y: y, role: .dim)
      y += 1
      let end = limit - (others > 0 ? 1 : 0)
      for entry in shown {
        let (point, lines) = (entry.point, entry.lines)
        guard y + lines.count <= end else { break }
        let isNow = point.kind == .present
        canvas.put(
          isNow ? canvas.symbols.sliderKnob : canvas.symbols.sliderGhost, x: area.x, y: y, role: isNow ? .dwell : .mark)
        for (index, line) in lines.enumerated() {
          canvas.text(line, x: area.x + 2, y: y + index, limit: area.width - 2)
        }
        y += lines.count - 1
        canvas.textEnding(time(point.delay), before: area.right - 7, y: y, role: .dwell)
        let number = point.ceiling.isFinite ? Gutter.number(point.ceiling / unit.factor, columns: 5) : "none"
        canvas.textEnding(number, before: area.right, y: y, role: .limit)
        y += 1
      }
    }
    if others > 0, y < limit {
      let words = others == 1 ? "1 point of other traffic" : "\(others) points of other traffic"
      canvas.text("\(canvas.symbols.nothing) \(words)", x: area.x, y: y, role: .dim, limit: area.width)
      y += 1
    }
  }

  private static func isListed(_ point: PlanePoint) -> Bool {
    point.kind != .elsewhere && !point.ceiling.isNaN && point.delay.isFinite
  }

  /// The settings of a point in lines, none cut; its numbers stand at the right of the last one.
  private func lines(of point: PlanePoint, width: Int, on canvas: Canvas) -> [String] {
    let settings = point.settings.filter { !$0.isEmpty }
    let beside = width - 18
    var lines = [""]
    for (index, setting) in settings.enumerated() {
      let word = canvas.symbols.plain(setting) + (index + 1 < settings.count ? "," : "")
      let longer = lines[lines.count - 1].isEmpty ? word : "\(lines[lines.count - 1]) \(word)"
      let room = index + 1 < settings.count ? width - 2 : beside
      if canvas.columns(of: longer) <= room || lines[lines.count - 1].isEmpty {
        lines[lines.count - 1] = longer
      } else {
        lines.append(word)
      }
    }
    if canvas.columns(of: lines[lines.count - 1]) > beside { lines.append("") }
    return lines
  }

  private func time(_ nanoseconds: Double) -> String {
    nanoseconds.isFinite ? QuantityText.time(nanoseconds: nanoseconds) : "–"
  }

  private func rate(_ perSecond: Double) -> String {
    perSecond.isFinite ? QuantityText.packetRate(perSecond) : perSecond == .infinity ? "no bound" : "–"
  }

  private func span(_ span: TimeSpan) -> String {
    span > .zero ? "over \(QuantityText.time(nanoseconds: Double(span.nanoseconds)))" : ""
  }
}
