extension TuningResult {
  // Far beyond any run of a search.
  static func freshRuns(_ count: Int) -> Range<Int> { 1_000_000..<1_000_000 + count }

  /// The runs by which a setting is judged: on fresh arrivals where there are such, else its own.
  public func judged(_ tried: Tried) -> Sample {
    guard let fresh else { return tried.sample }
    let setup = tried.sample.setup
    if setup == fresh.best.setup { return fresh.best }
    return [fresh.runnerUp, fresh.present].compactMap { $0 }.first { $0.setup == setup } ?? tried.sample
  }

  /// The limits that the best keeps to by the runs it was chosen by, and breaks on fresh arrivals.
  public var brokenAfresh: [LimitCheck] { best == nil || fresh == nil ? [] : limits.filter { !$0.isMet } }
}
