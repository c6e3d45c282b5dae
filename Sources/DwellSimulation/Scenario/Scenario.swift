public import DwellCore
public import DwellWorkload

/// Everything that decides a run: choices, knobs, seed, length. The same scenario, seed and commands give the same digest.
public struct Scenario: Sendable, Hashable {
  /// Where the packets come from when a capture is replayed.
  public struct Trace: Sendable, Hashable {
    /// The path of the pcap or pcapng file.
    public var path: String
    /// What happens at its end.
    public var end: End

    /// What happens at the end of a capture.
    public enum End: Sendable, Hashable {
      /// The run ends.
      case stop
      /// It starts again, one mean gap later.
      case loop
    }

    /// A capture at `path`.
    public init(path: String, end: End = .stop) {
      self.path = path
      self.end = end
    }
  }

  /// The name of the preset it began as, for the status line; nil when built from options.
  public var name: String?
  /// The system: one choice on every stage.
  public var system = "aggregation"
  /// Choices that override the system's.
  public var stages: [Stage: String] = [:]
  /// The release policy.
  public var policy = "fixed"
  /// The preset of costs and wake model.
  public var machine = "default"
  /// The traffic model; not used while a trace is set.
  public var arrivals = "poisson"
  /// The capture to replay instead.
  public var trace: Trace?
  /// The sizes of generated packets.
  public var sizes = PacketSizes(bytes: 576)
  /// Which legs aggregate; only a closed loop has packets from guests.
  public var directions = Directions.rx
  /// The number of guests, 1 to 1024.
  public var guests = 2
  /// Everything random follows from it.
  public var seed: UInt64 = 1
  /// Virtual time after which arrivals stop; nil: not limited by time.
  public var duration: TimeSpan?
  /// Packets offered after which arrivals stop; nil: not limited by count.
  public var packets: Int?
  /// Virtual time left out of the statistics.
  public var warmup = TimeSpan.zero
  /// What happens to packets inside at the end.
  public var ending = Ending.drain
  /// The values of all knobs; what is not chosen stands at the machine's or the knob's default.
  public var knobs = KnobValues()
  /// Commands the run carries out by itself, at most 1000; in time order, equal ones as given. One at the end or later is not done.
  public var schedule: [ScheduledCommand] = []
  /// Whose percentiles are kept.
  public var guestPercentiles = GuestPercentiles.few

  /// What happens to packets inside when arrivals stop.
  public enum Ending: Sendable, Hashable {
    /// They are followed to the end and counted in dwell and delay.
    case drain
    /// The run stops there.
    case cut
  }

  /// Whose percentiles are kept.
  public enum GuestPercentiles: Sendable, Hashable {
    /// Every guest's while there are at most 16.
    case few
    /// Every guest's.
    case all
  }

  /// The built-in scenario: two guests, Poisson, 576 B, fixed timeout.
  public init() {}
}
