import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
public import DwellTerminal

/// What the big numbers say, in words; while the clock stands, what happened last.
public struct SentencePanel: Panel {
  public let name = "sentence"
  public let number = 0
  public let summary = "what the numbers say, in words; while the clock stands, why the last container left"
  public let place = PanelPlace.elsewhere

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(90, rows: 1)] }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let sentences = sentences(model)
    let text = sentences.first { canvas.columns(of: $0) <= area.width } ?? sentences.last ?? ""
    canvas.text(text, x: area.x, y: area.y + (area.height - 1) / 2, role: .text, limit: area.width)
  }

  /// From the longest to the shortest.
  private func sentences(_ model: Model) -> [String] {
    let figures = model.figures
    guard figures.aggregates else {
      let busy = QuantityText.percent(figures.recent.driverUtilisation)
      return ["every packet crosses on its own; that keeps the driver domain \(busy) busy", "every packet on its own"]
    }
    if model.frame.clock == .paused, let note = figures.containers.first { return sentences(of: note) }
    let wait = QuantityText.time(nanoseconds: figures.dwell.p99)
    guard !figures.dwell.p99.isNaN else { return ["too few packets yet to say how long they wait"] }
    let full = QuantityText.percent(figures.brief.full)
    return [
      "99 of 100 packets waited no longer than \(wait); \(full) of the containers left full",
      "99 of 100 packets waited no longer than \(wait)", "99 of 100 waited at most \(wait)",
    ]
  }

  private func sentences(of note: ContainerNote) -> [String] {
    let after = QuantityText.time(nanoseconds: Double((note.released - note.opened).nanoseconds))
    let packets = note.packets == 1 ? "1 packet" : "\(note.packets) packets"
    let why =
      switch note.cause {
      case .full: "it was full"
      case .due: "its time ran out"
      case .idle: "the driver domain was free"
      case .other: "a setting changed"
      }
    let guest = "guest \(note.guest + 1)"
    return [
      "\(guest): a container left after \(after) with \(packets): \(why)", "\(guest): left after \(after): \(why)", why,
    ]
  }
}
