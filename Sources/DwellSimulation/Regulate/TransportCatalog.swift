/// What TCP workloads run over; none is built yet that needs one.
public enum TransportCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(name: "none", summary: "packets, no transport protocol", source: "definition", confidence: "definition")
  ]
}
