/// What the driver domain pays for a container, in nanoseconds, as far as a policy that reckons with it needs to know.
public struct ContainerCosts: Sendable, BitwiseCopyable, Equatable {
  /// Per page that it hands over.
  public var page: Double
  /// Per event.
  public var event: Double
  /// Per packet.
  public var packet: Double
  /// Per byte.
  public var byte: Double

  /// Bytes of a page: what one grant operation hands over.
  public static let pageBytes = 4096.0

  /// The four costs.
  public init(page: Double, event: Double, packet: Double, byte: Double) {
    self.page = page
    self.event = event
    self.packet = packet
    self.byte = byte
  }

  /// Nothing costs anything.
  public static var none: ContainerCosts { ContainerCosts(page: 0, event: 0, packet: 0, byte: 0) }
}
