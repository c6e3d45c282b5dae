package import DwellMetrics
import DwellSession

extension Model {
  /// A through the same view, as words and numbers show it.
  package var figuresOfA: Snapshot? { comparison?.snapshot }

  /// Begins A/B, or ends it with B.
  mutating func toggleComparison() -> [Effect] {
    guard frame.comparison == nil else {
      tell("B goes on, with its settings")
      return thaw() + ask(.fork(.keepB), .fork(.keepB))
    }
    return thaw() + ask(.fork(.begin), .fork(.begin))
  }

  /// Ends A/B with A; nothing where there is one run.
  mutating func leaveComparison() -> [Effect] {
    guard let comparison = frame.comparison else { return [] }
    let thawed = thaw()
    if case .catchingUp = comparison.phase {
      tell("back to A as soon as it has caught up")
      return thawed + [.session(.fork(.backToA))]
    }
    tell("A goes on, with its settings")
    return thawed + ask(.fork(.backToA), .fork(.backToA))
  }
}

extension Frame {
  /// The frame as if what was asked about A/B had been done already.
  mutating func apply(_ fork: Fork) {
    switch fork {
    case .begin:
      if comparison == nil { comparison = Comparison(.catchingUp(0), settings: scenario) }
    case .keepB: comparison = nil
    case .backToA:
      if let comparison {
        scenario = comparison.settings
        if let snapshot = comparison.snapshot { self.snapshot = snapshot }
      }
      comparison = nil
    }
  }
}
