import DwellCore
import DwellEngine
public import DwellSimulation

/// One setting of a space: what is chosen, and the value of each knob that is searched there.
public struct TuningPoint: Sendable, Hashable {
  /// The number of its family.
  public let family: Int
  /// The values, in the order of the family's sides.
  public let values: [Double]

  init(_ family: Int, _ values: [Double]) {
    self.family = family
    self.values = values
  }
}

extension TuningSpace {
  /// What a point sets, as it would be typed.
  public func settings(of point: TuningPoint) -> [Setting] {
    let family = families[point.family]
    return family.choices
      + zip(family.sides, point.values).compactMap { side, value in
        side.knob.map { Setting(side.name, QuantityText.exact($0, value)) }
      }
  }

  /// The scenario of a point.
  public func scenario(of point: TuningPoint) -> Scenario {
    let family = families[point.family]
    var scenario = family.scenario
    for (side, value) in zip(family.sides, point.values) {
      if let knob = side.knob { scenario.knobs[knob] = value }
    }
    return scenario
  }

  /// The value of a side at a point as a person reads it; nil where it changes nothing there.
  public func text(of side: TuningSide, at point: TuningPoint) -> String? {
    let family = families[point.family]
    if let choice = family.choices.first(where: { $0.name == side.name }) { return choice.text }
    guard let place = family.sides.firstIndex(where: { $0.name == side.name }), let knob = side.knob else { return nil }
    return knob.text(point.values[place])
  }

  /// How far two points lie apart: the longest way along a knob, as a share of its range; 1 in different families.
  func distance(_ a: TuningPoint, _ b: TuningPoint) -> Double {
    guard a.family == b.family else { return 1 }
    var most = 0.0
    for (place, side) in families[a.family].sides.enumerated() {
      most = max(most, (side.share(of: a.values[place]) - side.share(of: b.values[place])).magnitude)
    }
    return most
  }
}
