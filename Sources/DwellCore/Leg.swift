/// The way of a packet between a guest and the outside.
public enum Leg: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  /// From outside to the guest.
  case toGuest
  /// From the guest to the outside.
  case toOutside
}
