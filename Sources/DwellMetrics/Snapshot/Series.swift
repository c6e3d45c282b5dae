/// A curve that history keeps and plots show.
public enum Series: Int, Sendable, CaseIterable {
  /// Release time P of the guest's containers, in nanoseconds.
  case release
  /// Timeout T0 in force when a container of the guest left, in nanoseconds.
  case timeout
  /// Dwell of the guest's packets, in nanoseconds: mean over packets, least and longest.
  case dwell
  /// Mean delay D_k of the guest, in nanoseconds.
  case mean
  /// Variation V_k of the guest, in nanoseconds.
  case variation
  /// Observation n_k of the guest, in nanoseconds.
  case sample
  /// Packets offered to all guests, per second.
  case offered
  /// Packets handed over at all guests, per second.
  case through
  /// Throughput the driver domain could reach at the present batch, packets per second.
  case ceiling
  /// Throughput the driver domain could reach with full containers, packets per second.
  case ceilingFull
  /// Share of the containers of all guests that left full, 0 to 1, among those that left in the column.
  case full
  /// Delay from arrival to hand-over over all guests, in nanoseconds.
  case delay
  /// Containers (transfers where packets cross alone) that left, of all guests, per second.
  case containers
  /// Busy share of the driver domain, 0 to 1: the work of what left in the column over its time.
  case driver
}
