public import DwellCore
public import DwellMetrics

/// What the engine did at one instant, for a person who steps through a run.
public struct Happening: Sendable {
  /// A packet that came.
  public struct Arrival: Sendable, Hashable {
    /// The guest it is for, or comes from where `leg` leads to the outside; counted from 0.
    public var guest: Int
    /// Which way it goes.
    public var leg: Leg
    /// Its size in bytes.
    public var bytes: Int
  }

  /// Something that happened to a transfer under way.
  public struct Progress: Sendable {
    /// What.
    public var milestone: Recorder.Milestone
    /// The guest, counted from 0.
    public var guest: Int
    /// Which way it goes.
    public var leg: Leg
    /// Its packets.
    public var packets: Int
    /// The number of its container; nil for packets that cross alone, or where it is too long ago to say.
    public var container: Int?
  }

  /// The instant.
  public var instant: Instant
  /// The first packet that came then; nil where none did.
  public var arrival: Arrival?
  /// How many packets came then.
  public var arrivals = 0
  /// The containers that left then, first ones first, at most 256.
  public var containers: [ContainerNote] = []
  /// What happened to transfers that had left before.
  public var progress: [Progress] = []
  /// Packets handed over then.
  public var delivered = 0
  /// Packets lost then.
  public var dropped = 0
  /// The commands of the schedule carried out then.
  public var commands: [String] = []

  /// Whether there is anything to tell.
  public var isEmpty: Bool {
    arrivals == 0 && containers.isEmpty && progress.isEmpty && delivered == 0 && dropped == 0 && commands.isEmpty
  }
}
