package import DwellMetrics

/// A packet on its way through the stages, with what it went through so far.
package struct StagedPacket: Sendable, BitwiseCopyable {
  /// When it reached the stage that has it now, in nanoseconds.
  package internal(set) var time: Int64
  /// Whether an intake poll ends with it; true as long as no stage says otherwise, for then each packet is its own poll.
  package var endsPoll = true
  /// The guest on this host it comes from, or `ArrivalBlock.outside`.
  package let source: Int32
  /// What it went through.
  package internal(set) var journey: Journey
  // Its place among the packets to its guest, in order of arrival.
  let number: Int

  init(time: Int64, size: Int32, guest: Int32, source: Int32, number: Int) {
    self.time = time
    self.source = source
    self.number = number
    journey = Journey(guest: guest, size: size, arrived: time)
  }

  /// The guest it goes to, counted from 0.
  package var guest: Int { Int(journey.guest) }
  /// Its bytes.
  package var size: Int { Int(journey.size) }
  /// When it reached the card, in nanoseconds.
  package var arrived: Int64 { journey.arrived }
}
