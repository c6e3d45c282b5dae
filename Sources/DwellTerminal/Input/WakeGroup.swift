internal import CNcurses

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Several descriptors to wait for as one: readable as long as one of them is.
public final class WakeGroup {
  /// The descriptor to wait for.
  public let descriptor: Int32

  /// A group of those; nil where the system has none left.
  public init?(_ members: [Int32]) {
    descriptor = cn_wake_group(members, Int32(members.count))
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }
}
