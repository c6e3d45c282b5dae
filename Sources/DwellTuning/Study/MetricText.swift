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
    case .flag: return value == 0 ? "false" : "true"
    }
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

  // A metric is mistyped in one of its parts.
  private static func near(_ text: String, among names: [String]) -> [String] {
    let parts = text.split(separator: ".").map(String.init)
    return Array(
      names.filter { name in
        let own = name.split(separator: ".").map(String.init)
        return own.last == parts.last || own.first == parts.first
      }.prefix(6))
  }
}
