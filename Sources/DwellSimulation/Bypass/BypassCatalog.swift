/// What packets from a guest on the same host may take instead of the driver domain; what it hands on crosses as usual.
public enum BypassCatalog {
  static let entries: [PacketStageEntry] = [
    StageEntry(
      StageChoice(
        name: "none", summary: "every packet goes through the driver domain", source: "definition",
        confidence: "definition"), nil)
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
