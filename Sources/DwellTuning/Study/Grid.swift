public import DwellCore
public import DwellSimulation

/// Every combination of the values of some axes; the last axis varies fastest.
public struct Grid: Sendable, Hashable {
  /// The axes, in the order in which they were given.
  public let axes: [Axis]
  /// The number of combinations.
  public let count: Int

  /// The most combinations of a grid.
  public static let mostPoints = 100_000_000

  /// A grid over `axes`; without one it has a single point.
  ///
  /// - Throws: `Knob.Refusal` where an axis comes twice, or there are too many combinations.
  public init(_ axes: [Axis]) throws(Knob.Refusal) {
    var count = 1
    for (place, axis) in axes.enumerated() {
      // Several stages may vary; their texts name them.
      guard axis.name == "stage" || !axes[..<place].contains(where: { $0.name == axis.name }) else {
        throw Knob.Refusal("\(axis.name) is given twice; one axis per knob is allowed")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.values.count)
      guard !overflow, product <= Self.mostPoints else {
        throw Knob.Refusal("the grid has more than \(Self.mostPoints) points; take fewer values, or fewer knobs")
      }
      count = product
    }
    self.axes = axes
    self.count = count
  }

  /// The settings of a point, the first axis first.
  public func settings(at index: Int) -> [Setting] {
    var rest = index
    var settings: [Setting] = []
    for axis in axes.reversed() {
      settings.append(Setting(axis.name, axis.values[rest % axis.values.count]))
      rest /= axis.values.count
    }
    return settings.reversed()
  }

  /// The scenario of a point.
  ///
  /// - Throws: `Knob.Refusal` for values that do not go together, such as a policy where no container crosses.
  public func scenario(at index: Int, over base: Scenario) throws(Knob.Refusal) -> Scenario {
    var draft = ScenarioDraft(base)
    try draft.add(settings(at: index))
    try draft.scenario.validate()
    return draft.scenario
  }
}
