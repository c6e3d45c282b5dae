/// What a guest's slot says: its open container, or nothing waiting.
public struct OpenContainer: Sendable, BitwiseCopyable {
  /// Packets and bytes; empty when no container is open.
  public var load: Load
  /// When its first packet came, in nanoseconds.
  public var opened: Int64
  /// When it is due, in nanoseconds.
  public var deadline: Int64
  /// The rules it was opened with.
  public var rules: ContainerRules

  /// Nothing waiting.
  public static var none: OpenContainer {
    OpenContainer(load: Load(), opened: 0, deadline: .max, rules: ContainerRules(capacity: 0))
  }
}
