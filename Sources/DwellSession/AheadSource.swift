package import DwellCore
package import DwellWorkload
import Foundation

/// A source whose packets are made on another core while those before them are simulated; the very same packets.
///
/// For sources that depend on nothing but turns of knobs. Cost on the reader's thread: two locks a block, none a packet.
package struct AheadSource: TrafficSource {
  // Ends the thread with the last copy.
  private final class Owner: Sendable {
    let line: AheadLine
    init(_ source: any TrafficSource) { line = AheadLine(source) }
    deinit { line.stop() }
  }

  private let owner: Owner
  private var line: AheadLine { owner.line }

  /// `source`, ahead where that may be and there is a core for it; else `source` itself.
  package static func ofWhatMay(
    _ source: any TrafficSource, cores: Int = ProcessInfo.processInfo.activeProcessorCount
  ) -> any TrafficSource {
    source.isSelfContained && cores > 1 ? AheadSource(source) : source
  }

  /// The packets of `source`, which is self-contained.
  package init(_ source: any TrafficSource) {
    precondition(source.isSelfContained, "a source that is told what becomes of packets cannot run ahead")
    owner = Owner(source)
  }

  /// How many blocks were taken over whole as another thread made them.
  package var blocksTaken: Int { line.blocksTaken }

  package mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) { line.fill(&block, until: limit) }

  package func nextArrival(before limit: Instant) -> NextArrival? { line.nextArrival(before: limit) }

  package var isExhausted: Bool { false }

  package mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {
    line.turn(at: now) { $0.setLoad(packetsPerSecond, at: now) }
  }

  package mutating func setGuests(_ count: Int, at now: Instant) { line.turn(at: now) { $0.setGuests(count, at: now) } }

  package mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    line.turn(at: now) { $0.setKnob(name, to: value, at: now) }
  }

  package mutating func stopSending(at end: Instant) { line.turn(at: end) { $0.stopSending(at: end) } }
}
