#if !hasFeature(Embedded)
  public import DwellCore

  /// A letter in a formula: how it is written, what it measures, which curve it is, and which knob turns it.
  public struct FormulaSymbol: Sendable, Hashable {
    /// The curve whose colour it has.
    public enum Hue: Sendable, Hashable {
      /// The observation n.
      case sample
      /// The mean D.
      case mean
      /// The variation V.
      case variation
      /// The release time P.
      case release
      /// What the user gives: T₀, α.
      case given
      /// None.
      case plain
    }

    /// What it measures.
    public enum Unit: Sendable, Hashable {
      /// Nanoseconds, shown with a unit of time.
      case time
      /// A number without a unit.
      case number
      /// Packets.
      case packets
    }

    /// Tells it from others that are written the same: the D before a packet from the D after it.
    public var id: String
    /// How it is written.
    public var text: String
    /// The curve whose colour it has.
    public var hue: Hue
    /// What it measures.
    public var unit: Unit
    /// The name of the knob that turns it; nil where none does.
    public var knob: String?

    /// A symbol; without an `id` its text tells it from others.
    public init(_ text: String, _ hue: Hue, _ unit: Unit = .time, id: String? = nil, knob: String? = nil) {
      self.id = id ?? text
      self.text = text
      self.hue = hue
      self.unit = unit
      self.knob = knob
    }

    /// The symbol of a knob.
    public init(_ knob: Knob, _ unit: Unit, hue: Hue = .given) {
      self.init(knob.symbol, hue, unit, knob: knob.name)
    }

    /// T₀.
    public static let timeout = FormulaSymbol(EngineKnobs.timeout, .time)
    /// α.
    public static let alpha = FormulaSymbol(EngineKnobs.alpha, .number)
    /// The observation n.
    public static let sample = FormulaSymbol("n", .sample)
    /// The mean D.
    public static let mean = FormulaSymbol("D", .mean)
    /// The mean D before the last observation.
    public static let meanBefore = FormulaSymbol("D", .mean, id: "D before")
    /// The variation V.
    public static let variation = FormulaSymbol("V", .variation)
    /// The variation V before the last observation.
    public static let variationBefore = FormulaSymbol("V", .variation, id: "V before")
    /// The release time P.
    public static let release = FormulaSymbol("P", .release)
    /// The weighted mean of gaps, of policies that follow it alone.
    public static let gap = FormulaSymbol("g", .mean)
    /// The same before the last gap.
    public static let gapBefore = FormulaSymbol("g", .mean, id: "g before")
  }
#endif
