/// One setting as it was written, before it is checked: in an option, a scenario file or the configuration.
public struct Setting: Sendable, Hashable {
  /// The name of an option without its dashes, or of a knob: `system`, `timeout`, `off-rate`.
  public var name: String
  /// What was written: `vanilla`, `1ms`, `+10%`; `true` for what is only switched on.
  public var text: String
  /// Where it stands, for messages; nil on the command line, where the name says it all.
  public var place: String?

  /// A setting of `name` to `text`.
  public init(_ name: String, _ text: String, place: String? = nil) {
    self.name = name
    self.text = text
    self.place = place
  }

  /// The names that are no knobs, in the order in which a layer of settings takes effect.
  public static let names = [
    "system", "stage", "policy", "machine", "arrivals", "trace", "loop", "packet-size", "directions", "guests", "seed",
    "duration",
    "packets", "warmup", "no-drain", "guest-percentiles", "at",
  ]

  /// The names that are switched on rather than given a value.
  public static let switches: Set<String> = ["loop", "no-drain", "guest-percentiles"]
}
