/// What TCP workloads run over; none is built yet that needs one.
public enum TransportCatalog {
  static let entries: [TransportEntry] = [
    StageEntry(
      StageChoice(
        name: "none", summary: "packets, no transport protocol", source: "definition", confidence: "definition"), nil)
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
