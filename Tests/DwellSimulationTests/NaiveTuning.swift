import DwellCore

/// `model-based` in plain words: the least wait that keeps the driver domain's work at the target (model 4, domain.md 2.4).
struct NaiveTuning {
  /// T; nil for T0.
  private(set) var wait: Int64?
  private var packetsLeft: Int

  /// Nothing reckoned yet; first with the 64th packet for each guest there is room for.
  init(guests: Int) { packetsLeft = 64 * guests }

  /// A knob was turned: the next packet has it reckoned anew.
  mutating func forget() {
    wait = nil
    packetsLeft = 1
  }

  /// A packet came to one of these guests.
  mutating func arrival(at now: Int64, _ guests: [NaiveGuest], _ settings: NaiveSettings) {
    packetsLeft -= 1
    guard packetsLeft == 0 else { return }
    packetsLeft = 64 * guests.count
    let shown = guests.map(\.estimator.traffic).filter { $0.gap != nil }
    func suffices(_ wait: Int64) -> Bool {
      !shown.isEmpty
        && shown.reduce(0) { $0 + Self.work($1, wait: wait, at: now, settings) } <= settings["target-utilisation"]
    }
    wait = settings.timeout
    if suffices(0) {
      wait = 0
    } else if suffices(settings.timeout) {
      var (low, high) = (Int64(0), settings.timeout)
      for _ in 1...12 where high - low > 1 {
        let middle = (low + high) / 2
        if suffices(middle) { high = middle } else { low = middle }
      }
      wait = high
    }
  }

  /// Work for one guest per unit of time.
  private static func work(_ traffic: NaiveTraffic, wait: Int64, at now: Int64, _ settings: NaiveSettings) -> Double {
    guard let last = traffic.last, let mean = traffic.gap, let bytes = traffic.size else { return 0 }
    let silence = Double(now - last)
    let gap = max(1, silence > 8 * mean ? silence : mean)
    let limit = settings["max-packets"] == 0 ? 1024 : settings["max-packets"]
    let fitting = max(1, min(limit, (Double(settings.capacity) / bytes + 1e-9).rounded(.down)))
    let n = packets(meanArrivals: Double(wait) / gap, fitting: Int(fitting))
    let perContainer = settings["c-grant"] * max(1, n * bytes / 4096) + settings["c-send"]
    return (perContainer / n + settings["c-pkt"] + settings["c-byte"] * bytes) / gap
  }

  /// E[N] = 1 + Σ Pr(A ≥ i), i below `fitting`, A Poisson (domain.md 2.3); where A is in the hundreds it is its mean.
  static func packets(meanArrivals x: Double, fitting: Int) -> Double {
    if x > 600 { return 1 + min(x, Double(fitting - 1)) }
    var sum = 1.0
    var probability = Elementary.exp(-x)
    var atLeast = 1 - probability
    for i in stride(from: 1, to: fitting, by: 1) {
      sum += max(0, atLeast)
      probability *= x / Double(i)
      atLeast -= probability
    }
    return sum
  }
}
