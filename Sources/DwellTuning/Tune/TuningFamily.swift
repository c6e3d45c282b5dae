public import DwellSimulation

/// Settings that differ in numbers alone: one policy, say, with the knobs that change something in it.
public struct TuningFamily: Sendable, Hashable {
  /// What is chosen in it.
  public let choices: [Setting]
  /// The knobs that are searched in it.
  public let sides: [TuningSide]
  /// The scenario with its choices.
  let scenario: Scenario
  /// How many values of each knob the coarse grid has.
  var counts: [Int]

  /// Its name: the values of its choices.
  public var name: String {
    choices.isEmpty ? scenario.policy : choices.map(\.text).joined(separator: " ")
  }

  /// The points of the coarse grid, the last knob fastest.
  var coarse: [[Double]] {
    var points: [[Double]] = [[]]
    for (side, count) in zip(sides, counts) {
      let values = (0..<count).map { side.value(at: count > 1 ? Double($0) / Double(count - 1) : 0.5) }
      var distinct: [Double] = []
      for value in values where distinct.last != value { distinct.append(value) }
      points = points.flatMap { point in distinct.map { point + [$0] } }
    }
    return points
  }

  /// Steps of the coarse grid along each knob, as shares of its range.
  var steps: [Double] { counts.map { 1 / Double(max($0 - 1, 1)) } }
}
