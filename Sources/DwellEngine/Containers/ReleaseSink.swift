public import DwellCore

/// Where containers go when they leave, and whence comes word that the driver domain is idle.
public protocol ReleaseSink: ~Copyable {
  /// Whether containers shall come with what the policy believes of their guest; else with nothing.
  var wantsEstimates: Bool { get }

  /// Takes a container; its packets are `load.packets` words from `first` on, oldest first.
  mutating func release(
    _ container: ReleasedContainer, packets: borrowing Slab<UInt64>, from first: Int, estimate: Estimate)

  /// When the driver domain next has nothing to do, in nanoseconds; in the past if it is idle already.
  var idleTime: Int64 { get }

  /// 1 if it falls idle only after the arrivals of that instant (a service of zero cost), else 0 (model rule 5.2).
  var idleRound: Int64 { get }

  /// When `guest` has nothing left to do: all that was released to it so far is delivered or lost; in the past if so already.
  func quietTime(of guest: Int) -> Int64

  /// All of the present instant is done and `guest` has nothing left to do: it sleeps, whatever the order of things was.
  mutating func fallAsleep(_ guest: Int)
}

extension ReleaseSink where Self: ~Copyable {
  public func quietTime(of guest: Int) -> Int64 { idleTime }
  public mutating func fallAsleep(_ guest: Int) {}
}
