/// What tuning is for: one metric, as low or as high as the limits allow.
public struct Goal: Sendable, Hashable {
  /// Which way.
  public enum Aim: Sendable, Hashable {
    case minimise
    case maximise
  }

  /// Which way.
  public let aim: Aim
  /// What.
  public let metric: Metric

  /// A goal of these.
  public init(_ aim: Aim, _ metric: Metric) {
    self.aim = aim
    self.metric = metric
  }

  /// A value as a cost: the lower, the better; ∞ where there is none.
  public func cost(_ value: Double?) -> Double {
    guard let value else { return .infinity }
    return aim == .minimise ? value : -value
  }

  /// `minimise driver domain`.
  public var text: String { "\(aim == .minimise ? "minimise" : "maximise") \(metric.title)" }
}
