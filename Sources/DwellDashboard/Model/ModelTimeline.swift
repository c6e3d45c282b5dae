import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

extension Model {
  /// Whether the timeline stands beside plots and the clock is too fast for it.
  ///
  /// To keep containers with the arrivals of their packets costs time; that is not spent while they go by unseen.
  var timelineRests: Bool { frame.clock == .running && frame.speed > 1 && layout.plot != nil }

  /// Whether containers are kept although none is shown, so that a screen that grows, or an explanation that is opened, has those of
  /// before: while the clock is slow enough for that to cost next to nothing.
  var keepsBars: Bool { frame.speed <= Self.keepingSpeed }

  // At 10 million packets a second that is a million of them in a second of wall time.
  private static let keepingSpeed = 0.1

  /// Where the parts of the timeline lie across.
  func timelineGeometry(in area: Rect) -> TimelineGeometry {
    let guests = String(scenario.guests).count + 1 + (scenario.directions == .rx ? 0 : 1)
    let most = frame.snapshot.bars.compactMap { $0.departure?.number }.max() ?? 0
    return TimelineGeometry(x: area.x, width: area.width, guestColumns: guests, digits: String(most).count)
  }

  /// The cells of the timeline where it is the only plot of time on the screen, and the nanoseconds of each.
  ///
  /// The cursor over the past moves by these then.
  var timelineSteps: (cells: Int, width: Int64)? {
    let layout = layout
    let name = TimelinePanel().name
    guard layout.plot == nil, let area = layout.slot(name)?.rect, let span = axes[name]?.high else { return nil }
    let cells = timelineGeometry(in: area).columns
    return (cells, BarAxis.width(span: TimelineBars.span(span, cells: cells), cells: cells))
  }
}
