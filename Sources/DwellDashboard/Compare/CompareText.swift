import DwellCore
import DwellMetrics
import DwellTerminal

extension Role {
  /// What is better by more than noise, in A/B alone: the theme's green.
  static var better: Role { .running }
}

/// The numbers of A/B as words.
enum CompareText {
  /// `×0.57`, `×12.3`, `×1500`.
  static func ratio(_ ratio: Double) -> String {
    let text: String
    switch ratio {
    case ..<0.0095: text = QuantityText.significant(ratio)
    case ..<9.995: text = QuantityText.fixed(ratio, digits: 2)
    case ..<99.95: text = QuantityText.fixed(ratio, digits: 1)
    case ..<99_999: text = QuantityText.fixed(ratio, digits: 0)
    default: text = ">99999"
    }
    return "×\(text)"
  }

  /// The ratio of a figure; where both differ by more than noise it never reads `×1.00`: `×1.004`, `×0.997`, `<×1`.
  static func ratio(of figure: ComparedFigure) -> String? {
    guard let ratio = figure.ratio else { return nil }
    let text = self.ratio(ratio)
    guard figure.verdict == .differs, text == "×1.00", ratio != 1 else { return text }
    let finer = QuantityText.fixed(ratio, digits: 3)
    return finer == "1.000" ? (ratio < 1 ? "<×1" : ">×1") : "×\(finer)"
  }

  /// A value with its unit.
  static func value(_ metric: ComparedFigure.Metric, _ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    switch metric {
    case .dwellMean, .dwellP50, .dwellP99, .dwellP999, .delayMean, .delayP50, .delayP99:
      return QuantityText.time(nanoseconds: value)
    case .throughput, .ceiling: return QuantityText.packetRate(value)
    case .lost, .leftFull, .driverDomain: return percent(value)
    case .packetsPerContainer: return QuantityText.significant(value)
    case .notifications: return QuantityText.rate(value)
    }
  }

  /// Where settings are compared one decimal counts, but not in whole hundreds.
  static func percent(_ share: Double) -> String {
    share > 0 && share < 0.9995 ? "\(QuantityText.fixed(share * 100, digits: 1)) %" : "\(QuantityText.percent(share))"
  }

  /// The group that a row belongs to and its own name, long and short.
  static func label(_ metric: ComparedFigure.Metric) -> (group: String, long: String, short: String) {
    switch metric {
    case .dwellMean: ("dwell", "mean", "mean")
    case .dwellP50: ("dwell", "p50", "p50")
    case .dwellP99: ("dwell", "p99", "p99")
    case .dwellP999: ("dwell", "p99.9", "p99.9")
    case .delayMean: ("delay", "mean", "mean")
    case .delayP50: ("delay", "p50", "p50")
    case .delayP99: ("delay", "p99", "p99")
    case .throughput: ("", "throughput", "through")
    case .ceiling: ("", "ceiling", "ceiling")
    case .lost: ("", "lost", "lost")
    case .packetsPerContainer: ("", "packets/cont.", "batch")
    case .leftFull: ("", "left full", "full")
    case .notifications: ("", "notifications", "events")
    case .driverDomain: ("", "driver domain", "driver")
    }
  }

  /// Lower numbers stay longer when there are fewer rows.
  static func rank(_ metric: ComparedFigure.Metric) -> Int {
    switch metric {
    case .lost: 0
    case .dwellMean: 1
    case .dwellP99: 2
    case .driverDomain: 3
    case .throughput: 4
    case .notifications: 5
    case .delayP99: 6
    case .packetsPerContainer: 7
    case .dwellP50: 8
    case .ceiling: 9
    case .leftFull: 10
    case .delayMean: 11
    case .dwellP999: 12
    case .delayP50: 13
    }
  }
}
