public import DwellEngine

/// The figures of a finished run (contract, `simulate --format json`); times in nanoseconds, rates per second, nil what does not exist.
public struct Summary: Sendable {
  /// Containers that left, by instant.
  public struct Containers: Sendable, Equatable {
    /// All of them.
    public var released = 0
    /// Per second of the window.
    public var perSecond: Double?
    /// Packets per container, without the too-large.
    public var meanPackets: Double?
    /// Bytes over capacity at release.
    public var meanFill: Double?
    /// Left full.
    public var full = 0
    /// Left at the deadline.
    public var due = 0
    /// Left because the driver domain was idle.
    public var idle = 0
    /// Left for another reason.
    public var other = 0
    /// Full over all but `other`.
    public var fractionFull: Double?

    /// None.
    public init() {}
  }

  /// Means of the parts of delay, which add up to its mean.
  public struct Parts: Sendable, Equatable {
    /// From the card to the end of its poll.
    public var intake = 0.0
    /// In a container.
    public var dwell = 0.0
    /// Before the driver domain.
    public var queue = 0.0
    /// At the driver domain and at the guest.
    public var service = 0.0
    /// From the end of driver service to the start of guest service.
    public var notify = 0.0
    /// After the unloader.
    public var regulate = 0.0

    /// All nothing.
    public init() {}
  }

  /// Jitter over the window.
  public struct Jitter: Sendable, Equatable {
    /// Packet mean of RFC 3550's J.
    public var rfc3550: Double?
    /// Greatest J.
    public var rfc3550Max: Double?
    /// 99th percentile of delay less the least delay.
    public var pdvP99: Double?
    /// Mean |delay difference| of neighbours.
    public var ipdvMean: Double?
    /// 99th percentile of the gaps between deliveries of a guest.
    public var gapP99: Double?

    /// Of nothing.
    public init() {}
  }

  /// Rates over the window, per second.
  public struct Throughput: Sendable, Equatable {
    /// Packets handed over.
    public var packets: Double?
    /// Bytes handed over.
    public var bytes: Double?
    /// Packets offered.
    public var offered: Double?
    /// What the busiest station could carry at the present batch.
    public var ceiling: Double?
    /// The same with full containers.
    public var ceilingFull: Double?

    /// Of nothing.
    public init() {}
  }

  /// What crossing cost in the window.
  public struct Cost: Sendable, Equatable {
    /// Grant operations.
    public var memoryCalls = 0
    /// Grant operations per delivered byte.
    public var memoryCallsPerByte: Double?
    /// Events sent.
    public var notifications = 0
    /// Events per second.
    public var notificationsPerSecond: Double?
    /// Busy share of the driver domain.
    public var driverUtilisation: Double?
    /// Busy share of the guests, mean over guests.
    public var guestUtilisation: Double?
    /// Busy seconds of all stations per 10⁹ delivered bytes.
    public var cpuSecondsPerGigabyte: Double?

    /// Nothing.
    public init() {}
  }

  /// What clients had answered over the whole run, as load generators report it.
  public struct Requests: Sendable, Equatable {
    /// Replies.
    public var answered = 0
    /// Bytes of the replies.
    public var responseBytes: Int64 = 0
    /// Mean time from request to reply, in nanoseconds.
    public var meanTime: Double?
    /// From the first request to the last reply, in nanoseconds.
    public var elapsed: Double?

    /// None.
    public init() {}

    /// Replies per second.
    public var perSecond: Double? { elapsed.map { Double(answered) * 1e9 / $0 } }
    /// Bytes of replies over 1024, per second: what JMeter calls KB/sec.
    public var kilobytesPerSecond: Double? { elapsed.map { Double(responseBytes) / 1024 * 1e9 / $0 } }
  }

  /// One guest.
  public struct Guest: Sendable {
    /// The guest, counted from 1 as people do.
    public var number = 1
    /// Its packets over the whole run.
    public var packets = PacketCounts()
    /// Its containers.
    public var containers = Containers()
    /// Its dwell.
    public var dwell = Spreading()
    /// Its delay.
    public var delay = Spreading()
    /// Packets handed over per second of the window.
    public var throughput: Double?
    /// Bytes handed over per second of the window.
    public var bytesPerSecond: Double?
    /// What the policy believed at the end.
    public var estimate = Estimate.none

    /// A guest to fill in.
    public init() {}
  }

  /// Where packets are, over the whole run.
  public var packets = PacketCounts()
  /// The same for packets that arrived in the window.
  public var window = PacketCounts()
  /// Bytes offered and handed over in the window, by instant.
  public var bytes: (offered: Int64, delivered: Int64) = (0, 0)
  /// Requests and replies; nil where there are no clients.
  public var requests: Requests?
  /// The length of the window in seconds.
  public var windowSeconds = 0.0
  /// Containers.
  public var containers = Containers()
  /// Dwell.
  public var dwell = Spreading()
  /// Delay.
  public var delay = Spreading()
  /// Parts of delay; nil before the first delivery.
  public var parts: Parts?
  /// Jitter.
  public var jitter = Jitter()
  /// Rates.
  public var throughput = Throughput()
  /// Costs.
  public var cost = Cost()
  /// What the policy believed of the only guest at the end; nil for more guests than one.
  public var estimate: Estimate?
  /// Whether the system could not keep up (model rule 6.7).
  public var saturated = false
  /// What the stages in use counted themselves, by stage and by name; stages that count nothing are left out.
  public var stageCounters: [String: [(name: String, value: Int)]] = [:]
  /// Every guest.
  public var guests: [Guest] = []
  /// The digest of the run.
  public var digest: UInt64 = 0
  /// Wall time of the run in seconds.
  public var wallSeconds = 0.0
  /// Lines to warn of.
  public var warnings: [String] = []

  /// A summary to fill in.
  public init() {}
}
