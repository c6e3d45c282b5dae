public import DwellCore
import DwellSimulation

/// Every place that settings can be exported to; one line each, the target itself is a file beside this one.
public enum ExportCatalog {
  /// All targets, in the order of lists.
  public static let targets: [ExportTarget] = [
    .ethtool, .packetRing, .receiveOffload, .virtioNet, .kafkaProducer, .toml,
  ]

  /// The target of that name.
  ///
  /// - Throws: `Knob.Refusal` where there is none, for xen-netback with the reason.
  public static func target(named name: String) throws(Knob.Refusal) -> ExportTarget {
    if let target = targets.first(where: { $0.name == name }) { return target }
    if ["xen-netback", "netback", "xen"].contains(name) {
      throw Knob.Refusal("\(netback); ethtool and gro set what comes before it")
    }
    throw .unknown("export", name, targets.map(\.name))
  }

  /// The targets of options that may name several, separated by commas; each once.
  public static func targets(named options: [String]) throws(Knob.Refusal) -> [ExportTarget] {
    var chosen: [ExportTarget] = []
    for name in options.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let target = try target(named: String(name))
      if !chosen.contains(where: { $0.name == target.name }) { chosen.append(target) }
    }
    return chosen
  }

  /// What timers of cards hardly take.
  static let longTimer = "many cards take no more than some hundred µs to a few ms"

  /// Why there is no target for the driver domain's own end.
  static let netback = "xen-netback has no parameter for a timeout or a size at all"
}
