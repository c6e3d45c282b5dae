public import DwellEngine

/// One crossing from the driver domain to a guest: a container, or packets that cross without one; times in nanoseconds.
///
/// Everything ahead of it is known when it is released, since stations are FIFO and costs are fixed when it opens; so the record is
/// complete at once and is settled when its time has come.
public struct Transfer: Sendable, BitwiseCopyable {
  /// The guest, counted from 0.
  public var guest: Int32 = 0
  /// Why the container left.
  public var cause = ReleaseCause.full
  /// Whether an event was sent with it.
  public var notified = false
  /// Whether it is a container (else packets that crossed alone).
  public var isContainer = true
  /// Whether the busy time of the driver domain is counted with it (once for a batch of several guests).
  public var carriesBusyTime = true
  /// Whether it was handed to its guest in a later round of that instant, after its arrivals; kept where that guest's queue overflowed.
  public var isHandedLater = false
  /// Whether hand-over is recorded packet by packet, so that `handedOver` says nothing of it.
  public var isFollowed = false
  // Whether all that is counted by instant has been counted.
  var isSettled = false
  /// Its packets, as released.
  public var packets: Int32 = 0
  /// Of these, the first so many that the queue before the driver domain had room for.
  public var served: Int32 = 0
  /// Of these, the first so many that the queue before the guest had room for: handed over to the application.
  public var handedOver: Int32 = 0
  /// Of these, how many arrived before the window.
  public var early: Int32 = 0
  /// Grant operations.
  public var grants: Int32 = 0
  /// The capacity it was opened with.
  public var capacity: Int32 = 0
  // At most 1024 packets of 64 KiB, and a copy of the whole stays a matter of registers.
  @usableFromInline var sizes: (all: Int32, served: Int32, handed: Int32) = (0, 0, 0)
  /// Arrival of the first packet.
  public var opened: Int64 = 0
  /// Release, or arrival of a packet that crosses alone.
  public var released: Int64 = 0
  /// Start of driver service.
  public var start: Int64 = 0
  /// End of driver service.
  public var handed: Int64 = 0
  /// Start of guest service.
  public var guestStart: Int64 = 0
  /// End of guest service.
  public var delivered: Int64 = 0

  /// The work per packet that a full transfer would have been, in nanoseconds; for plots of the ceiling.
  public var fullWork: Float = 0
  /// Waits of its packets in the container added up; filled in by the recorder.
  public var waits: Int64 = 0
  /// The wait of its last packet; filled in by the recorder.
  public var shortestWait: Int64 = 0

  /// A transfer to fill in.
  @inlinable
  public init() {}

  /// Its bytes, as released.
  @inlinable
  public var bytes: Int64 {
    get { Int64(sizes.all) }
    set { sizes.all = Int32(truncatingIfNeeded: newValue) }
  }

  /// The bytes of the packets served.
  @inlinable
  public var servedBytes: Int64 {
    get { Int64(sizes.served) }
    set { sizes.served = Int32(truncatingIfNeeded: newValue) }
  }

  /// The bytes of the packets handed over.
  @inlinable
  public var handedBytes: Int64 {
    get { Int64(sizes.handed) }
    set { sizes.handed = Int32(truncatingIfNeeded: newValue) }
  }

  /// When nothing more happens to it: hand-over, or the moment its last packet was lost.
  public var done: Int64 { handedOver > 0 ? delivered : served > 0 ? handed : released }

  /// Whether a queue before the driver domain had no room for any of it.
  public var isRefused: Bool { served == 0 }
}
