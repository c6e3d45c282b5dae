/// How the y axis of a panel is spread; each panel keeps its own.
public enum YScale: String, Sendable, Hashable, CaseIterable {
  /// As the panel chooses, following the data.
  case auto
  /// The range of the moment at which it was chosen; what lies outside is marked at the edge.
  case fixed
  /// Linear from 0, following the data.
  case fromZero = "from 0"
  /// Logarithmic, following the data.
  case logarithmic = "log"
}
