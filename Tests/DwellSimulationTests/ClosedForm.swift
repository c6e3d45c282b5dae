import DwellCore

/// domain.md 2.3: a container with a fixed timeout, Poisson arrivals, one size, K packets fit.
struct ClosedForm {
  /// Packets in a container.
  var packets: Double
  /// Mean wait of a packet, in the unit of 1/rate.
  var wait: Double
  /// The share of containers that leave because of size.
  var full: Double
  /// Containers per unit of time.
  var containers: Double

  /// - Parameter fillsExactly: K packets are the capacity; else the container stays open until one does not fit.
  init(rate: Double, timeout: Double, packetsThatFit k: Int, fillsExactly: Bool) {
    let atLeast = ClosedForm.poissonTails(mean: rate * timeout, upTo: k)
    let last = fillsExactly ? k - 1 : k
    packets = 1 + (1..<max(k, 2)).reduce(0) { $0 + (k > 1 ? atLeast[$1] : 0) }
    wait = (1...max(last, 1)).reduce(0) { $0 + (last > 0 ? Double($1) * atLeast[$1] : 0) } / packets / rate
    full = atLeast[last]
    containers = rate / packets
  }

  /// Pr(A ≥ i) for i from 0 to `limit`.
  static func poissonTails(mean: Double, upTo limit: Int) -> [Double] {
    var tail = 1.0
    var tails = [tail]
    for i in 0..<limit {
      // In logarithms, so that neither factor leaves the range of a Double.
      let logTerm = (1...max(i, 1)).reduce(-mean) { $0 + (i > 0 ? Elementary.log(mean / Double($1)) : 0) }
      tail = max(0, tail - Elementary.exp(logTerm))
      tails.append(tail)
    }
    return tails
  }
}

/// A ratio of sums over independent pairs, with its standard error (delta method).
struct RatioEstimate {
  var value: Double
  var standardError: Double

  init(_ pairs: [(numerator: Double, denominator: Double)]) {
    let n = Double(pairs.count)
    let below = pairs.reduce(0) { $0 + $1.denominator }
    let ratio = pairs.reduce(0) { $0 + $1.numerator } / below
    let squares = pairs.reduce(0) { sum, pair in
      let rest = pair.numerator - ratio * pair.denominator
      return sum + rest * rest
    }
    value = ratio
    standardError = (squares / n).squareRoot() / (below / n) / n.squareRoot()
  }

  /// Whether `truth` lies within the 99.9 % bounds; a rounding of times to nanoseconds is allowed for.
  func covers(_ truth: Double, resolution: Double = 0) -> Bool {
    abs(value - truth) <= 3.2905 * standardError + resolution + 1e-9 * abs(truth)
  }
}
