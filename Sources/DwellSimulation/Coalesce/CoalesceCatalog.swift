/// What merges packets of a flow before the bridge: packets pass this stage after intake.
public enum CoalesceCatalog {
  static let entries: [PacketStageEntry] = [
    StageEntry(
      StageChoice(name: "none", summary: "packets stay single", source: "definition", confidence: "definition"), nil)
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
