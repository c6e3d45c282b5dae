import DwellCore

/// What is remembered of one guest, by the letters of domain.md 3 and 4 and model 4.
struct NaiveEstimator {
  /// D and V in nanoseconds (`printed`: in units); nil before the first sample.
  private(set) var estimate: (mean: Double, variation: Double)?
  /// Gaps and sizes, for the policies that reckon with rates.
  private(set) var traffic = NaiveTraffic()
  private var lastArrival: Int64?
  private(set) var openedBefore = false
  /// Samples of the present container (Ramjee 3).
  private var talkspurt: [Double] = []
  private var spike = NaiveSpike()
  /// `in-window`: nil for T0.
  private var hold: Double?
  /// `throttle`.
  private var lastRelease: Int64?

  /// P in whole nanoseconds for a packet that arrives now.
  ///
  /// - Parameter transit: draws the transit time of this packet.
  mutating func arrival(
    at now: Int64, opens: Bool, policy: String, rule: NaiveRule, cap: Int64, tuned: Int64?, transit: () -> Double
  ) -> Int64 {
    defer { if opens { openedBefore = true } }
    switch policy {
    case "printed", "adaptive": break
    case "in-window": return Int64(min(Double(cap), hold ?? .infinity).rounded())
    case "throttle":
      if rule.ticks {
        var tick = (lastRelease ?? 0) + rule.timeout
        while tick < now { tick += rule.timeout }
        return tick - now
      }
      guard let lastRelease else { return 0 }
      return max(now, lastRelease + rule.timeout) - now
    case "model-based": return openedBefore ? min(cap, tuned ?? cap) : cap
    default: return cap
    }
    // Step 5 read literally: a container begins as a guest does.
    if opens, rule.restart == .container { self = NaiveEstimator() }
    if policy == "printed" {
      observePrinted(rule)
    } else {
      switch rule.sample {
      case .gap: if let lastArrival { feed(Double(now - lastArrival), rule) }
      case .censored:
        if let lastArrival { feed(now - lastArrival > rule.timeout ? 0 : Double(now - lastArrival), rule) }
      case .transit: feed(transit(), rule)
      case .wait: break
      }
    }
    lastArrival = now
    // The first container of a guest waits T0 whatever the start and the reading (model 3.5).
    guard let estimate, openedBefore || !opens else { return cap }
    let unit = policy == "printed" ? rule.unit : 1
    return Int64(max(0, min(Double(cap), (estimate.mean + 4 * estimate.variation) * unit)).rounded())
  }

  /// A packet of that size comes, whatever becomes of it.
  mutating func watch(_ packet: NaivePacket, alpha: Double) { traffic.take(packet, alpha: alpha) }

  /// A sample for Ramjee's algorithms (domain.md 3.2 and 4): V with the new D.
  mutating func feed(_ n: Double, _ rule: NaiveRule) {
    talkspurt.append(n)
    guard let (d, v) = estimate ?? (rule.start == .zero ? (0, 0) : nil) else {
      estimate = (n, 0)
      spike = NaiveSpike(last: n, lastButOne: n)
      return
    }
    func average(_ old: Double, _ new: Double, _ past: Double) -> Double { past * old + (1 - past) * new }
    switch rule.estimator {
    case .one:
      let mean = average(d, n, rule.alpha)
      estimate = (mean, average(v, abs(mean - n), rule.alpha))
    case .two:
      let mean = n > d ? average(d, n, 0.75) : average(d, n, rule.alpha)
      estimate = (mean, average(v, abs(mean - n), rule.alpha))
    case .three:
      estimate = (d, average(v, abs(d - n), rule.alpha))
    case .four:
      estimate = spike.follow(n, d, v, tick: rule.tick)
    }
  }

  /// A container of this guest has left.
  mutating func left(_ packets: Int, due: Bool, at now: Int64, policy: String, rule: NaiveRule) {
    lastRelease = now
    if rule.estimator == .three, let least = talkspurt.min(), let before = estimate {
      estimate = (least, before.variation)
    }
    talkspurt = []
    guard policy == "in-window", due else { return }
    let held = min(hold ?? .infinity, Double(rule.timeout))
    if packets == 1 {
      hold = max(rule.holdFloor, held * rule.holdFactor)
    } else {
      hold = min(Double(rule.timeout), held + rule.holdStep)
    }
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

/// The state machine of Ramjee's algorithm 4, as domain.md 4 writes it down.
struct NaiveSpike {
  var isImpulse = false
  var slope = 0.0
  var last = 0.0
  var lastButOne = 0.0

  init() {}

  init(last: Double, lastButOne: Double) {
    self.last = last
    self.lastButOne = lastButOne
  }

  mutating func follow(_ n: Double, _ d: Double, _ v: Double, tick: Double) -> (mean: Double, variation: Double) {
    defer { (lastButOne, last) = (last, n) }
    if !isImpulse {
      if abs(n - last) > 2 * abs(v) + 800 * tick { (slope, isImpulse) = (0, true) }
    } else {
      slope = slope / 2 + abs(2 * n - last - lastButOne) / 8
      if slope <= 63 * tick {
        isImpulse = false
        return (d, v)
      }
    }
    let mean = isImpulse ? d + (n - last) : 0.125 * n + 0.875 * d
    return (mean, 0.125 * abs(n - mean) + 0.875 * v)
  }
}

/// Weighted means of a guest's gaps and sizes.
struct NaiveTraffic {
  private(set) var gap: Double?
  private(set) var size: Double?
  private(set) var last: Int64?

  mutating func take(_ packet: NaivePacket, alpha: Double) {
    if let last {
      let new = Double(packet.arrival - last)
      gap = gap.map { alpha * $0 + (1 - alpha) * new } ?? new
    }
    let bytes = Double(packet.size)
    size = size.map { alpha * $0 + (1 - alpha) * bytes } ?? bytes
    last = packet.arrival
  }
}
