/// Figures beside what they are meant to be.
struct Aims {
  /// What is aimed at, what was measured, and whether that is good enough.
  private(set) var table: Table

  /// No figure yet.
  init(_ title: String) {
    table = Table("aims: \(title)", columns: ["what", "unit", "at most", "at least", "measured", "verdict"])
  }

  /// Adds a figure that must not be above `most`; one that could not be measured fails.
  mutating func add(_ what: String, unit: String, atMost most: Double, measured: Double, decimals: Int) {
    table.rows.append([
      .word(what), .word(unit), .figure(most, decimals: decimals), .none, .figure(measured, decimals: decimals),
      .word(measured <= most ? "pass" : "FAIL"),
    ])
  }

  /// Adds a figure that must not be below `least`; one that could not be measured fails.
  mutating func add(_ what: String, unit: String, atLeast least: Double, measured: Double, decimals: Int) {
    table.rows.append([
      .word(what), .word(unit), .none, .figure(least, decimals: decimals), .figure(measured, decimals: decimals),
      .word(measured >= least ? "pass" : "FAIL"),
    ])
  }
}
