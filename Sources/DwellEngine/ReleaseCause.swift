/// Why a container left.
public enum ReleaseCause: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// Size or count: exactly full, the next packet did not fit, too little room, or the capacity was turned down.
  case full
  /// Its deadline came: release time, timeout, a timeout turned down, or `immediate`.
  case due
  /// The driver domain had nothing to do (self-clocked policies).
  case idle
  /// A packet larger than the container, alone; or its guest left.
  case other
}
