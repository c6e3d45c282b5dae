import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

extension Condition {
  /// The first instant at which it holds, where it is one of time alone.
  var instant: Instant? {
    guard subject == .time else { return nil }
    return Instant(nanoseconds: Int64(value.rounded(.up)) + (relation == .above && value == value.rounded() ? 1 : 0))
  }

  /// The events after which it may have begun to hold.
  var grain: Simulator.Grain {
    switch subject {
    case .delivered, .dropped, .throughput: .everything
    case .time, .packets, .waiting, .containers, .left, .dwell, .release, .mean, .variation, .sample: .releases
    }
  }

  /// Whether it holds, and what makes it hold; nil where it does not.
  ///
  /// - Parameter left: the containers that left since it was asked last; without any, `left` and `dwell` never hold.
  func holds(in simulator: Simulator, guest: Int, left: [ContainerNote]) -> String? {
    switch subject {
    case .left:
      guard let note = left.first(where: { Double($0.cause.place) == value }) else { return nil }
      return HappeningText.container(note)
    case .dwell:
      let note = left.first { relation.holds(Double(($0.released - $0.opened).nanoseconds), value) }
      guard let note else { return nil }
      return HappeningText.container(note)
        + ", waited \(QuantityText.time(nanoseconds: Double((note.released - note.opened).nanoseconds)))"
    default:
      let reading = reading(in: simulator, guest: guest)
      guard relation.holds(reading, value) else { return nil }
      switch subject.dimension {
      case .time: return "it is \(QuantityText.time(nanoseconds: reading))"
      case .packetRate: return "it is \(QuantityText.packetRate(reading))"
      default: return "it is \(QuantityText.count(Int(reading)))"
      }
    }
  }

  private func reading(in simulator: Simulator, guest: Int) -> Double {
    switch subject {
    case .time: Double(simulator.now.nanoseconds)
    case .packets: Double(simulator.packetsOffered)
    case .delivered: Double(simulator.packets.delivered)
    case .dropped: Double(simulator.packetsDropped)
    case .waiting: Double(simulator.packets.waiting)
    case .throughput: simulator.throughput(over: .milliseconds(50))
    case .containers: Double(simulator.containersReleased)
    case .release: simulator.estimate(of: guest).release
    case .mean: simulator.estimate(of: guest).mean
    case .variation: simulator.estimate(of: guest).variation
    case .sample: simulator.estimate(of: guest).sample
    case .left, .dwell: .nan
    }
  }
}

extension ReleaseCause {
  fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
