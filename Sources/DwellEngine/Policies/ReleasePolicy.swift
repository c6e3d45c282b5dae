/// A rule for when a container leaves.
///
/// A policy is its parameters; what it remembers of a guest is a plain `Memory` that the aggregator keeps in that guest's slot, so a
/// policy owns no storage. Times are nanoseconds. Every policy is specialised into its own loop, so its methods cost a few instructions.
public protocol ReleasePolicy: Sendable {
  /// What it remembers of one guest, from container to container.
  associatedtype Memory: BitwiseCopyable & Sendable

  /// Whether containers also leave when the driver domain falls idle.
  static var watchesDriver: Bool { get }
  /// Whether a container closes with its first packet.
  static var closesAtOnce: Bool { get }

  /// T0: no wait is longer.
  var timeout: Int64 { get set }
  /// Whether it learns from the waits of released packets.
  var learnsFromWaits: Bool { get }

  /// What it remembers of a guest that has just joined.
  func blank(guest: Int) -> Memory
  /// A packet of the guest came, before it joins a container.
  func arrived(at time: Int64, _ memory: inout Memory)
  /// A container opens with that packet; returns its release time P, at most `timeout`.
  func hold(_ memory: inout Memory) -> Int64
  /// Whether a packet that joins the open container may move its deadline.
  func rearms(_ memory: Memory) -> Bool
  /// A later packet joined a container; returns its release time counted from the opening (only where `rearms`).
  func rehold(_ memory: inout Memory) -> Int64
  /// A packet waited so long (only where `learnsFromWaits`).
  func waited(_ wait: Int64, _ memory: inout Memory)
  /// What it believes of the guest.
  func estimate(_ memory: Memory) -> Estimate
}

extension ReleasePolicy {
  public static var watchesDriver: Bool { false }
  public static var closesAtOnce: Bool { false }
  public var learnsFromWaits: Bool { false }
  public func arrived(at time: Int64, _ memory: inout Memory) {}
  public func rearms(_ memory: Memory) -> Bool { false }
  public func rehold(_ memory: inout Memory) -> Int64 { timeout }
  public func waited(_ wait: Int64, _ memory: inout Memory) {}
}

/// A policy that remembers nothing.
public struct Nothing: Sendable, BitwiseCopyable {
  /// Nothing.
  public init() {}
}
