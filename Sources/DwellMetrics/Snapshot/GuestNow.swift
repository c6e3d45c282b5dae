public import DwellCore
public import DwellEngine

/// One guest at this instant: its open container, its estimate, how its last containers left.
public struct GuestNow: Sendable {
  /// How full a container was when it left, and why it left.
  public struct Departure: Sendable, BitwiseCopyable {
    /// Bytes over capacity, 0 to 1.
    public var fill: Float
    /// Why it left.
    public var cause: ReleaseCause

    /// A departure of `fill` by `cause`.
    public init(fill: Float, cause: ReleaseCause) {
      self.fill = fill
      self.cause = cause
    }
  }

  /// The guest, counted from 0.
  public var guest: Int
  /// Packets waiting in its open container; 0 when none is open.
  public var packets: Int
  /// Bytes in its open container.
  public var bytes: Int
  /// The capacity of the open container, or of the next one, in bytes.
  public var capacity: Int
  /// How many packets of the usual size fit: the mean size of the last containers' packets, at least 1.
  public var fits: Int
  /// When the open container is due; `never` when none is open.
  public var due: Instant
  /// What the policy believes.
  public var estimate: Estimate
  /// The last departures, oldest first, at most 64.
  public var departures: [Departure]

  /// A guest of all of these.
  public init(
    guest: Int, packets: Int, bytes: Int, capacity: Int, fits: Int, due: Instant, estimate: Estimate,
    departures: [Departure]
  ) {
    self.guest = guest
    self.packets = packets
    self.bytes = bytes
    self.capacity = capacity
    self.fits = fits
    self.due = due
    self.estimate = estimate
    self.departures = departures
  }
}
