#if !hasFeature(Embedded)
  /// A setting a person may turn, declared once where it lives.
  ///
  /// From this one declaration come the command-line option, the key and slider, the typed value with units, the sweep axis, the
  /// range check, the scenario file and the help (design 6). Values are `Double`s in the base unit of `dimension`.
  public struct Knob: Sendable, Hashable, Identifiable {
    /// How steps and sliders divide the range.
    public enum Scale: Sendable, Hashable {
      /// Equal steps of the given size.
      case linear(step: Double)
      /// Steps 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 per decade.
      case logarithmic
      /// As logarithmic, on 1 − value: for weights such as α.
      case complement
      /// Steps of so many bytes, coarse by doubling.
      case doubling(step: Double)
    }

    /// The name in options, files and JSON: lower case, hyphens.
    public var name: String
    /// The symbol in formulas and flags, such as `T₀`.
    public var symbol: String
    /// What it measures.
    public var dimension: Dimension
    /// The least and greatest allowed value.
    public var range: ClosedRange<Double>
    /// The value where nothing else is said.
    public var defaultValue: Double
    /// How steps and sliders divide the range.
    public var scale: Scale
    /// The names of the choices, in order, for `Dimension.choice`; else empty.
    public var choices: [String]
    /// Words that stand for a value, such as `mtu` for 1500 bytes.
    public var words: [String: Double] = [:]
    /// One line of help, without a full stop.
    public var help: String

    /// The name stands for the knob.
    public var id: String { name }

    /// A knob over a range of quantities.
    public init(
      _ name: String, symbol: String? = nil, _ dimension: Dimension, in range: ClosedRange<Double>,
      default defaultValue: Double, scale: Scale, words: [String: Double] = [:], help: String
    ) {
      self.name = name
      self.symbol = symbol ?? name
      self.dimension = dimension
      self.range = range
      self.defaultValue = defaultValue
      self.scale = scale
      choices = []
      self.words = words
      self.help = help
    }

    /// A knob over a few named choices; the first is the default unless said otherwise.
    public init(_ name: String, choices: [String], default chosen: Int = 0, help: String) {
      self.name = name
      symbol = name
      dimension = .choice
      range = 0...Double(max(choices.count - 1, 0))
      defaultValue = Double(chosen)
      scale = .linear(step: 1)
      self.choices = choices
      self.help = help
    }
  }
#endif
