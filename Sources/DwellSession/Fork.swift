/// What can be asked about A/B: two runs on the same arrivals, of which A keeps its settings and the keys turn B.
public enum Fork: Sendable, Hashable {
  /// A keeps the present settings, turns go to B.
  case begin
  /// B goes on alone.
  case keepB
  /// A goes on alone, with its settings.
  case backToA
}
