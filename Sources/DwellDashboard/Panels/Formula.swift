import DwellSimulation

/// The rules of the release policies in symbols and words, from their own files.
package enum Formula {
  /// What decides the release time, for a title; where there is little room, without what follows a comma.
  package static func release(_ policy: String, isShort: Bool = false) -> String {
    let formula = PolicyCatalog.policy(named: policy)?.formula ?? ""
    guard isShort, let comma = formula.firstIndex(of: ",") else { return formula }
    return String(formula[..<comma])
  }

  /// What is said in place of estimates where a policy keeps none.
  package static func withoutEstimate(_ policy: String) -> String {
    "nothing is estimated by \(policy): \(release(policy))"
  }
}
