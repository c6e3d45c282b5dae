#if !hasFeature(Embedded)
  /// What a quantity measures, and so which units fit it and in which unit its plain number is kept.
  public enum Dimension: String, Sendable, CaseIterable {
    /// A length of time, kept in nanoseconds.
    case time
    /// A size, kept in bytes.
    case bytes
    /// Packets per unit of time, kept in packets per second; where a bit rate is accepted too it is turned by the mean packet size.
    case packetRate
    /// Bits per unit of time, kept in bits per second.
    case bitRate
    /// A pure number: weights, factors, shares of one.
    case number
    /// A whole number of things.
    case count
    /// One of a few named choices, kept as its index.
    case choice
  }
#endif
