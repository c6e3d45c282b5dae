/// What merges packets of a flow before the bridge: packets pass this stage after intake.
public enum CoalesceCatalog {
  /// What is built.
  public static let choices = [
    StageChoice(name: "none", summary: "packets stay single", source: "definition", confidence: "definition")
  ]
}
