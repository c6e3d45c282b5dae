import DwellCore

extension Limit {
  /// As it is typed, in plain ASCII: `delay.p99<60us`; whatever was typed reads back to the very same bound.
  public var plainText: String { "\(metric.shortPath)\(relation.rawValue)\(plainBound)" }

  private var plainBound: String {
    // What a person would write, where that says it all; else the plain number.
    let text = metric.unit == .rate ? QuantityText.significant(bound, .dropped) : boundText
    let short = text.replacing("µ", with: "u").split(whereSeparator: \.isWhitespace).joined()
    if reads(short) { return short }
    for (unit, scale) in units {
      let value = bound * scale
      let short = "\((value * 1e6).rounded() / 1e6)\(unit)"
      if reads(short) { return short }
      // The scale rounds twice, so the last bit may be another.
      for bits in -3...3 {
        let text = "\(value + Double(bits) * value.ulp)\(unit)"
        if !text.contains("e-"), reads(text) { return text }
      }
    }
    // Between two values that can be typed: the nearest.
    return units.first.map { "\(bound * $0.scale)\($0.unit)" } ?? "\(bound)"
  }

  private func reads(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 < 0x80 } && (try? metric.value(parsing: text)) == bound
  }

  private var units: [(unit: String, scale: Double)] {
    switch metric.unit {
    case .seconds: [("us", 1e6), ("ms", 1e3), ("ns", 1e9), ("s", 1)]
    case .packetRate: [("kpps", 1e-3), ("Mpps", 1e-6), ("pps", 1)]
    case .byteRate: [("Mbps", 8e-6), ("kbps", 8e-3), ("bps", 8)]
    case .bytes: [("B", 1)]
    case .rate, .count, .share, .number, .flag: [("", 1)]
    }
  }
}
