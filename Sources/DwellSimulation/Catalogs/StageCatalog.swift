import DwellCore

/// The catalogs of all stages.
public enum StageCatalog {
  /// The choices of a stage that are built, the default first.
  public static func choices(on stage: Stage) -> [StageChoice] {
    switch stage {
    case .intake: IntakeCatalog.choices
    case .coalesce: CoalesceCatalog.choices
    case .bypass: BypassCatalog.choices
    case .cross: CrossCatalog.choices
    case .notify: NotifyCatalog.choices
    case .regulate: RegulateCatalog.choices
    case .transport: TransportCatalog.choices
    }
  }

  /// The knobs of all choices.
  static var knobs: [Knob] { Stage.allCases.flatMap { choices(on: $0) }.flatMap(\.knobs) }

  /// The choice of that name on a stage, if it is built.
  public static func choice(_ name: String, on stage: Stage) -> StageChoice? {
    choices(on: stage).first { $0.name == name }
  }

  /// What a choice on a stage counts itself, under the names of the summary's JSON; empty for what keeps no count.
  public static func counters(of choice: String, on stage: Stage) -> [String] {
    let entries: [PacketStageEntry] =
      switch stage {
      case .intake: IntakeCatalog.entries
      case .coalesce: CoalesceCatalog.entries
      case .bypass: BypassCatalog.entries
      case .regulate: RegulateCatalog.entries
      case .cross, .notify, .transport: []
      }
    let settings = StageSettings(value: { $0.defaultValue }, seed: 1, guests: 1)
    return entries.first { $0.choice.name == choice }?.behaviour?(settings).counters.map(\.name) ?? []
  }
}
