/// A rule for when a container leaves.
///
/// A policy is its parameters; what it remembers of a guest is a plain `Memory` that the aggregator keeps in that guest's slot, so a
/// policy owns no storage. Times are nanoseconds. Every policy is specialised into its own loop, so its methods cost a few instructions.
public protocol ReleasePolicy: Sendable {
  /// What it remembers of one guest, from container to container.
  associatedtype Memory: BitwiseCopyable & Sendable

  /// Whether containers also leave when the driver domain falls idle.
  static var watchesDriver: Bool { get }
  /// Whether containers also leave when their guest has nothing left to do.
  static var watchesGuests: Bool { get }
  /// Whether a container closes with its first packet.
  static var closesAtOnce: Bool { get }
  /// Whether it is told of every container that left.
  static var learnsFromReleases: Bool { get }
  /// Whether it says how many packets a container holds.
  static var sizesContainers: Bool { get }
  /// Packets per guest there is room for, after which all guests are looked at together; 0 for never.
  static var surveyInterval: Int { get }

  /// T0: no wait is longer.
  var timeout: Int64 { get set }
  /// Whether it learns from the waits of released packets.
  var learnsFromWaits: Bool { get }

  /// What it remembers of a guest that has just joined.
  func blank(guest: Int) -> Memory
  /// A packet of the guest came, before it joins a container.
  func arrived(at time: Int64, size: Int32, _ memory: inout Memory)
  /// A container opens with that packet; returns its release time P, at most `timeout`.
  func hold(at time: Int64, _ memory: inout Memory) -> Int64
  /// The packets after which the container that opens leaves (only where `sizesContainers`); what the knobs allow, or less.
  func mostPackets(_ memory: Memory) -> Int32
  /// Whether a packet that joins the open container may move its deadline.
  func rearms(_ memory: Memory) -> Bool
  /// A later packet joined a container; returns its release time counted from the opening (only where `rearms`).
  func rehold(_ memory: inout Memory) -> Int64
  /// A packet waited so long (only where `learnsFromWaits`).
  func waited(_ wait: Int64, _ memory: inout Memory)
  /// A container of the guest left, after the waits of its packets (only where `learnsFromReleases`).
  func left(_ container: ReleasedContainer, _ memory: inout Memory)
  /// Looks at what it remembers of all guests (only where `surveyInterval` is above 0). Cost: its own, once per interval.
  mutating func survey(guests: Int, at time: Int64, memory: (Int) -> Memory)
  /// What it believes of the guest.
  func estimate(_ memory: Memory) -> Estimate
}

extension ReleasePolicy {
  public static var watchesDriver: Bool { false }
  public static var watchesGuests: Bool { false }
  public static var closesAtOnce: Bool { false }
  public static var learnsFromReleases: Bool { false }
  public static var sizesContainers: Bool { false }
  public static var surveyInterval: Int { 0 }
  public var learnsFromWaits: Bool { false }
  public func arrived(at time: Int64, size: Int32, _ memory: inout Memory) {}
  public func mostPackets(_ memory: Memory) -> Int32 { ContainerRules.storage }
  public func rearms(_ memory: Memory) -> Bool { false }
  public func rehold(_ memory: inout Memory) -> Int64 { timeout }
  public func waited(_ wait: Int64, _ memory: inout Memory) {}
  public func left(_ container: ReleasedContainer, _ memory: inout Memory) {}
  public mutating func survey(guests: Int, at time: Int64, memory: (Int) -> Memory) {}
}

/// A policy that remembers nothing.
public struct Nothing: Sendable, BitwiseCopyable {
  /// Nothing.
  public init() {}
}
