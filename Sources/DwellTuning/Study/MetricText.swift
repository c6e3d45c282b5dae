import DwellCore

extension Metric {
  /// A value as a person reads it, three significant digits and a unit; `–` for one that does not exist.
  public func text(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    switch unit {
    case .seconds: return QuantityText.time(nanoseconds: value * 1e9)
    case .packetRate: return QuantityText.packetRate(value)
    case .byteRate: return QuantityText.bitRate(value * 8)
    case .rate: return QuantityText.rate(value)
    case .bytes: return QuantityText.bytes(value)
    case .count: return value.magnitude < 9e15 ? QuantityText.count(Int(value.rounded())) : "\(value)"
    case .share: return QuantityText.significant(value * 100) + " %"
    case .number: return QuantityText.significant(value)
    // Of several runs a share of them.
    case .flag: return value == 0 ? "false" : value == 1 ? "true" : QuantityText.percent(value) + " of runs"
    }
  }

  /// A mean with half its interval in the same unit: `12.3 ±0.1 µs`; without the second where one run shows no spread.
  public func text(_ interval: Interval?) -> String { text(interval, as: text(interval?.mean)) }

  /// The same, where the mean is told as `whole`.
  func text(_ interval: Interval?, as whole: String) -> String {
    guard let interval, interval.mean.isFinite else { return "–" }
    guard interval.halfWidth.isFinite, unit != .flag, unit != .count else { return whole }
    let parts = whole.split(separator: " ", maxSplits: 1)
    guard let number = parts.first else { return whole }
    let decimals = number.split(separator: ".").dropFirst().first.map(\.count) ?? 0
    let shown = number.split(separator: "−").joined().split(separator: "-").joined()
    // What a step of the unit is: the mean over the number that is shown for it.
    let scale = Double(shown).map { $0 > 0 ? interval.mean.magnitude / $0 : 1 } ?? 1
    let rough = interval.halfWidth / max(scale, .leastNormalMagnitude)
    let half = QuantityText.fixed(rough, digits: decimals)
    // Less than a step of the last digit.
    let isSmall = Double(half) == 0 && interval.halfWidth > 0
    let least = decimals > 0 ? "0." + String(repeating: "0", count: decimals - 1) + "1" : "1"
    return "\(number) ±\(isSmall ? "<" + least : half)" + (parts.count > 1 ? " \(parts[1])" : "")
  }

  /// Reads a typed value of this metric, such as `300us` of a time.
  ///
  /// - Throws: `Knob.Refusal` that names the metric, what was given and the units that fit.
  func value(parsing text: String) throws(Knob.Refusal) -> Double {
    if unit == .flag {
      switch text {
      case "true": return 1
      case "false": return 0
      default: throw Knob.Refusal("\(path): '\(text)' is given, but it is true or false")
      }
    }
    do {
      switch unit {
      case .seconds: return try Quantity(parsing: text, as: [.time]).value / 1e9
      case .packetRate: return try Quantity(parsing: text, as: [.packetRate]).value
      case .byteRate: return try Quantity(parsing: text, as: [.bitRate]).value / 8
      case .bytes: return try Quantity(parsing: text, as: [.bytes]).value
      case .rate, .count, .share, .number, .flag: return try Quantity(parsing: text, as: [.number]).value
      }
    } catch { throw Knob.Refusal("\(path): \(error.description)") }
  }
}

extension Knob.Refusal {
  /// A metric that does not exist, with those whose paths are near.
  static func unknownMetric(_ text: String) -> Knob.Refusal {
    let all = MetricCatalog.all.map(\.shortPath)
    let within = all.filter { $0.hasPrefix(text + ".") || $0.hasSuffix("." + text) }
    let names = within.isEmpty ? near(text, among: all) : Array(within.prefix(6))
    let some =
      names.isEmpty
      ? "delay.mean, delay.p99, throughput.packets, cost.driver_domain_utilisation" : names.joined(separator: ", ")
    return Knob.Refusal("there is no metric '\(text)'; \(names.isEmpty ? "such as" : "near are") \(some)")
  }

  // A metric is mistyped in one of its parts; those that begin like it longest come first.
  private static func near(_ text: String, among names: [String]) -> [String] {
    let parts = text.split(separator: ".").map(String.init)
    let alike = names.filter { name in
      let own = name.split(separator: ".").map(String.init)
      return own.last == parts.last || own.first == parts.first
    }
    let ranked = alike.enumerated().sorted { a, b in
      let (first, second) = (same(a.element, text), same(b.element, text))
      return first != second ? first > second : a.offset < b.offset
    }
    return ranked.prefix(6).map(\.element)
  }

  // The characters that both begin with.
  private static func same(_ a: String, _ b: String) -> Int { zip(a, b).prefix { $0 == $1 }.count }
}
