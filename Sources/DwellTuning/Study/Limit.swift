public import DwellCore

/// What a metric must keep to, such as `delay.p99<60us`.
public struct Limit: Sendable, Hashable {
  /// How the metric lies to the bound.
  public enum Relation: String, Sendable, CaseIterable {
    case atMost = "<="
    case atLeast = ">="
    case below = "<"
    case above = ">"
    case equal = "="
  }

  /// What is bounded.
  public let metric: Metric
  /// How.
  public let relation: Relation
  /// By what, in the metric's plain unit.
  public let bound: Double

  /// A limit of these.
  public init(_ metric: Metric, _ relation: Relation, _ bound: Double) {
    self.metric = metric
    self.relation = relation
    self.bound = bound
  }

  /// Reads a limit as it is typed.
  ///
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(parsing text: String) throws(Knob.Refusal) {
    let plain = text.filter { !$0.isWhitespace }
    guard let start = plain.firstIndex(where: { "<>=".contains($0) }) else {
      throw Knob.Refusal(
        "limit is '\(text)', but must be METRIC<VALUE, with one of <, <=, >, >=, =, such as delay.p99<60us")
    }
    let sign = plain[start...].prefix { "<>=".contains($0) }
    guard let relation = Relation(rawValue: String(sign)) else {
      throw Knob.Refusal("limit is '\(text)', but '\(sign)' is none of <, <=, >, >=, =")
    }
    metric = try MetricCatalog.metric(String(plain[..<start]))
    self.relation = relation
    bound = try metric.value(parsing: String(plain[sign.endIndex...]))
  }

  /// The two that hold wherever nobody takes them away: hardly a packet is lost, and the system keeps up.
  public static let standard = [Limit(MetricCatalog.lost, .atMost, 0.001), Limit(MetricCatalog.saturated, .equal, 0)]

  /// Whether a value keeps to it; one that does not exist does not.
  public func isMet(by value: Double?) -> Bool {
    guard let value else { return false }
    switch relation {
    case .atMost: return value <= bound
    case .atLeast: return value >= bound
    case .below: return value < bound
    case .above: return value > bound
    case .equal: return value == bound
    }
  }

  /// By how much a value breaks it, as a share of the bound; 0 where it is met, ∞ where there is no value.
  public func excess(of value: Double?) -> Double {
    guard let value else { return .infinity }
    guard !isMet(by: value) else { return 0 }
    let scale = bound == 0 ? 1 : bound.magnitude
    // One that just touches a strict bound breaks it all the same.
    return max((value - bound).magnitude / scale, 1e-12)
  }

  /// As a person reads it, the metric as tables call it: `delay.p99<60us` becomes `delay p99 < 60 µs`.
  public var text: String { "\(metric.title) \(relation.rawValue) \(boundText)" }

  /// The bound as a person reads it.
  public var boundText: String {
    switch metric.unit {
    case .seconds: QuantityText.time(nanoseconds: bound * 1e9, .dropped)
    case .packetRate: QuantityText.packetRate(bound, .dropped)
    case .byteRate: QuantityText.bitRate(bound * 8, .dropped)
    case .rate: QuantityText.rate(bound, .dropped)
    case .number, .count: QuantityText.significant(bound, .dropped)
    case .share: QuantityText.significant(bound * 100, .dropped) + " %"
    case .bytes, .flag: metric.text(bound)
    }
  }
}
