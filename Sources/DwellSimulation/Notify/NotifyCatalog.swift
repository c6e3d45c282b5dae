/// When a guest gets an event.
public enum NotifyCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(name: "every", summary: "an event with every transfer", source: "definition", confidence: "definition"),
    StageChoice(
      name: "sleeping", summary: "an event only when the guest sleeps; lone packets cross in batches of up to 64",
      source: "the event index of the Xen ring header", confidence: "seen in source"),
  ]

  static func notification(_ name: String) -> Tariff.Notification { name == "sleeping" ? .sleeping : .every }
}
