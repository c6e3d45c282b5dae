#if !hasFeature(Embedded)
  /// The values a person chose, by knob name; a knob not named stands at its default.
  public struct KnobValues: Sendable, Hashable {
    private var chosen: [String: Double] = [:]

    /// All knobs at their defaults.
    public init() {}

    /// The value of `knob`: what was chosen, else its default.
    public subscript(knob: Knob) -> Double {
      get { chosen[knob.name] ?? knob.defaultValue }
      set { chosen[knob.name] = newValue }
    }

    /// What was chosen for the knob of that name, if anything.
    public func chosenValue(_ name: String) -> Double? { chosen[name] }

    /// Puts the knob of that name back to its default.
    public mutating func reset(_ name: String) { chosen[name] = nil }

    /// The names something was chosen for, sorted.
    public var chosenNames: [String] { chosen.keys.sorted() }
  }
#endif
