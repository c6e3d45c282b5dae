import DwellSession

/// Whether the explanation lies above the dashboard.
public enum Explaining: Sendable, Hashable {
  /// It does not.
  case closed
  /// It does; every key of the dashboard works on.
  case open
}

extension Model {
  /// How many containers the session has to keep with their packets for this screen.
  ///
  /// While the clock stands one is kept, so that an explanation opened between two steps has the last one to show; a run that goes on
  /// keeps none, as keeping costs time.
  var wantedBars: Int {
    if explaining == .open { return 16 }
    return frame.clock == .paused ? 1 : 0
  }

  /// Opens or closes the explanation.
  mutating func toggleExplanation() {
    switch explaining {
    case .open: explaining = .closed
    case .closed:
      guard width >= 20, height >= 5 else {
        tell("an explanation takes 20x5 cells; the terminal has \(width)x\(height)")
        return
      }
      explaining = .open
    }
  }
}
