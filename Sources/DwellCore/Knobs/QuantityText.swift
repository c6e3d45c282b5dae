#if !hasFeature(Embedded)
  /// Numbers as a person reads them: three significant digits, a unit, units stepping at 1000.
  public enum QuantityText {
    /// Whether idle zeros stay (`1.00 ms`, a measured value) or go (`1 ms`, a setting).
    public enum Zeros: Sendable { case kept, dropped }

    /// A time from nanoseconds: `8.92 µs`, `500 µs`, `1.00 ms`.
    public static func time(nanoseconds: Double, _ zeros: Zeros = .kept) -> String {
      scaled(nanoseconds, [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)], zeros, wholeBelow: "ns")
    }

    /// A packet rate from packets per second: `240 kpps`.
    public static func packetRate(_ perSecond: Double, _ zeros: Zeros = .kept) -> String {
      scaled(perSecond, [("pps", 1), ("kpps", 1e3), ("Mpps", 1e6), ("Gpps", 1e9)], zeros, wholeBelow: nil)
    }

    /// A rate of events from events per second: `47.9 k/s`.
    public static func rate(_ perSecond: Double, _ zeros: Zeros = .kept) -> String {
      scaled(perSecond, [("/s", 1), ("k/s", 1e3), ("M/s", 1e6), ("G/s", 1e9)], zeros, wholeBelow: nil)
    }

    /// A bit rate from bits per second: `800 Mbps`.
    public static func bitRate(_ perSecond: Double, _ zeros: Zeros = .kept) -> String {
      scaled(perSecond, [("bps", 1), ("kbps", 1e3), ("Mbps", 1e6), ("Gbps", 1e9)], zeros, wholeBelow: nil)
    }

    /// A size in bytes, whole: `4096 B`, `64 KiB` only where it divides evenly and saves room.
    public static func bytes(_ count: Double) -> String {
      let n = Int(min(max(count, -9e15), 9e15))
      return n >= 16384 && n % 1024 == 0 ? "\(n / 1024) KiB" : "\(n) B"
    }

    /// A share of one as whole percent: `37 %`.
    public static func percent(_ share: Double) -> String {
      share.isFinite ? "\(Int((min(max(share, -1e6), 1e6) * 100).rounded())) %" : "–"
    }

    /// Thousands separated by a thin blank: `371 599`.
    public static func count(_ n: Int) -> String {
      let digits = String(n.magnitude)
      var grouped = ""
      for (i, c) in digits.enumerated() {
        if i > 0, (digits.count - i).isMultiple(of: 3) { grouped.append(" ") }
        grouped.append(c)
      }
      return (n < 0 ? "−" : "") + grouped
    }

    /// Three significant digits without a unit: `4.63`, `603`, `0.0120`.
    public static func significant(_ value: Double, _ zeros: Zeros = .kept) -> String {
      guard value.isFinite else { return "–" }
      let magnitude = value.magnitude
      if magnitude == 0 { return "0" }
      var digits = 2
      var bound = 9.995
      while digits > 0, magnitude >= bound {
        digits -= 1
        bound *= 10
      }
      var floor = 0.9995
      while magnitude < floor, digits < 9 {
        digits += 1
        floor /= 10
      }
      var text = fixed(magnitude, digits: digits)
      if zeros == .dropped, text.contains(".") {
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
      }
      return (value < 0 ? "−" : "") + text
    }

    /// A number with exactly `digits` decimals, rounded half up; independent of the locale.
    public static func fixed(_ value: Double, digits: Int) -> String {
      guard value.isFinite else { return "–" }
      var power = 1.0
      for _ in 0..<digits { power *= 10 }
      let scaled = (value.magnitude * power).rounded()
      guard scaled < 9e15 else { return "\(value)" }
      let whole = Int(scaled)
      let unit = Int(power)
      let sign = value < 0 && whole > 0 ? "−" : ""
      guard digits > 0 else { return sign + String(whole) }
      let rest = String(whole % unit)
      return sign + String(whole / unit) + "." + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// The value of a knob as a person reads it: `0.99`, `500 µs`, `4096 B`, `240 kpps`, `gap`.
    public static func knob(_ knob: Knob, _ value: Double) -> String {
      switch knob.dimension {
      case .time: return time(nanoseconds: value, .dropped)
      case .bytes: return bytes(value)
      case .packetRate: return packetRate(value, .dropped)
      case .bitRate: return bitRate(value, .dropped)
      case .count: return value.magnitude < 9e15 ? String(Int(value)) : "\(value)"
      case .choice:
        let index = Int(value)
        return knob.choices.indices.contains(index) ? knob.choices[index] : "–"
      case .number:
        // Weights near 1 need their nines: 0.998002.
        var text = fixed(value, digits: 6)
        while text.contains("."), text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
      }
    }

    private static func scaled(
      _ value: Double, _ units: [(String, Double)], _ zeros: Zeros, wholeBelow: String?
    ) -> String {
      guard value.isFinite else { return "–" }
      let magnitude = value.magnitude
      var chosen = units[0]
      for unit in units where magnitude >= unit.1 * 0.9995 { chosen = unit }
      // Less than that of a nanosecond is what rounding of sums leaves.
      let isNothing = magnitude == 0 || chosen.0 == wholeBelow && magnitude < 0.0005
      if isNothing { return "0 \(units[0].0)" }
      if chosen.0 == wholeBelow {
        return
          "\(value < 0 ? "−" : "")\(magnitude < 10 ? significant(magnitude, .dropped) : String(Int(magnitude.rounded()))) \(chosen.0)"
      }
      return significant(value / chosen.1, zeros) + " " + chosen.0
    }
  }
#endif
