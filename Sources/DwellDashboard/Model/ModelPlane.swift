import DwellMetrics
import DwellTerminal

extension Model {
  /// Whether there are colours enough for five steps of one hue.
  package var hasHues: Bool { depth >= .indexed }

  /// Asks for what only some panels show, where they are on the screen.
  func lookCloser(_ view: inout View, _ layout: Layout) {
    if layout.slot("dwell-over-time") != nil { view.mapDots = symbols.dotsAcross }
    view.wantsPoint = layout.slot("trade-off") != nil
    // Open containers are known of the guests listed only.
    if let timeline = layout.slot("timeline") {
      view.listedGuests = max(view.listedGuests, min(timeline.rect.height, 16))
    }
  }

  /// Puts the next measure of delay on the x axis of the trade-off plane.
  mutating func turnPlane() {
    plane.turn(frame)
    tell("trade-off: \(plane.delay.name) against ceiling")
  }
}
