/// An estimate of mean D and variation V of delays n_k, Ramjee et al. 1994 and relatives.
///
/// Units are the caller's (nanoseconds in the engine). A plain value; an update is a few additions and multiplications.
public protocol DelayEstimator: Sendable, BitwiseCopyable {
  /// What is remembered between observations.
  associatedtype State: Sendable, BitwiseCopyable

  /// Whether it wants to be told where a talkspurt, that is a container, ends.
  static var followsContainers: Bool { get }

  /// The state before the first observation.
  var blank: State { get }
  /// Takes the observation n in; `isFirst` says whether it is the first since `blank`.
  func observe(_ n: Double, isFirst: Bool, _ state: inout State)
  /// The container that the last observations belong to has left (only where `followsContainers`).
  func containerLeft(_ state: inout State)
  /// D.
  func mean(_ state: State) -> Double
  /// V.
  func variation(_ state: State) -> Double
}

extension DelayEstimator {
  public static var followsContainers: Bool { false }
  public func containerLeft(_ state: inout State) {}
}

/// Where D and V begin.
public enum EstimateStart: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// D = n_1, V = 0: no transient of 1/(1 − α) packets.
  case firstSample
  /// D = V = 0, the paper's step 1.
  case zero
}
