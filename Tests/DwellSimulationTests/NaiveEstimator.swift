import DwellCore

/// D, V and P of one guest, by the letters of domain.md 3.1 and 3.2.
struct NaiveEstimator {
  /// D and V in nanoseconds (`printed`: in units); nil before the first sample.
  private(set) var estimate: (mean: Double, variation: Double)?
  private var lastArrival: Int64?
  private var openedBefore = false

  /// P in whole nanoseconds for a packet that arrives now.
  ///
  /// - Parameter transit: draws the transit time of this packet.
  mutating func arrival(
    at now: Int64, opens: Bool, policy: String, rule: NaiveRule, cap: Int64, transit: () -> Double
  ) -> Int64 {
    guard policy == "printed" || policy == "adaptive" else { return cap }
    // Step 5 read literally: a container begins as a guest does.
    if opens, rule.restart == .container { self = NaiveEstimator() }
    if policy == "printed" {
      observePrinted(rule)
    } else {
      switch rule.sample {
      case .gap: if let lastArrival { feed(Double(now - lastArrival), rule) }
      case .transit: feed(transit(), rule)
      case .wait: break
      }
    }
    lastArrival = now
    defer { if opens { openedBefore = true } }
    // The first container of a guest waits T0 whatever the start and the reading (model 3.5).
    guard let estimate, openedBefore || !opens else { return cap }
    let unit = policy == "printed" ? rule.unit : 1
    return Int64(min(Double(cap), (estimate.mean + 4 * estimate.variation) * unit).rounded())
  }

  /// Ramjee's algorithm 1 (domain.md 3.2): V with the new D.
  mutating func feed(_ n: Double, _ rule: NaiveRule) {
    guard var (mean, variation) = estimate ?? (rule.start == .zero ? (0, 0) : nil) else {
      estimate = (n, 0)
      return
    }
    mean = rule.alpha * mean + (1 - rule.alpha) * n
    variation = rule.alpha * variation + (1 - rule.alpha) * abs(mean - n)
    estimate = (mean, variation)
  }

  /// The recursion as printed (domain.md 3.1); the first packet makes no update.
  private mutating func observePrinted(_ rule: NaiveRule) {
    guard let (mean, variation) = estimate else {
      estimate = (rule.firstMean, 0)
      return
    }
    estimate = (rule.alpha * mean, rule.alpha * variation + (1 - rule.alpha))
  }
}
