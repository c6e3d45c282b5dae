/// Every traffic model there is; one line each, the model itself stands in `Models/`.
///
/// A recorded trace is made by `TraceSource.open`, since it needs a file.
public enum TrafficCatalog {
  /// All models, in the order of menus.
  public static let models: [TrafficModel] = [
    PoissonTraffic.model,
    ConstantTraffic.model,
    OnOffTraffic.model,
    MmppTraffic.model,
    ParetoTraffic.model,
    BatchTraffic.model,
    MessageTraffic.model,
    VoiceTraffic.model,
    ClosedLoopTraffic.model,
  ]

  /// The model of that name, if there is one.
  public static func model(named name: String) -> TrafficModel? { models.first { $0.name == name } }
}
