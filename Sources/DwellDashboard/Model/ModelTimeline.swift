import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

extension Model {
  /// How many containers with the arrivals of their packets the timeline needs; 0 while it is not on the screen.
  ///
  /// Keeping them costs time; among other panels that is not spent while they go by unseen.
  var timelineBars: Int { layout.slot("timeline") == nil || timelineRests ? 0 : 64 }

  /// Whether the timeline is one of many panels and the clock too fast for it.
  var timelineRests: Bool {
    let layout = layout
    return frame.clock == .running && frame.speed > 1 && layout.fullScreen != "timeline"
      && layout.slot("release-time") != nil
  }

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
    guard layout.plot == nil, let area = layout.slot("timeline")?.rect, let span = axes["timeline"]?.high else {
      return nil
    }
    let cells = timelineGeometry(in: area).columns
    return (cells, BarAxis.width(span: span, cells: cells))
  }
}
