/// What smooths packets after the unloader.
public enum RegulateCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(
      name: "none", summary: "packets are handed over as the guest unloads them", source: "definition",
      confidence: "definition")
  ]
}
