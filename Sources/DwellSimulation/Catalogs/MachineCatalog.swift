package import DwellCore

/// A machine: costs and the way its guests wake up; independent of the system.
public struct MachineEntry: Sendable {
  /// The name in options and files.
  public let name: String
  /// One line of what it is.
  public let summary: String
  /// Where its numbers come from.
  public let source: String
  /// How sure they are.
  public let confidence: String
  /// Costs that differ from the knobs' defaults, by knob name, in nanoseconds.
  public let costs: [String: Double]
}

/// Every machine there is; one entry each.
public enum MachineCatalog {
  /// All machines, in the order of menus.
  public static let machines = [
    MachineEntry(
      name: "default", summary: "calibrated to 200 kp/s alone and ×8 in containers of 64 packets",
      source: "Bourguiba et al. 2011, 2012", confidence: "two published facts, two fitted costs; the rest our choice",
      costs: [:]),
    MachineEntry(
      name: "theory", summary: "the machine of the closed forms: driver costs only", source: "derived",
      confidence: "definition",
      costs: [
        "c-grant": 4440, "c-pkt": 556, "c-byte": 0, "c-send": 0, "c-irq": 0, "c-gpkt": 0, "wake-latency": 0,
      ]),
    MachineEntry(
      name: "paper", summary: "nothing costs anything: only waiting counts", source: "the paper's experiment, Table 1",
      confidence: "our reading",
      costs: ["c-grant": 0, "c-pkt": 0, "c-byte": 0, "c-send": 0, "c-irq": 0, "c-gpkt": 0, "wake-latency": 0]),
    MachineEntry(
      name: "fast-server", summary: "50 ns a transfer, 15 ns a packet: for tens of millions of packets per second",
      source: "our choice", confidence: "our choice",
      costs: [
        "c-grant": 50, "c-pkt": 15, "c-byte": 0.01, "c-send": 0, "c-irq": 0, "c-gpkt": 0, "wake-latency": 0,
      ]),
  ]

  /// Whether machines say what a knob is.
  package static func sets(_ knob: Knob) -> Bool { machines.contains { $0.costs[knob.name] != nil } }

  /// The machine of that name, if there is one.
  public static func machine(named name: String) -> MachineEntry? { machines.first { $0.name == name } }
}
