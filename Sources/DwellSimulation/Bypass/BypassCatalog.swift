/// What packets from a guest on the same host may take instead of the driver domain.
public enum BypassCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(
      name: "none", summary: "every packet goes through the driver domain", source: "definition",
      confidence: "definition")
  ]
}
