/// When a guest gets an event.
public enum NotifyCatalog {
  static let entries: [StageEntry<Tariff.Notification>] = [
    StageEntry(
      StageChoice(
        name: "every", summary: "an event with every transfer", source: "definition", confidence: "definition"), .every),
    StageEntry(
      StageChoice(
        name: "sleeping", summary: "an event only when the guest sleeps; lone packets cross in batches of up to 64",
        source: "the event index of the Xen ring header", confidence: "seen in source"), .sleeping),
  ]

  /// What is built, as menus see it.
  public static let choices = entries.map(\.choice)
}
