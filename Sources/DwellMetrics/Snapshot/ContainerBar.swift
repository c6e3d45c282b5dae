public import DwellCore
public import DwellEngine

/// One container as a bar in time: its packets as they came, its deadline, its crossing.
public struct ContainerBar: Sendable, Hashable {
  /// A packet that joined.
  public struct Arrival: Sendable, Hashable, BitwiseCopyable {
    /// When it came.
    public var instant: Instant
    /// Its bytes.
    public var size: Int

    /// A packet of `size` bytes that came at `instant`.
    public init(instant: Instant, size: Int) {
      self.instant = instant
      self.size = size
    }
  }

  /// How a container that left went on.
  public struct Departure: Sendable, Hashable, BitwiseCopyable {
    /// Its number in the run, counted from 1 over all guests in order of release.
    public var number: Int
    /// Why it left.
    public var cause: ReleaseCause
    /// When it left.
    public var released: Instant
    /// The crossing: start and end of its service in the driver domain; nil where a full queue turned it away.
    public var crossing: Crossing?
    /// When the guest begins with it; nil where it goes to the outside or was lost.
    public var guestStart: Instant?
    /// When its last packet is handed over, maybe later than now; nil where none is.
    public var delivered: Instant?

    /// A departure of all of these.
    public init(
      number: Int, cause: ReleaseCause, released: Instant, crossing: Crossing?, guestStart: Instant?,
      delivered: Instant?
    ) {
      self.number = number
      self.cause = cause
      self.released = released
      self.crossing = crossing
      self.guestStart = guestStart
      self.delivered = delivered
    }
  }

  /// The service in the driver domain; known when a container leaves, so it may lie later than now.
  public struct Crossing: Sendable, Hashable, BitwiseCopyable {
    /// When it begins.
    public var start: Instant
    /// When it ends.
    public var end: Instant

    /// A service from `start` to `end`.
    public init(start: Instant, end: Instant) {
      self.start = start
      self.end = end
    }
  }

  /// The guest, counted from 0.
  public var guest: Int
  /// Which way it goes.
  public var leg: Leg
  /// When its first packet came.
  public var opened: Instant
  /// When it is due; for one that left, when it would have been.
  public var due: Instant
  /// The capacity it was opened with, in bytes.
  public var capacity: Int
  /// The packets in it.
  public var packets: Int
  /// The bytes in it.
  public var bytes: Int
  /// Its first packets, oldest first, at most `mostArrivals`.
  public var arrivals: [Arrival]
  /// How it left; nil while it is open.
  public var departure: Departure?

  /// The most packets whose arrivals are kept of one container; the others are only counted.
  public static let mostArrivals = 64

  /// A bar of all of these.
  public init(
    guest: Int, leg: Leg, opened: Instant, due: Instant, capacity: Int, packets: Int, bytes: Int, arrivals: [Arrival],
    departure: Departure?
  ) {
    self.guest = guest
    self.leg = leg
    self.opened = opened
    self.due = due
    self.capacity = capacity
    self.packets = packets
    self.bytes = bytes
    self.arrivals = arrivals
    self.departure = departure
  }

  /// Whether it is still open.
  public var isOpen: Bool { departure == nil }

  /// The longest wait it may have or might have had: the release time P in force when it was opened, unless T₀ was turned below it
  /// since or, in the running-mean reading, later packets moved it.
  public var hold: TimeSpan { due - opened }

  /// Packets whose arrivals are not kept.
  public var untold: Int { max(packets - arrivals.count, 0) }
}
