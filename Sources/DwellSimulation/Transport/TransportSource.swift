package import DwellCore
package import DwellWorkload

/// A source behind a transport protocol, which decides when its packets are sent.
///
/// It is told what became of packets like any source; those sent before it came, told of first, it passes on to the source inside.
package protocol TransportSource: TrafficSource {
  /// It goes away at `now`, while a run goes on: the source that goes on, with whatever was still to be sent.
  mutating func dissolve(at now: Instant) -> any TrafficSource
}
