/// The places in the pipeline where a system makes a choice (model 1), in the order packets pass them.
public enum Stage: String, Sendable, CaseIterable, Hashable {
  /// From the network card to the driver domain: when a poll happens.
  case intake
  /// Merges packets of a flow before the bridge.
  case coalesce
  /// A way around the driver domain for packets from a guest on the same host.
  case bypass
  /// How a transfer reaches the guest.
  case cross
  /// When the guest gets an event.
  case notify
  /// Smooths packets after the unloader.
  case regulate
  /// Only for TCP workloads.
  case transport
}
