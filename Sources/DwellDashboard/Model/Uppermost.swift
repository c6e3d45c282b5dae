import DwellSession

/// What can be left by the key that goes back, uppermost first.
package enum Uppermost: Sendable, Hashable {
  /// The stretch that the mouse is drawing.
  case selection
  /// The explanation.
  case explanation
  /// The sentence on a panel.
  case focus
  /// The full screen of a panel.
  case fullScreen
  /// The past that is read.
  case past
  /// A/B: A goes on.
  case comparison
}

extension Model {
  /// What the key that goes back leaves next; nil: nothing, and the key does nothing.
  package var uppermost: Uppermost? {
    if selection != nil { return .selection }
    if explaining == .open { return .explanation }
    if focus != nil { return .focus }
    // A panel that does not fit any more is not on the screen, and comes back when it does.
    if layout.fullScreen != nil { return .fullScreen }
    if isFrozen { return .past }
    return frame.comparison == nil ? nil : .comparison
  }
}
