import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// A driver domain that is only asked when it falls idle: grant and packets, no bytes, no queue.
struct IdleDriver {
  private let grant: Int64
  private let packet: Int64
  private(set) var free: Int64 = 0

  /// With the costs of `scenario`.
  init(_ scenario: Scenario) {
    grant = Int64(scenario.value(of: CostKnobs.grant))
    packet = Int64(scenario.value(of: CostKnobs.packet))
  }

  @inline(__always)
  mutating func serve(_ packets: Int64, at time: Int64) { free = max(free, time) &+ grant &+ packet &* packets }
}

/// Counts what is released.
struct CountingSink: ~Copyable, ReleaseSink {
  private var driver: IdleDriver
  /// The packets released.
  private(set) var packets: Int64 = 0

  /// Behind that driver domain.
  init(_ driver: IdleDriver) { self.driver = driver }

  var wantsEstimates: Bool { false }
  var idleTime: Int64 { driver.free }
  var idleRound: Int64 { 0 }

  mutating func release(
    _ container: ReleasedContainer, packets words: borrowing Slab<UInt64>, from first: Int, estimate: Estimate
  ) {
    packets &+= container.load.packets
    driver.serve(container.load.packets, at: container.released)
  }
}

/// Records what is released as handed over at once.
struct RecordingSink: ~Copyable, ReleaseSink {
  private var driver: IdleDriver
  /// What is recorded.
  var recorder: Recorder

  /// Behind that driver domain.
  init(_ driver: IdleDriver, guests: Int) {
    self.driver = driver
    recorder = Recorder(guests: guests, window: Recorder.Window(), keepsAllRows: false)
  }

  var wantsEstimates: Bool { false }
  var idleTime: Int64 { driver.free }
  var idleRound: Int64 { 0 }

  mutating func release(
    _ container: ReleasedContainer, packets words: borrowing Slab<UInt64>, from first: Int, estimate: Estimate
  ) {
    driver.serve(container.load.packets, at: container.released)
    var transfer = Transfer()
    transfer.guest = Int32(truncatingIfNeeded: container.guest)
    transfer.cause = container.cause
    transfer.packets = Int32(truncatingIfNeeded: container.load.packets)
    transfer.served = transfer.packets
    transfer.handedOver = transfer.packets
    transfer.grants = 1
    transfer.capacity = container.rules.capacity
    transfer.bytes = container.load.bytes
    transfer.servedBytes = transfer.bytes
    transfer.handedBytes = transfer.bytes
    transfer.opened = container.opened
    transfer.released = container.released
    transfer.start = container.released
    transfer.handed = container.released
    transfer.guestStart = container.released
    transfer.delivered = container.released
    recorder.record(&transfer, packets: words, from: first, estimate: estimate)
  }
}
