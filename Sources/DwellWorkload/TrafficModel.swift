public import DwellCore

/// A traffic model as catalogs, menus, options and help see it.
public struct TrafficModel: Sendable {
  /// Whether the model runs at an offered load or finds its own rate.
  public enum LoadUse: Sendable {
    /// The load is the long-run mean over all guests.
    case offered
    /// The rate follows from something else; a load that was asked for is refused, naming `fourthKnob`.
    case refused
  }

  /// Where the sizes of packets come from.
  public enum SizeUse: Sendable {
    /// The sizes that are asked for.
    case offered
    /// A knob of the model's own, besides others perhaps; sizes that were asked for are refused, naming it. The mean in bytes
    /// follows from the model's knobs.
    case own(knob: String, mean: @Sendable (KnobValues) -> Double)
  }

  /// The value of a knob at which so many packets come a second from all guests together.
  public typealias ValueForRate = @Sendable (_ packetsPerSecond: Double, _ guests: Int, _ knobs: KnobValues) -> Double

  /// The name in options and files, such as `poisson`.
  public var name: String
  /// One line of what it is, without a full stop.
  public var summary: String
  /// Where the model comes from.
  public var source: String
  /// How sure its numbers are.
  public var confidence: String
  /// The knobs of its own.
  public var knobs: [Knob]
  /// The knob that the fourth pair of keys turns: `load`, or one of its own.
  public var fourthKnob: String
  /// The value of `fourthKnob` for a rate, under the model's other knobs; it may lie beyond the knob's range. `nil` where the rate
  /// follows from what becomes of packets.
  public var valueForRate: ValueForRate?
  /// What it does with a load.
  public var loadUse: LoadUse
  /// What it does with sizes of packets.
  public var sizeUse: SizeUse
  /// Whether traffic with these knobs ends by itself.
  public var isFinite: @Sendable (KnobValues) -> Bool
  /// Makes the source; throws when knobs do not go together.
  public var make: @Sendable (TrafficParameters) throws(Knob.Refusal) -> any TrafficSource

  /// A traffic model.
  public init(
    name: String, summary: String, source: String, confidence: String, knobs: [Knob] = [], fourthKnob: String = "load",
    valueForRate: ValueForRate? = nil, loadUse: LoadUse = .offered, sizeUse: SizeUse = .offered,
    isFinite: @escaping @Sendable (KnobValues) -> Bool = { _ in false },
    make: @escaping @Sendable (TrafficParameters) throws(Knob.Refusal) -> any TrafficSource
  ) {
    self.name = name
    self.summary = summary
    self.source = source
    self.confidence = confidence
    self.knobs = knobs
    self.fourthKnob = fourthKnob
    self.valueForRate = valueForRate ?? (loadUse == .offered ? Self.sameRate : nil)
    self.loadUse = loadUse
    self.sizeUse = sizeUse
    self.isFinite = isFinite
    self.make = make
  }

  private static let sameRate: ValueForRate = { rate, _, _ in rate }
}
