/// An estimate of mean D and variation V of delays n_k, Ramjee et al. 1994 and relatives.
///
/// Units are the caller's (nanoseconds in the engine). A plain value; an update is a few additions and multiplications.
public protocol DelayEstimator: Sendable, BitwiseCopyable {
  /// What is remembered between observations.
  associatedtype State: Sendable, BitwiseCopyable

  /// The state before the first observation.
  var blank: State { get }
  /// Takes the observation n in; `isFirst` says whether it is the first since `blank`.
  func observe(_ n: Double, isFirst: Bool, _ state: inout State)
  /// D.
  func mean(_ state: State) -> Double
  /// V.
  func variation(_ state: State) -> Double
  /// α, the weight of the past.
  var weight: Double { get set }
}

/// Where D and V begin.
public enum EstimateStart: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// D = n_1, V = 0: no transient of 1/(1 − α) packets.
  case firstSample
  /// D = V = 0, the paper's step 1.
  case zero
}
