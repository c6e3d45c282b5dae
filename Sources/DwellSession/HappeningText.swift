public import DwellCore
import DwellEngine
public import DwellMetrics
public import DwellSimulation

/// What happened at an instant, in one line.
public enum HappeningText {
  // What is told of one instant; the rest is counted.
  private static let most = 3

  /// `arrival: guest 1, 576 B, 2.40 µs later`.
  ///
  /// - Parameter before: the instant the run stood at.
  public static func line(_ happening: Happening, since before: Instant) -> String {
    var parts = happening.commands.map { "turned: \($0)" }
    parts += happening.progress.map(progress)
    if happening.progress.isEmpty, happening.delivered > 0 {
      parts.append("handed over: \(packets(happening.delivered))")
    }
    if let arrival = happening.arrival {
      let more = happening.arrivals > 1 ? " and \(QuantityText.count(happening.arrivals - 1)) more" : ""
      parts.append("arrival: \(guest(arrival.guest, arrival.leg)), \(arrival.bytes) B\(more)")
    } else if happening.arrivals > 0 {
      parts.append("arrival: \(packets(happening.arrivals))")
    }
    parts += happening.containers.map(container)
    if happening.dropped > 0 { parts.append("lost: \(packets(happening.dropped))") }
    let told = parts.prefix(most).joined(separator: "; ")
    let more = parts.count > most ? "; \(parts.count - most) more" : ""
    let span = QuantityText.time(nanoseconds: Double(max((happening.instant - before).nanoseconds, 0)))
    return "\(told)\(more) · \(span) on"
  }

  /// `container 9 224 of guest 1 left: no room, 7 packets`.
  public static func container(_ note: ContainerNote) -> String {
    let why =
      switch note.cause {
      case .full: note.bytes >= note.capacity ? "full" : "no room"
      case .due: "due"
      case .idle: "idle driver"
      case .other: note.bytes > note.capacity ? "too large a packet" : "its guest left"
      }
    return
      "container \(QuantityText.count(note.number)) of \(guest(note.guest, note.leg)) left: \(why), \(packets(note.packets))"
  }

  private static func progress(_ progress: Happening.Progress) -> String {
    let what = progress.container.map { "container \(QuantityText.count($0))" } ?? packets(progress.packets)
    let whose = guest(progress.guest, progress.leg)
    switch progress.milestone {
    case .taken: return "driver takes \(what) of \(whose)"
    case .handed:
      return progress.leg == .toOutside ? "\(what) of \(whose) has left the host" : "driver done: \(what) at \(whose)"
    case .delivered: return "delivered: \(what) to \(whose)"
    }
  }

  private static func guest(_ guest: Int, _ leg: Leg) -> String {
    "guest \(guest + 1)" + (leg == .toOutside ? " (outward)" : "")
  }

  private static func packets(_ count: Int) -> String {
    count == 1 ? "1 packet" : "\(QuantityText.count(count)) packets"
  }
}
