/// What the numbers of a panel are of while the past is read.
public enum PanelReading: Sendable, Hashable {
  /// The cell under the cursor.
  case cursor
  /// What is measured; the cell under the cursor where nothing is.
  case stretch
  /// Now, wherever the cursor stands.
  case now
  /// The panel says it itself.
  case own
}
