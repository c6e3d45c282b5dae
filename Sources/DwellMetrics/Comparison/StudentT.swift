import DwellCore

/// Student's t distribution as far as 95 % intervals need it.
public enum StudentT {
  // Two-sided 95 % points for 1 to 30 degrees of freedom (any table of the distribution).
  private static let points = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
  ]

  /// How many standard errors a two-sided 95 % interval reaches; ∞ below one degree of freedom.
  ///
  /// Between whole degrees linear in their inverse; above 30 by 1.960 + 2.46/ν, which is within 0.2 % of the tables.
  public static func twoSided95(freedom: Double) -> Double {
    guard freedom >= 1 else { return .infinity }
    guard freedom < 30 else { return 1.96 + 2.46 / freedom }
    let low = Int(freedom)
    let share = (1 / Double(low) - 1 / freedom) / (1 / Double(low) - 1 / Double(low + 1))
    return points[low - 1] + share * (points[low] - points[low - 1])
  }
}
