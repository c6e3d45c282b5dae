/// When the driver domain polls the network card: packets pass this stage first, block by block.
public enum IntakeCatalog {
  static let entries: [PacketStageEntry] = [
    StageEntry(
      StageChoice(
        name: "every", summary: "each packet reaches the driver domain as it comes", source: "definition",
        confidence: "definition"), nil)
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
