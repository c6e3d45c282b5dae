/// Rates and means over a fixed stretch of virtual time that ends now; NaN where nothing happened.
public struct Recent: Sendable, Equatable {
  /// The stretch in seconds (less than asked while the run is younger).
  public var seconds = 0.0
  /// Packets offered per second.
  public var offered = Double.nan
  /// Packets handed over per second.
  public var through = Double.nan
  /// Throughput the busiest station could reach at the present batch, packets per second; infinite when nothing costs.
  public var ceiling = Double.nan
  /// The same with full containers.
  public var ceilingFull = Double.nan
  /// Shares of the containers that left full, due, idle and for another reason; they add up to 1.
  public var full = Double.nan
  /// Share that left at their deadline.
  public var due = Double.nan
  /// Share that left because the driver domain was idle.
  public var idle = Double.nan
  /// Share that left for another reason.
  public var other = Double.nan
  /// Busy share of the driver domain.
  public var driverUtilisation = Double.nan
  /// Busy share of the guests, mean over guests.
  public var guestUtilisation = Double.nan
  /// Bytes over capacity at release, mean over containers.
  public var fill = Double.nan
  /// Packets per container (per transfer where packets cross alone).
  public var packetsPerContainer = Double.nan
  /// Containers (transfers where packets cross alone) that left per second.
  public var containers = Double.nan
  /// Events sent per second.
  public var notifications = Double.nan
  /// Grant operations per second.
  public var memoryCalls = Double.nan
  /// Grant operations per delivered byte.
  public var memoryCallsPerByte = Double.nan
  /// Mean dwell of the packets of the guest looked at, in nanoseconds.
  public var dwell = Double.nan
  /// Mean delay from arrival to hand-over over all guests, in nanoseconds.
  public var delay = Double.nan
  /// Packets lost per second.
  public var dropped = Double.nan

  /// Nothing happened yet.
  public init() {}
}
