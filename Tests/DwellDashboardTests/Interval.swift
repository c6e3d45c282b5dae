/// A number that was rounded for display: everything that would be shown like it.
struct Interval: Equatable {
  var low: Double
  var high: Double

  init(_ a: Double, _ b: Double) {
    low = min(a, b)
    high = max(a, b)
  }

  /// Everything that `3.06` may stand for; whole settings such as `1000` stand for themselves and what rounds to them.
  init?(text: String) {
    guard let value = Double(text) else { return nil }
    var half = 0.5
    if let point = text.firstIndex(of: ".") {
      for _ in 0..<(text.distance(from: point, to: text.endIndex) - 1) { half /= 10 }
    }
    self.init(value - half * 1.0001, value + half * 1.0001)
  }

  var magnitude: Interval {
    low <= 0 && high >= 0 ? Interval(0, max(-low, high)) : Interval(low.magnitude, high.magnitude)
  }

  func meets(_ other: Interval) -> Bool { low <= other.high && other.low <= high }

  static func + (a: Interval, b: Interval) -> Interval { Interval(a.low + b.low, a.high + b.high) }
  static func - (a: Interval, b: Interval) -> Interval { Interval(a.low - b.high, a.high - b.low) }
  static func * (a: Interval, b: Interval) -> Interval {
    let all = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
    return Interval(all.min() ?? 0, all.max() ?? 0)
  }
  static func / (a: Interval, b: Interval) -> Interval {
    guard b.low > 0 else { return Interval(0, .infinity) }
    return a * Interval(1 / b.high, 1 / b.low)
  }
}

/// Reckons what a formula in numbers says, as it stands on the screen, with every number as uncertain as its last digit.
struct ShownFormula {
  private var rest: Substring

  /// The range of the formula; nil where it is none.
  static func value(_ text: String) -> Interval? {
    var parser = ShownFormula(rest: Substring(text.replacing(" ", with: "")))
    guard let value = parser.sum(), parser.rest.isEmpty else { return nil }
    return value
  }

  private mutating func take(_ sign: Character) -> Bool {
    guard rest.first == sign else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func sum() -> Interval? {
    guard var value = product() else { return nil }
    while true {
      if take("+") {
        guard let next = product() else { return nil }
        value = value + next
      } else if take("−") {
        guard let next = product() else { return nil }
        value = value - next
      } else {
        return value
      }
    }
  }

  private mutating func product() -> Interval? {
    guard var value = factor() else { return nil }
    while true {
      if take("·") {
        guard let next = factor() else { return nil }
        value = value * next
      } else if take("÷") {
        guard let next = factor() else { return nil }
        value = value / next
      } else {
        return value
      }
    }
  }

  private mutating func factor() -> Interval? {
    if take("(") {
      let value = sum()
      return take(")") ? value : nil
    }
    if take("|") {
      let value = sum()
      return take("|") ? value?.magnitude : nil
    }
    if take("−") { return factor().map { Interval(-$0.high, -$0.low) } }
    for name in ["min", "max", "floor"] where rest.hasPrefix("\(name)(") {
      rest.removeFirst(name.count + 1)
      var parts: [Interval] = []
      repeat {
        guard let part = sum() else { return nil }
        parts.append(part)
      } while take(",")
      guard take(")") else { return nil }
      let (lows, highs) = (parts.map(\.low), parts.map(\.high))
      switch name {
      case "min": return Interval(lows.min() ?? 0, highs.min() ?? 0)
      case "max": return Interval(lows.max() ?? 0, highs.max() ?? 0)
      default: return Interval(parts[0].low.rounded(.down), parts[0].high.rounded(.down))
      }
    }
    let digits = rest.prefix { $0.isNumber || $0 == "." }
    rest.removeFirst(digits.count)
    return Interval(text: String(digits))
  }
}
