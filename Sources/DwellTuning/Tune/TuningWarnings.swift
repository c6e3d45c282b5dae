extension TuningResult {
  /// What the answer does not promise, a line each: limits that the best breaks on arrivals that the search never met.
  public var warnings: [String] {
    brokenAfresh.map { check in
      "on fresh arrivals the best breaks \(check.limit.text): it is \(check.limit.text(of: check.interval)) there; "
        + "a stricter limit leaves a margin"
    }
  }
}
