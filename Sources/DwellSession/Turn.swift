public import DwellCore

/// A setting that was turned: what the mark on the time axis says.
public struct Turn: Sendable, Hashable {
  /// The name of what was turned: a knob, `policy`, `system`, `workload` or `guests`.
  public var name: String
  /// The symbol for a short flag, such as `T₀`.
  public var symbol: String
  /// The old value as a person reads it.
  public var old: String
  /// The new value as a person reads it.
  public var new: String
  /// When the first turn of this entry took effect (turns of one knob within 0.5 s of wall time are one entry).
  public var at: Instant
  /// When the last turn of this entry took effect.
  public var last: Instant

  /// A turn of `name` from `old` to `new`.
  public init(name: String, symbol: String, old: String, new: String, at: Instant) {
    self.name = name
    self.symbol = symbol
    self.old = old
    self.new = new
    self.at = at
    last = at
  }
}
