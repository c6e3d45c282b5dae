/// What the user says about symbols: `--symbols`.
public enum SymbolChoice: String, CaseIterable, Sendable {
  /// The best that terminal and locale can show.
  case auto
  /// Braille dots.
  case braille
  /// Half blocks.
  case block
  /// ASCII alone.
  case ascii
}
