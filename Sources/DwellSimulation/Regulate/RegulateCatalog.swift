/// What smooths packets after the unloader: packets pass this stage last, before the application.
public enum RegulateCatalog {
  static let entries: [PacketStageEntry] = [
    StageEntry(
      StageChoice(
        name: "none", summary: "packets are handed over as the guest unloads them", source: "definition",
        confidence: "definition"), nil)
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
