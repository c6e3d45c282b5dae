/// A container at the moment it leaves; its packets lie in the slab handed over with it.
public struct ReleasedContainer: Sendable, BitwiseCopyable {
  /// The guest, counted from 0.
  public var guest: Int
  /// Why it left.
  public var cause: ReleaseCause
  /// Packets and bytes.
  public var load: Load
  /// When its first packet came, in nanoseconds.
  public var opened: Int64
  /// When it left, in nanoseconds.
  public var released: Int64
  /// When it was due, in nanoseconds.
  public var due: Int64
  /// The rules it was opened with.
  public var rules: ContainerRules

  /// A container of all of these.
  @inlinable
  public init(
    guest: Int, cause: ReleaseCause, load: Load, opened: Int64, released: Int64, due: Int64,
    rules: ContainerRules
  ) {
    self.guest = guest
    self.cause = cause
    self.load = load
    self.opened = opened
    self.released = released
    self.due = due
    self.rules = rules
  }
}
