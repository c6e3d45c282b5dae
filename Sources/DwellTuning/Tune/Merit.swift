/// How good a setting is: first by how far it breaks limits, then by its cost.
///
/// K. Deb, "An efficient constraint handling method for genetic algorithms", Comput. Methods Appl. Mech. Engrg. 186 (2000): what
/// keeps to the limits comes before what does not, and of two that do not, the one that breaks them less; no penalty to choose.
struct Merit: Comparable, Sendable {
  /// By how much limits are broken, as shares of their bounds; 0 where all are met.
  let excess: Double
  /// The goal as a cost.
  let cost: Double

  /// Whether it keeps to all limits and has a value at all.
  var isFeasible: Bool { excess == 0 && cost.isFinite }

  static func < (one: Merit, two: Merit) -> Bool {
    // A setting without a value of the goal is no solution whatever limits it keeps to.
    let first = (one.cost.isFinite ? one.excess : .infinity, one.cost)
    let second = (two.cost.isFinite ? two.excess : .infinity, two.cost)
    return first < second
  }
}
