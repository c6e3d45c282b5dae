/// Who gets what the mouse does.
public enum MouseUse: Sendable, Hashable {
  /// The terminal: it selects text, as without the dashboard.
  case terminal
  /// The dashboard: clicks choose, the wheel turns.
  case dashboard
}
