package import DwellCore
package import DwellWorkload

/// What a stage is made from.
package struct StageSettings {
  /// The value of a knob.
  package let value: (Knob) -> Double
  /// The seed of its streams.
  package let seed: UInt64
  /// The number of guests.
  package let guests: Int
}

/// Makes a stage that has packets in its hands.
package typealias MakePacketStage = @Sendable (StageSettings) -> any PacketStage

/// Puts a transport protocol on a source.
package typealias MakeTransport =
  @Sendable (any TrafficSource, StageSettings) throws(Knob.Refusal) -> any TransportSource
