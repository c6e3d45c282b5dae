import DwellCore

extension Limit {
  /// A value of its metric as a person reads it, with as many digits as tell it from the bound: `50.02 k/s` beside `50 k/s`.
  public func text(of value: Double?) -> String {
    let plain = metric.text(value)
    guard let value, value.isFinite, value != bound, let unit = Unit(plain, metric.unit) else { return plain }
    func number(_ x: Double, _ digits: Int) -> String { QuantityText.fixed(x / unit.size, digits: digits) }
    // As numbers: 84.30 is 84.3.
    func read(_ text: String) -> Double? { Double(text.replacing("−", with: "-")) }
    let shown = read(QuantityText.significant(bound / unit.size, .dropped))
    var digits = unit.digits
    guard read(number(value, digits)) == shown else { return plain }
    while read(number(value, digits)) == shown || number(value, digits) == number(bound, digits) {
      digits += 1
      // So near that no digits help.
      if digits > Self.mostDigits { return plain }
    }
    return number(value, digits) + unit.name
  }

  /// The same of a mean with half its interval.
  public func text(of interval: Interval?) -> String { metric.text(interval, as: text(of: interval?.mean)) }

  private static let mostDigits = 9

  // In what a text counts, and with how many decimals.
  private struct Unit {
    var name: String
    // One of it in the metric's plain unit.
    var size: Double
    var digits: Int

    init?(_ text: String, _ unit: Metric.Unit) {
      let sizes: [(String, Double)]
      switch unit {
      case .seconds: sizes = [("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3), ("s", 1)]
      case .packetRate: sizes = [("pps", 1), ("kpps", 1e3), ("Mpps", 1e6), ("Gpps", 1e9)]
      case .byteRate: sizes = [("bps", 1 / 8.0), ("kbps", 1e3 / 8), ("Mbps", 1e6 / 8), ("Gbps", 1e9 / 8)]
      case .rate: sizes = [("/s", 1), ("k/s", 1e3), ("M/s", 1e6), ("G/s", 1e9)]
      case .share: sizes = [("%", 0.01)]
      case .bytes: sizes = [("B", 1), ("KiB", 1024)]
      case .count, .number: sizes = []
      case .flag: return nil
      }
      let decimals = text.split(separator: ".").dropFirst().first?.prefix { $0.isNumber }.count ?? 0
      guard !sizes.isEmpty else {
        (name, size, digits) = ("", 1, decimals)
        return
      }
      guard let last = text.split(separator: " ").last, let found = sizes.first(where: { $0.0 == last }) else {
        return nil
      }
      (name, size, digits) = (" " + found.0, found.1, decimals)
    }
  }
}

extension [Limit] {
  /// A value, with as many digits as tell it from a bound that it breaks.
  public func text(of metric: Metric, _ value: Double?) -> String {
    limit(on: metric, at: value)?.text(of: value) ?? metric.text(value)
  }

  /// A mean with half its interval, where that is not 0; with as many digits as tell it from a bound that it breaks.
  public func text(of metric: Metric, _ interval: Interval?) -> String {
    guard let interval else { return "–" }
    let mean = text(of: metric, interval.mean)
    return interval.halfWidth == 0 ? mean : metric.text(interval, as: mean)
  }

  // What a value is read beside: a limit that it breaks, else any of that metric.
  private func limit(on metric: Metric, at value: Double?) -> Limit? {
    let own = filter { $0.metric == metric }
    return own.first { !$0.isMet(by: value) } ?? own.first
  }
}
