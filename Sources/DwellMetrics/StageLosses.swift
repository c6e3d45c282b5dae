/// Packets of one guest that stages lost after intake: part of its dropped ones.
public struct StageLosses: Sendable, BitwiseCopyable {
  /// Where a stage loses a packet.
  public enum Place: Sendable {
    /// A ring was full.
    case ring
    /// It came too late to be of use.
    case late
  }

  /// Lost in a full ring.
  public var ring = 0
  /// Too late.
  public var late = 0
  /// Of these, those that arrived before the window.
  public var early: (ring: Int, late: Int) = (0, 0)

  /// Those that arrived in the window.
  public var inWindow: StageLosses {
    var rest = StageLosses()
    rest.ring = ring - early.ring
    rest.late = late - early.late
    return rest
  }

  /// Nothing lost.
  public init() {}
}
