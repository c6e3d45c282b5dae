import DwellCore

/// Ticks at round values with their words.
package enum Axis {
  /// What the values of an axis measure.
  package enum Unit: Sendable, Hashable {
    /// Nanoseconds.
    case time
    /// Packets per second.
    case packetRate
    /// Shares of one.
    case share
    /// Plain numbers, whose unit stands elsewhere.
    case number
    /// Events per second.
    case rate
    /// B over A.
    case ratio

    /// The name and size of the unit in which a linear axis up to `top` is labelled.
    package func scaled(to top: Double) -> (name: String, factor: Double) {
      let steps: [(String, Double)] =
        switch self {
        case .time: [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)]
        case .packetRate: [("pps", 1), ("kpps", 1e3), ("Mpps", 1e6), ("Gpps", 1e9)]
        case .rate: [("/s", 1), ("k/s", 1e3), ("M/s", 1e6), ("G/s", 1e9)]
        case .share: [("%", 0.01)]
        case .number, .ratio: [("", 1)]
        }
      return steps.last { top >= $0.1 * 0.9995 } ?? steps[0]
    }

    func text(_ value: Double) -> String {
      switch self {
      case .time: QuantityText.time(nanoseconds: value, .dropped)
      case .packetRate: QuantityText.packetRate(value, .dropped)
      case .rate: QuantityText.rate(value, .dropped)
      case .share: QuantityText.percent(value)
      case .ratio: "×\(QuantityText.significant(value, .dropped))"
      case .number: QuantityText.significant(value, .dropped)
      }
    }
  }

  /// Where the unit of a linear axis stands.
  package enum Naming: Sendable, Hashable {
    /// On the top tick.
    case onTop
    /// In the title of the plot: the ticks are numbers of that unit, and need not name it where there is no room.
    case inTitle
  }

  /// A round value, where it lies and what stands there.
  package struct Tick: Sendable, Hashable {
    /// The value.
    package var value: Double
    /// Its row (or column) of cells, 0 on top (or left).
    package var place: Int
    /// The words; the unit is on every tick of a logarithmic axis and on the top one of a linear axis.
    package var label: String
  }

  /// The ticks of an upright axis, from the top down, at least two rows apart.
  ///
  /// - Parameters:
  ///   - width: columns there are for the words; units lose letters (`400 kpps`, `400k`) to fit.
  package static func ticks(
    _ scale: Scale, unit: Unit, naming: Naming = .onTop, rows: Int, dotsPerRow: Int, width: Int
  ) -> [Tick] {
    guard rows > 0, dotsPerRow > 0 else { return [] }
    var ticks: [Tick] = []
    func add(_ value: Double, _ label: String) {
      guard let dot = scale.dot(of: value, dots: rows * dotsPerRow), dot >= 0, dot < rows * dotsPerRow else { return }
      let row = dot / dotsPerRow
      guard ticks.allSatisfy({ abs($0.place - row) >= 2 }) else { return }
      ticks.append(Tick(value: value, place: row, label: fitted(label, naming, width)))
    }
    switch scale.kind {
    case .logarithmic where unit == .ratio:
      // Twice and half are what a ratio is read by; ×1 is always among them.
      add(1, unit.text(1))
      for value in powersOfTwo(scale) { add(value, unit.text(value)) }
    case .logarithmic:
      for value in ladder(scale, [1]) { add(value, unit.text(value)) }
      if ticks.count < 2 { for value in ladder(scale, [5]) { add(value, unit.text(value)) } }
      if ticks.count < 2 { for value in ladder(scale, [2]) { add(value, unit.text(value)) } }
    case .linear:
      let (name, factor) = unit.scaled(to: scale.high)
      let values = linear(scale, most: max((2 * rows + 4) / 5, 2))
      for value in values.reversed() {
        add(value, label(value / factor, unit: value == values.last ? name : nil))
      }
    }
    return ticks.sorted { $0.place < $1.place }
  }

  /// The ladder values on a logarithmic scale, greatest first.
  static func ladder(_ scale: Scale, _ mantissas: [Double]) -> [Double] {
    var values: [Double] = []
    var decade = Ladder.decade(of: scale.low)
    while decade <= scale.high * (1 + 1e-9), values.count < 64 {
      for mantissa in mantissas {
        let value = decade * mantissa
        if value >= scale.low * (1 - 1e-9), value <= scale.high * (1 + 1e-9) { values.append(value) }
      }
      decade *= 10
    }
    return values.reversed()
  }

  /// The powers of two on a logarithmic scale, greatest first; of four or more where there would be many.
  private static func powersOfTwo(_ scale: Scale) -> [Double] {
    var step = 2.0
    while step < 1e6, Elementary.log(scale.high / scale.low) / Elementary.log(step) > 8 { step *= step }
    var values = [1.0]
    while let last = values.last, last * step <= scale.high * (1 + 1e-9), values.count < 64 {
      values.append(last * step)
    }
    values.reverse()
    while let last = values.last, last / step >= scale.low * (1 - 1e-9), values.count < 64 {
      values.append(last / step)
    }
    return values
  }

  /// Multiples of a 1-2-5 step on a linear scale from 0 on, at most `most`, least first.
  static func linear(_ scale: Scale, most: Int) -> [Double] {
    var step = Ladder.atLeast((scale.high - scale.low) / Double(max(most, 1)))
    guard step > 0 else { return [] }
    while step > 0, (scale.high / step + 1e-9).rounded(.down) + 1 > Double(max(most, 2)) { step = Ladder.above(step) }
    guard step > 0 else { return [] }
    let count = (scale.high / step + 1e-9).rounded(.down).whole(in: 0...64)
    return (0...max(count, 0)).map { Double($0) * step }.filter { $0 >= scale.low }
  }

  private static func label(_ value: Double, unit: String?) -> String {
    let number = QuantityText.significant(value, .dropped)
    return unit.map { $0.isEmpty ? number : "\(number) \($0)" } ?? number
  }

  /// `400 kpps` where it fits, else `400k`, else the number alone.
  private static func fitted(_ label: String, _ naming: Naming, _ width: Int) -> String {
    if label.unicodeScalars.count <= width { return label }
    let parts = label.split(separator: " ")
    if naming == .inTitle { return String(parts.first ?? "") }
    guard parts.count == 2, let letter = parts[1].first else { return label }
    let short = parts[1].count > 3 ? "\(parts[0])\(letter)" : "\(parts[0])\(parts[1])"
    return short.unicodeScalars.count <= width ? short : String(parts[0])
  }
}
