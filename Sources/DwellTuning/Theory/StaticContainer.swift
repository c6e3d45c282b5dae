public import DwellCore

/// What a container with a fixed timeout does to Poisson traffic of one size, in closed form.
///
/// With A ~ Poisson(λT) and qᵢ = Pr(A ≥ i): E[N] = 1 + Σᵢ₌₁ᴷ⁻¹ qᵢ, E[W] = Σᵢ₌₁ᴹ i·qᵢ / (λ·E[N]), Pr(full) = q_M, where M = K − 1 if K packets
/// fill the container exactly, else K. One guest, policy `fixed` (model rule 8). Derived, and verified by simulation.
public struct StaticContainer: Sendable, Equatable {
  /// Mean packets of a container.
  public let meanPackets: Double
  /// Mean wait of a packet in its container, in nanoseconds.
  public let meanDwell: Double
  /// The share of containers that leave because of their size.
  public let fractionFull: Double
  /// Containers a second.
  public let containersPerSecond: Double
  // Pr(at least i packets), from i = 1 on.
  private let atLeast: [Double]

  /// - Parameters:
  ///   - rate: packets per second, λ.
  ///   - timeout: T0.
  ///   - capacity: bytes of the container.
  ///   - size: bytes of a packet, at most the capacity.
  public init(rate: Double, timeout: TimeSpan, capacity: Int, size: Int) {
    let fit = max(capacity / max(size, 1), 1)
    let last = fit * size == capacity ? fit - 1 : fit
    let tails = Self.poissonTails(mean: rate * Double(timeout.nanoseconds) / 1e9, upTo: max(fit, last))
    let packets = 1 + tails.dropFirst().prefix(fit - 1).reduce(0, +)
    let waits = tails.enumerated().prefix(last + 1).reduce(0) { $0 + Double($1.offset) * $1.element }
    atLeast = [1] + tails.dropFirst().prefix(fit - 1)
    meanPackets = packets
    meanDwell = waits / packets / rate * 1e9
    fractionFull = tails[last]
    containersPerSecond = rate / packets
  }

  /// The mean over containers of something that depends on their packets.
  public func mean(_ value: (_ packets: Int) -> Double) -> Double {
    atLeast.indices.reduce(0) { sum, index in
      let beyond = index + 1 < atLeast.count ? atLeast[index + 1] : 0
      return sum + max(atLeast[index] - beyond, 0) * value(index + 1)
    }
  }

  /// Pr(A ≥ i) for A ~ Poisson(`mean`) and i from 0 to `limit`.
  private static func poissonTails(mean: Double, upTo limit: Int) -> [Double] {
    // In logarithms: exp(−mean) alone leaves the range of a Double from 745 on.
    var logTerm = -mean
    var below = 0.0
    return (0...limit).map { i in
      let tail = max(1 - below, 0)
      below += Elementary.exp(logTerm)
      logTerm += mean > 0 ? Elementary.log(mean / Double(i + 1)) : -.infinity
      return tail
    }
  }
}
