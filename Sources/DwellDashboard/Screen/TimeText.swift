package import DwellCore

/// Virtual instants as a person reads them.
package enum TimeText {
  /// Seconds with as many digits as the window needs: `2.418` at 1 s, `2.357019` at 100 µs.
  package static func instant(_ instant: Instant, window: TimeSpan) -> String {
    let seconds = max(window.seconds, 1e-9)
    let digits = seconds >= 100 ? 1 : max(3, 2 - Ladder.exponent(of: seconds))
    return QuantityText.fixed(instant.seconds, digits: digits)
  }

  /// A clock speed: `×0.1`, `×20`.
  package static func speed(_ speed: Double) -> String { "×\(QuantityText.significant(speed, .dropped))" }
}
