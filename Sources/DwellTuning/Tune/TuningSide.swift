public import DwellCore
public import DwellSimulation

/// What is searched along one knob or choice.
public struct TuningSide: Sendable, Hashable {
  /// How its values lie.
  enum Extent: Sendable, Hashable {
    /// Each of these texts is tried.
    case choices([String])
    /// These values of a knob and no others, the least first.
    case listed([Double])
    /// Whatever lies between.
    case spread(low: Double, high: Double, Axis.Spacing)
  }

  /// The name of the setting.
  public let name: String
  /// The knob of that name, where it is one.
  public let knob: Knob?
  let extent: Extent
  /// What values are whole multiples of, where settings are for a target that has such steps.
  private(set) var grain: Double?

  /// Reads a side as an axis is typed (``Axis``). A range is searched as finely as needed; with a count, and for lists, only the values
  /// themselves are tried.
  ///
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(parsing text: String, over scenario: Scenario = Scenario()) throws(Knob.Refusal) {
    let axis = try Axis(parsing: text, over: scenario)
    name = axis.name
    knob = axis.knob
    guard let knob = axis.knob, knob.dimension != .choice else {
      extent = .choices(axis.values)
      return
    }
    var values: [Double] = []
    for value in axis.values { values.append(try knob.value(parsing: value)) }
    values.sort()
    let tail = text.split(separator: ":").dropFirst().map(String.init)
    if text.contains(".."), tail.count < 2, let low = values.first, let high = values.last, low < high {
      extent = .spread(low: low, high: high, tail.first.flatMap { Axis.Spacing(rawValue: $0) } ?? .natural(to: knob))
    } else {
      extent = .listed(values)
    }
  }

  /// A range of a knob, spread as its slider is.
  init(_ knob: Knob, _ range: ClosedRange<Double>) {
    name = knob.name
    self.knob = knob
    extent = .spread(low: range.lowerBound, high: range.upperBound, .natural(to: knob))
  }

  /// The same as far as a target can express it.
  ///
  /// - Throws: `Knob.Refusal` where it cannot.
  public func within(_ reach: ExportReach, of target: String) throws(Knob.Refusal) -> TuningSide {
    if name == "policy", case .choices(let names) = extent {
      guard let policies = reach.policies else { return self }
      if let other = names.first(where: { !policies.contains($0) }) {
        throw Knob.Refusal("\(target) has no form of policy \(other); it takes \(policies.joined(separator: ", "))")
      }
      return self
    }
    guard reach.policies != nil || !reach.steps.isEmpty else { return self }
    guard let knob, let step = reach.step(of: knob) else {
      throw Knob.Refusal(
        "\(target) cannot express \(name); it takes policy, \(reach.steps.map(\.knob.name).joined(separator: ", "))")
    }
    switch extent {
    case .choices: return self
    case .listed(let values):
      var near: [Double] = []
      for value in values.map(step.nearest) where !near.contains(value) { near.append(value) }
      return TuningSide(name, knob, .listed(near), grain: step.step)
    case .spread(let low, let high, let spacing):
      let ends = (step.nearest(to: low), step.nearest(to: high))
      guard ends.0 < ends.1 else { return TuningSide(name, knob, .listed([ends.0]), grain: step.step) }
      return TuningSide(name, knob, .spread(low: ends.0, high: ends.1, spacing), grain: step.step)
    }
  }

  private init(_ name: String, _ knob: Knob?, _ extent: Extent, grain: Double?) {
    self.name = name
    self.knob = knob
    self.extent = extent
    self.grain = grain
  }

  /// Some choices.
  init(_ name: String, _ choices: [String]) {
    self.name = name
    knob = KnobCatalog.knob(named: name)
    extent = .choices(choices)
  }

  /// Its values as a person reads them: `5 µs to 5 ms`, `fixed, adaptive`.
  public var text: String {
    guard let knob else {
      if case .choices(let names) = extent { return names.joined(separator: ", ") }
      return ""
    }
    switch extent {
    case .choices(let names): return names.joined(separator: ", ")
    case .listed(let values): return values.map { QuantityText.knob(knob, $0) }.joined(separator: ", ")
    case .spread(let low, let high, _):
      return "\(QuantityText.knob(knob, low)) to \(QuantityText.knob(knob, high))"
    }
  }

