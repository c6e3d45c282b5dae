import DwellMetrics
import DwellTerminal

extension Model {
  /// Whether there are colours enough for five steps of one hue.
  package var hasHues: Bool { depth >= .indexed }

  /// Asks for what only some panels show, where they are on the screen.
  func lookCloser(_ view: inout View, _ layout: Layout) {
    for slot in layout.slots {
      guard case .panel(let name) = slot.content else { continue }
      PanelCatalog.panel(name)?.ask(for: &view, self, in: slot.rect)
    }
  }

  /// Puts the next measure of delay on the x axis of the trade-off plane.
  mutating func turnPlane() {
    plane.turn(frame)
    tell("trade-off: \(plane.delay.name) against ceiling")
  }
}
