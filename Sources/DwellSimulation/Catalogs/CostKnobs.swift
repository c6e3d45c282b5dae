public import DwellCore

/// What crossing costs (model rule 2); machines are presets of these.
public enum CostKnobs {
  private static func cost(_ name: String, _ standard: Double, _ help: String) -> Knob {
    Knob(name, .time, in: 0...1e9, default: standard, scale: .logarithmic, help: help)
  }

  /// Per grant operation, at the driver domain.
  public static let grant = cost(
    "c-grant", 4440, "driver domain, per grant operation: a packet alone, or a page of a container")
  /// Per packet, at the driver domain.
  public static let packet = cost("c-pkt", 540, "driver domain, per packet")
  /// Per byte, at the driver domain.
  public static let byte = cost("c-byte", 0.25, "driver domain, per byte")
  /// Per event sent, at the driver domain.
  public static let send = cost("c-send", 500, "driver domain, per event sent")
  /// Per event, at the guest.
  public static let event = cost("c-irq", 3000, "guest, per event")
  /// Per packet, at the guest.
  public static let guestPacket = cost("c-gpkt", 300, "guest, per packet")
  /// From an event to the first instruction of a sleeping guest.
  public static let wake = cost("wake-latency", 35_000, "from an event until a sleeping guest runs")
  /// Packets a guest may have in the queue before a station.
  public static let queue = Knob(
    "queue-packets", .count, in: 0...8192, default: 0, scale: .logarithmic,
    help: "packets of a guest that a queue holds; 0 for 1024 or two containers, whichever is more")
  /// What a full queue loses.
  public static let drop = Knob(
    "drop", choices: ["container", "packet"], help: "a container that does not fit is lost whole, or by its tail")

  /// All of them.
  public static let all = [grant, packet, byte, send, event, guestPacket, wake, queue, drop]
}