  /// How many values a coarse grid takes along it where there is room.
  var coarseCount: Int {
    switch extent {
    case .choices(let names): return names.count
    case .listed(let values): return values.count
    case .spread(let low, let high, let spacing):
      // Three values a decade of what goes in ratios; sizes go by powers of two, where hardware has its own.
      let decades: Double
      switch spacing {
      case .linear: return 5
      case .logarithmic:
        if case .doubling? = knob?.scale {
          return min(max(Int((Elementary.log(high / low) / Elementary.log(2)).rounded()) + 1, 3), 13)
        }
        decades = Elementary.log(high / low) / Elementary.log(10)
      case .complement: decades = Elementary.log(max(1 - low, 1e-6) / max(1 - high, 1e-6)) / Elementary.log(10) / 2
      }
      return min(max(Int((decades * 3).rounded()) + 1, 3), 13)
    }
  }

  /// The value at a share of the way, 0 at the low end; a round one.
  func value(at share: Double) -> Double {
    let share = min(max(share, 0), 1)
    switch extent {
    case .choices: return 0
    case .listed(let values): return values[Int((share * Double(values.count - 1)).rounded())]
    case .spread(let low, let high, let spacing):
      if share == 0 { return low }
      if share == 1 { return high }
      return min(max(rounded(spacing.value(share, low, high)), low), high)
    }
  }

  /// Where a value lies, 0 at the low end and 1 at the high end.
  func share(of value: Double) -> Double {
    switch extent {
    case .choices: return 0
    case .listed(let values):
      guard values.count > 1, let place = values.firstIndex(where: { $0 >= value }) else { return value > 0 ? 1 : 0 }
      return Double(place) / Double(values.count - 1)
    case .spread(let low, let high, let spacing):
      func place(_ low: Double, _ high: Double, _ x: Double) -> Double { min(max((x - low) / (high - low), 0), 1) }
      switch spacing {
      case .linear: return place(low, high, value)
      case .logarithmic: return place(Elementary.log(low), Elementary.log(high), Elementary.log(max(value, low)))
      case .complement:
        return place(
          -Elementary.log(max(1 - low, 1e-6)), -Elementary.log(max(1 - high, 1e-6)),
          -Elementary.log(max(1 - value, 1e-6)))
      }
    }
  }

  /// The value a step to one side, at least the next one of a list; nil where there is none.
  func value(beside value: Double, by step: Double) -> Double? {
    let next: Double
    switch extent {
    case .choices: return nil
    case .listed(let values):
      guard let place = values.firstIndex(of: value) else { return nil }
      let whole = Int((step * Double(values.count - 1)).rounded(.toNearestOrAwayFromZero))
      let index = place + (whole == 0 ? (step > 0 ? 1 : -1) : whole)
      next = values[min(max(index, 0), values.count - 1)]
    case .spread: next = self.value(at: share(of: value) + step)
    }
    return next == value ? nil : next
  }

  /// Whether whatever lies between its ends is tried.
  var isSpread: Bool { if case .spread = extent { true } else { false } }

  /// Half or double of a value: of a weight, half or double of what is missing to 1. Nil where the knob does not go so far.
  func value(times factor: Double, _ value: Double) -> Double? {
    guard let knob else { return nil }
    let next: Double
    if case .complement = knob.scale {
      next = rounded(1 - (1 - value) * factor)
    } else {
      next = rounded(value * factor)
    }
    guard let checked = try? knob.checked(next), checked != value else { return nil }
    return checked
  }

  /// Which end of a range a value lies at, where the knob itself goes further; nil in between.
  public func end(at value: Double) -> String? {
    guard let knob, case .spread(let low, let high, _) = extent else { return nil }
    if value == low, low > knob.range.lowerBound { return "low" }
    return value == high && high < knob.range.upperBound ? "high" : nil
  }

  // Three digits, so that what is found can be typed.
  private func rounded(_ value: Double) -> Double {
    guard let knob else { return value }
    if let grain { return max((value / grain).rounded(), 1) * grain }
    switch knob.scale {
    case .doubling(let step):
      let step = value < 8 * step ? max((step / 8).rounded(), 1) : step
      return max((value / step).rounded() * step, step)
    case .complement: return 1 - Self.digits(1 - value)
    case .linear, .logarithmic:
      let short = Self.digits(value)
      return knob.dimension == .time && short >= 100 || knob.dimension == .count ? short.rounded() : short
    }
  }

  private static func digits(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    var power = 1.0
    while value.magnitude * power < 100 { power *= 10 }
    while value.magnitude * power >= 1000 { power /= 10 }
    // Division by a power of ten gives the number that is typed.
    return power >= 1 ? (value * power).rounded() / power : (value * power).rounded() * (1 / power).rounded()
  }
}
