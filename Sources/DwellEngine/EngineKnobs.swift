#if !hasFeature(Embedded)
  public import DwellCore

  /// The knobs of every container, whatever the policy.
  public enum EngineKnobs {
    /// T0: the cap on every wait.
    public static let timeout = Knob(
      "timeout", symbol: "T₀", .time, in: 1000...1e9, default: 1e6, scale: .logarithmic, help: "cap on every wait")

    /// The capacity of a container.
    public static let containerSize = Knob(
      "container-size", symbol: "container", .bytes, in: 64...1_048_576, default: 4096, scale: .doubling(step: 512),
      help: "bytes a container holds; one page is 4096 B")

    /// The weight of the past in every estimate.
    public static let alpha = Knob(
      "alpha", symbol: "α", .number, in: 0...0.9999, default: 0.99, scale: .complement,
      help: "weight of the past in D and V; memory is about 1/(1 − α) packets")

    /// The greatest number of packets in a container.
    public static let maxPackets = Knob(
      "max-packets", .count, in: 0...1024, default: 0, scale: .linear(step: 1),
      help: "packets after which a container leaves, 0 for no limit but storage (1024)")

    /// The room below which a container leaves at once.
    public static let minRoom = Knob(
      "min-room", .bytes, in: 0...65536, default: 0, scale: .linear(step: 64), words: ["mtu": 1500],
      help: "a container with less room than this leaves at once; mtu (1500 B) stops full frames from waiting in vain")

    /// All of them.
    public static let all = [timeout, containerSize, alpha, maxPackets, minRoom]
  }
#endif
