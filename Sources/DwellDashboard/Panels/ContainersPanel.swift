import DwellCore
import DwellEngine
public import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// The guests' containers: the open one now, and how full the last ones left.
///
/// The first column of its area is for the cursor before the guest looked at.
public struct ContainersPanel: Panel {
  public let name = "containers"
  public let number = 0
  public let summary =
    "■ a packet waiting in the open container; bars: how full the last ones left, a full cell left full"
  public let place = PanelPlace.side
  public let appetite = 2
  public let holdsCursor = true

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] {
    // One line to say that there are none.
    if run.crossing == .oneByOne { return [RowWish(60, rows: 2)] }
    let few = min(max(run.guests, 1), 2)
    return [RowWish(60, rows: 1 + few), RowWish(86, rows: 1 + 2 * few)]
  }

  public func mostRows(_ run: RunShape) -> Int {
    run.crossing == .oneByOne ? 2 : 1 + 2 * min(max(run.guests, 1), 16)
  }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let head = area.inset(left: 1)
    let list = head.inset(top: 1)
    guard model.snapshot.aggregates else {
      PanelTitle.draw(self, ["containers"], [.init("none", rank: 1)], model, in: head, on: &canvas)
      canvas.text("packets cross one by one", x: list.x, y: list.y, role: .dim, limit: list.width)
      return
    }
    if model.isFrozen {
      drawPast(model, head, list, on: &canvas)
      return
    }
    let (guests, rows) = Self.listed(model.figures.guests, model, rows: list.height)
    let hasStrips = rows == 2
    // Before the first frame nothing is known of any.
    let shown = guests.isEmpty ? model.scenario.guests : guests.count
    let all = model.scenario.guests
    let words: [PanelTitle.Word] =
      shown < all
      ? [.init("\(shown) of \(all)\(head.width < 36 ? "" : " guests")", rank: 0)]
        + (hasStrips ? [.init("now and at release", rank: 1)] : [])
      : [.init(hasStrips ? "now and at release" : "now", rank: 1)]
    PanelTitle.draw(self, ["containers"], words, model, in: head, on: &canvas)
    for (index, guest) in guests.enumerated() {
      let y = list.y + index * rows
      drawNow(guest, model, Rect(x: list.x, y: y, width: list.width, height: 1), on: &canvas)
      if hasStrips { drawStrip(guest, Rect(x: list.x, y: y + 1, width: list.width, height: 1), on: &canvas) }
    }
  }

  /// Those of the guests that so many rows have room for, the one looked at among them, and the rows for each.
  private static func listed(_ guests: [GuestNow], _ model: Model, rows: Int) -> (guests: [GuestNow], rows: Int) {
    let count = max(guests.count, 1)
    let hasStrips = rows >= 2 * min(count, 4) && rows >= 2
    let shown = min(count, hasStrips ? rows / 2 : rows)
    let place = guests.firstIndex { $0.guest == model.guest } ?? 0
    let first = min(max(place - shown / 2, 0), max(guests.count - shown, 0))
    return (Array(guests.dropFirst(first).prefix(shown)), hasStrips ? 2 : 1)
  }

  /// Below its title the guest whose row it is.
  public func target(x: Int, y: Int, _ model: Model, in area: Rect) -> MouseTarget? {
    guard model.snapshot.aggregates, !model.isFrozen, y > area.y else { return nil }
    let (guests, rows) = Self.listed(model.figures.guests, model, rows: area.height - 1)
    let index = (y - area.y - 1) / rows
    return guests.indices.contains(index) ? .guest(guests[index].guest) : nil
  }

  public func ask(for view: inout View, _ model: Model, in area: Rect) {
    view.listedGuests = max(view.listedGuests, min(area.height, 64))
  }

  /// `guest 1 ■■■■···  4 of 7  due in 3.05 µs`
  private func drawNow(_ guest: GuestNow, _ model: Model, _ row: Rect, on canvas: inout Canvas) {
    let isLooked = guest.guest == model.guest && model.scenario.guests > 1
    if isLooked { canvas.put(canvas.symbols.cursor, x: row.x - 1, y: row.y, role: .title, attributes: .bold) }
    let digits = String(model.scenario.guests).count
    // The signs are worth more than the word: where they would not fit beside it, the word is one letter.
    let fits = max(guest.fits, guest.packets, 1)
    let isShort = row.width < 7 + digits + 1 + min(fits, 8) + 12
    canvas.text(
      "\(isShort ? "g" : "guest ")\(guest.guest + 1)", x: row.x, y: row.y, role: isLooked ? .title : .text,
      attributes: isLooked ? .bold : [])
    let x = row.x + (isShort ? 2 : 7) + digits
    let isOpen = guest.packets > 0
    let left = guest.due == .never ? Double.nan : Double(max((guest.due - model.figures.now).nanoseconds, 0))
    let due = isOpen ? QuantityText.time(nanoseconds: left) : "–"
    let words = row.width >= 34 ? "due in " : "due "
    var right = row.right - canvas.columns(of: due)
    canvas.text(due, x: right, y: row.y, role: isOpen ? .p : .dim, attributes: isOpen ? .bold : [])
    // The value has a fixed width, so that the word before it stands still.
    right = row.right - 7 - canvas.columns(of: words)
    canvas.text(words, x: right, y: row.y, role: .dim)
    if row.width >= 44 {
      // Where sizes differ it is not known how many will have fit.
      let about = model.scenario.hasOneSize ? "" : "~"
      canvas.textEnding("\(guest.packets) of \(about)\(fits)", before: right - 2, y: row.y, role: .dim)
      right -= 11
    }
    let room = right - 1 - x
    guard room > 0 else { return }
    // One sign per packet while they fit, spread out where there is twice the room; else a bar of the same meaning.
    let step = fits * 2 <= room ? 2 : 1
    let cells = min(fits, room)
    let filled =
      fits <= room
      ? min(guest.packets, cells)
      : (Double(guest.packets) / Double(fits) * Double(cells)).rounded(.up).whole(in: 0...cells)
    for cell in 0..<cells {
      canvas.put(
        cell < filled ? canvas.symbols.full : canvas.symbols.nothing, x: x + cell * step, y: row.y,
        role: cell < filled ? .text : .dim)
    }
  }

  /// The last container of each guest that left by the instant under the cursor, and how full those before it were.
  private func drawPast(_ model: Model, _ head: Rect, _ list: Rect, on canvas: inout Canvas) {
    PanelTitle.draw(
      self, ["containers"], [.init(PastText.by(model) ?? "", .hint, bold: true, rank: 0)], model, in: head,
      on: &canvas)
    let notes = model.figures.containers
    let known = model.figures.guests.filter { guest in notes.contains { $0.guest == guest.guest } }
    guard !known.isEmpty else {
      canvas.text("not kept so far back", x: list.x, y: list.y, role: .dim, limit: list.width)
      return
    }
    let (guests, rows) = Self.listed(known, model, rows: list.height)
    for (index, guest) in guests.enumerated() {
      let own = notes.filter { $0.guest == guest.guest }
      let y = list.y + index * rows
      if let last = own.first {
        drawLeft(last, model, Rect(x: list.x, y: y, width: list.width, height: 1), on: &canvas)
      }
      guard rows == 2 else { continue }
      var strip = guest
      strip.departures = own.reversed().map {
        GuestNow.Departure(fill: min(Float($0.bytes) / Float(max($0.capacity, 1)), 1), cause: $0.cause)
      }
      drawStrip(strip, Rect(x: list.x, y: y + 1, width: list.width, height: 1), on: &canvas)
    }
  }

  /// `guest 1 6 of 7 □ due after 13.6 µs`
  private func drawLeft(_ note: ContainerNote, _ model: Model, _ row: Rect, on canvas: inout Canvas) {
    let isLooked = note.guest == model.guest && model.scenario.guests > 1
    if isLooked { canvas.put(canvas.symbols.cursor, x: row.x - 1, y: row.y, role: .title, attributes: .bold) }
    let (sign, cause, role): (Unicode.Scalar, String, Role) =
      switch note.cause {
      case .full: (canvas.symbols.full, "full", .full)
      case .due: (canvas.symbols.due, "due", .p)
      case .idle: (canvas.symbols.idle, "idle", .sample)
      case .other: ("–", "other", .dim)
      }
    let waited = QuantityText.time(nanoseconds: Double((note.released - note.opened).nanoseconds))
    WordLine(
      left: [
        .init(
          "\(row.width < 34 ? "g" : "guest ")\(note.guest + 1)", isLooked ? .title : .text, bold: isLooked, rank: 0),
        .init("\(Character(sign)) \(cause)", role, bold: true, rank: 1),
      ],
      right: [
        .init("\(note.packets) packet\(note.packets == 1 ? "" : "s")", .dim, rank: 3),
        .init("in \(waited)", role, rank: 2),
      ]
    ).draw(in: row, on: &canvas)
  }

  /// One cell per container that left, the newest at the right.
  private func drawStrip(_ guest: GuestNow, _ row: Rect, on canvas: inout Canvas) {
    let room = max(row.width - 8, 0)
    let shown = guest.departures.suffix(room)
    for (index, departure) in shown.enumerated() {
      let level = (Double(departure.fill) * 8).whole(in: 1...7)
      let isFull = departure.cause == .full
      let role: Role =
        switch departure.cause {
        case .full: .full
        case .due: .p
        case .idle: .sample
        case .other: .dim
        }
      canvas.put(
        canvas.symbols.level(eighths: isFull ? 8 : level), x: row.right - shown.count + index, y: row.y, role: role)
    }
  }
}
