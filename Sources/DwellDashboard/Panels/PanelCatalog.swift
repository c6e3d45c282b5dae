/// Every panel, in the order of the screen.
public enum PanelCatalog {
  /// All of them; inside a column, the first stands on top.
  public static let all: [any Panel] = [
    ReleasePanel(),
    EstimatesPanel(),
    TradeOffPanel(),
    TimelinePanel(),
    ThroughputPanel(),
    CausesPanel(),
    DelayPanel(),
    DwellOverTimePanel(),
    KnobsPanel(),
    TrailPanel(),
    TurnsPanel(),
    ContainersPanel(),
    DwellPanel(),
    CostsPanel(),
    EventsPanel(),
    BigNumbersPanel(),
    LectureCurvePanel(),
    OneKnobPanel(),
    SentencePanel(),
    CompareWaitPanel(),
    CompareRatioPanel(),
    CompareThroughputPanel(),
    CompareContainersPanel(),
    CompareDriverPanel(),
    CompareNumbersPanel(),
    CompareSettingsPanel(),
    CompareSentencePanel(),
    CompareSpreadPanel(),
  ]

  /// The panel where knobs are turned.
  static let knobs: (any Panel)? = all.first { $0.turnsKnobs }

  /// The panel of that name.
  public static func panel(_ name: String) -> (any Panel)? { all.first { $0.name == name } }
}
