/// What a terminal answers when it is asked about itself.
public enum TerminalAnswer: Equatable, Sendable {
  /// Whether it knows synchronised updates (DEC mode 2026).
  case synchronisedUpdate(isKnown: Bool)
  /// What it is (DA1); every terminal says so, so nothing that was asked before is answered after it.
  case attributes
}
