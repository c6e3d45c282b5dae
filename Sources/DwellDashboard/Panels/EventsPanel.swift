import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
public import DwellTerminal

/// The last containers that left, newest first.
public struct EventsPanel: Panel {
  public let name = "events"
  public let number = 9
  public let summary =
    "each container that left: when, whose, why, how many packets of how many that fit, after how long"
  public let place = PanelPlace.side
  public let appetite = 4

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { run.crossing == .oneByOne ? [] : [RowWish(90, rows: 2)] }

  public func mostRows(_ run: RunShape) -> Int { 31 }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let list = area.inset(top: 1)
    let until = model.isFrozen ? "up to the cursor" : "newest first"
    PanelTitle.draw(
      self, ["events"], [.init(until, model.isFrozen ? .hint : .dim, rank: 1)], model, in: area, on: &canvas)
    let digits = String(model.scenario.guests).count
    let notes = model.figures.containers.prefix(list.height)
    if model.isFrozen, notes.isEmpty {
      canvas.text("not kept so far back", x: list.x, y: list.y, role: .dim, limit: list.width)
    }
    let most = notes.map { String(fits($0)).count }.max() ?? 1
    for (index, note) in notes.enumerated() {
      draw(
        note, model.scenario, digits, most, Rect(x: list.x, y: list.y + index, width: list.width, height: 1),
        on: &canvas)
    }
  }

  /// How many packets of this container's mean size its capacity holds.
  private func fits(_ note: ContainerNote) -> Int {
    let mean = Double(note.bytes) / Double(max(note.packets, 1))
    guard mean > 0 else { return note.packets }
    return max(note.packets, (Double(note.capacity) / mean + 1e-9).rounded(.down).whole(in: 0...1_000_000))
  }

  /// `2.418385 g1 □ due  6 of 7 in 13.6 µs`, words dropped whole from the right; `g1↑` for what leaves the host.
  private func draw(
    _ note: ContainerNote, _ run: Scenario, _ digits: Int, _ most: Int, _ row: Rect, on canvas: inout Canvas
  ) {
    let (sign, word, role): (Unicode.Scalar, String, Role) =
      switch note.cause {
      case .full: (canvas.symbols.full, "full ", .full)
      case .due: (canvas.symbols.due, "due  ", .p)
      case .idle: (canvas.symbols.idle, "idle ", .sample)
      case .other: ("–", "other", .dim)
      }
    let hasLegs = run.directions != .rx
    let guest = "g\(note.guest + 1)" + (note.leg == .toOutside ? "↑" : "")
    let pad = String(repeating: " ", count: max(digits + (hasLegs ? 2 : 1) - guest.count, 0))
    func padded(_ n: Int) -> String { String(repeating: " ", count: max(most - String(n).count, 0)) + "\(n)" }
    var parts: [(String, Role)] = [
      (QuantityText.fixed(note.released.seconds, digits: 6), .dim), (" \(guest)\(pad)", .text),
      (" \(Character(sign)) \(word)", role), (" \(padded(note.packets)) of \(padded(fits(note)))", .text),
      (" in \(QuantityText.time(nanoseconds: Double((note.released - note.opened).nanoseconds)))", .dim),
    ]
    if note.delivered != .never {
      let later = QuantityText.time(nanoseconds: Double(max((note.delivered - note.released).nanoseconds, 0)))
      parts.append((", handed over \(later) later", .dim))
    }
    var x = row.x
    for (text, role) in parts {
      guard x + canvas.columns(of: text) <= row.right else { return }
      x += canvas.text(text, x: x, y: row.y, role: role)
    }
  }
}
