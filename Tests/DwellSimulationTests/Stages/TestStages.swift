import DwellCore
import DwellMetrics
import DwellSimulation

/// A stage that holds packets first in, first out, until times that never decrease; the base of those below.
struct HoldingLine {
  private(set) var held: [(packet: StagedPacket, due: Int64)] = []

  var nextEvent: Int64 { held.first?.due ?? .max }

  mutating func hold(_ packet: StagedPacket, until due: Int64) { held.append((packet, due)) }

  mutating func letGo(before time: Int64, into outlet: inout StageOutlet) {
    let count = held.prefix { $0.due < time }.count
    for (packet, due) in held.prefix(count) { outlet.handOn(packet, at: due) }
    held.removeFirst(count)
  }

  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) {
    for (packet, _) in held { outlet.handOn(packet, at: now) }
    held.removeAll()
  }
}

/// Hands every packet on as it comes, and writes down which.
struct PassingStage: PacketStage {
  var log: SharedBox<[StagedPacket]>?

  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet) {
    for packet in packets { outlet.handOn(packet, at: packet.time) }
    log?.box.value += packets
  }
  mutating func advance(to time: Int64, into outlet: inout StageOutlet) {}
  var nextEvent: Int64 { .max }
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) {}
}

/// Holds packets in the card until the next multiple of a period; an arrival at that instant is polled with it.
struct PollingStage: PacketStage {
  var period: Int64 = 10_000
  var ring = Int.max
  private var line = HoldingLine()
  private var lost = 0

  init(period: Int64 = 10_000, ring: Int = .max) {
    self.period = period
    self.ring = ring
  }

  /// When a packet that comes at `time` is polled.
  static func poll(_ time: Int64, period: Int64 = 10_000) -> Int64 { (time + period - 1) / period * period }

  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet) {
    for packet in packets {
      line.letGo(before: packet.time, into: &outlet)
      if line.held.count < ring {
        line.hold(packet, until: Self.poll(packet.time, period: period))
      } else {
        outlet.lose(packet, at: packet.time)
        lost += 1
      }
    }
  }
  mutating func advance(to time: Int64, into outlet: inout StageOutlet) { line.letGo(before: time, into: &outlet) }
  var nextEvent: Int64 { line.nextEvent }
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) { line.dissolve(at: now, into: &outlet) }
  mutating func configure(_ settings: StageSettings, at now: Int64) {
    // Any knob serves to see that turns arrive.
    if settings.value(CostKnobs.queue) == 77 { period = 5_000 }
  }
  var counters: [(name: String, value: Int)] { [("ring-losses", lost)] }
}

/// Holds a packet until the next of its guest comes, at most 100 µs: both go on together.
struct PairingStage: PacketStage {
  static let span: Int64 = 100_000
  private var single: [(packet: StagedPacket, due: Int64)] = []

  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet) {
    for packet in packets {
      letGo(before: packet.time, into: &outlet)
      if let place = single.firstIndex(where: { $0.packet.guest == packet.guest }) {
        outlet.handOn(single.remove(at: place).packet, at: packet.time)
        outlet.handOn(packet, at: packet.time)
      } else {
        single.append((packet, packet.time + Self.span))
      }
    }
  }
  mutating func advance(to time: Int64, into outlet: inout StageOutlet) { letGo(before: time, into: &outlet) }
  var nextEvent: Int64 { single.first?.due ?? .max }
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) {
    for (packet, _) in single { outlet.handOn(packet, at: now) }
    single.removeAll()
  }

  private mutating func letGo(before time: Int64, into outlet: inout StageOutlet) {
    while let first = single.first, first.due < time {
      outlet.handOn(first.packet, at: first.due)
      single.removeFirst()
    }
  }
}

/// Takes every second packet that comes from a guest and hands it over 5 µs later itself; of these every `losing`th is lost.
struct DetourStage: PacketStage {
  static let span: Int64 = 5_000
  var losing = Int.max
  private var seen = 0
  private var taken = 0

  init(losing: Int = .max) { self.losing = losing }

  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet) {
    for packet in packets {
      if packet.source != ArrivalBlock.outside { seen += 1 }
      if packet.source == ArrivalBlock.outside || seen.isMultiple(of: 2) {
        outlet.handOn(packet, at: packet.time)
      } else {
        taken += 1
        if taken.isMultiple(of: losing) {
          outlet.lose(packet, at: packet.time)
        } else {
          outlet.handOver(packet, at: packet.time + Self.span, service: 1000, notify: 1000)
        }
      }
    }
  }
  mutating func advance(to time: Int64, into outlet: inout StageOutlet) {}
  var nextEvent: Int64 { .max }
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) {}
}

/// Holds packets after the unloader until the next multiple of 20 µs; every `losing`th comes too late.
struct GridStage: PacketStage {
  static let step: Int64 = 20_000
  var losing = Int.max
  private var line = HoldingLine()
  private var seen = 0

  init(losing: Int = .max) { self.losing = losing }

  static func next(_ time: Int64) -> Int64 { (time / step + 1) * step }

  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet) {
    for packet in packets {
      line.letGo(before: packet.time, into: &outlet)
      seen += 1
      if seen.isMultiple(of: losing) {
        outlet.lose(packet, at: packet.time, .late)
      } else {
        line.hold(packet, until: Self.next(packet.time))
      }
    }
  }
  mutating func advance(to time: Int64, into outlet: inout StageOutlet) { line.letGo(before: time, into: &outlet) }
  var nextEvent: Int64 { line.nextEvent }
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) { line.dissolve(at: now, into: &outlet) }
}

/// Declines every packet, 7 µs after it came.
struct HesitatingStage: PacketStage {
  static let span: Int64 = 7_000
  private var line = HoldingLine()

  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet) {
    for packet in packets {
      line.letGo(before: packet.time, into: &outlet)
      line.hold(packet, until: packet.time + Self.span)
    }
  }
  mutating func advance(to time: Int64, into outlet: inout StageOutlet) { line.letGo(before: time, into: &outlet) }
  var nextEvent: Int64 { line.nextEvent }
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet) { line.dissolve(at: now, into: &outlet) }
}
