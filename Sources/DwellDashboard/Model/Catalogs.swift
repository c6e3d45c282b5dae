import DwellSimulation
public import DwellTerminal
import DwellWorkload

/// The names the keys cycle through; the program fills them from the catalogs of engine, simulation and workload.
public struct Catalogs: Sendable, Hashable {
  /// Release policies.
  public var policies: [String]
  /// Systems.
  public var systems: [String]
  /// Traffic models.
  public var workloads: [String]
  /// Themes, as the program can load them.
  public var themes: [String]
  /// The symbol sets that the locale can carry; never empty.
  public var symbols = SymbolSet.allCases

  /// Catalogs of the given names.
  public init(policies: [String] = [], systems: [String] = [], workloads: [String] = [], themes: [String] = []) {
    self.policies = policies
    self.systems = systems
    self.workloads = workloads
    self.themes = themes
  }

  /// What is built in, and the themes that the program found.
  public static func standard(themes: [String]) -> Catalogs {
    Catalogs(
      policies: PolicyCatalog.policies.map(\.name), systems: SystemCatalog.systems.map(\.name),
      workloads: TrafficCatalog.models.map(\.name), themes: themes)
  }
}
