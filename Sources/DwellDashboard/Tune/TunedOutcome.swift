package import DwellTuning

/// How far an export of the tune page is.
package enum TunedOutcome: Sendable {
  /// It is on its way: run, and held against the limits; with the lines as they were run before, where it is asked for once more.
  case begun(Emission?)
  /// It is over: the lines as they were run, nil where they were not, and a few words of the file.
  case over(Emission?, words: String)

  /// The lines as they were run.
  package var emission: Emission? {
    switch self {
    case .begun(let emission), .over(let emission, _): emission
    }
  }

  /// What there is to say of it, a sentence each, without a full stop.
  ///
  /// - Parameters:
  ///   - asksAgain: whether it has to be asked for once more.
  ///   - key: what asks for the export; nil: nothing does.
  static func words(_ outcome: TunedOutcome?, asksAgain: Bool, key: String?) -> [String] {
    switch outcome {
    case nil: ["not yet run" + (key.map { "; \($0) holds them against the limit and writes them" } ?? "")]
    case .begun: ["on their way: being run and held against the limit"]
    case .over(let emission, let words):
      [words + (asksAgain ? key.map { "; \($0) again writes it" } ?? "" : "")]
        + (emission.map { [verdict($0)] } ?? [])
    }
  }

  // How the lines lie to what they were held against.
  private static func verdict(_ emission: Emission) -> String {
    for prediction in emission.predictions.dropFirst() {
      let checks = emission.limits.map { LimitCheck($0, prediction.sample) }
      guard let broken = checks.first(where: { !$0.isMet && !$0.isOnTheEdge }) else { continue }
      let there = prediction.what == "as rounded" ? "" : " on a card with a \(prediction.what)"
      return "! breaks the limit\(there): \(broken.limit.metric.title) \(broken.limit.text(of: broken.interval?.mean))"
    }
    guard let rounded = emission.predictions.dropFirst().first?.sample, let limit = emission.limits.first else {
      return "run, and held against no limit"
    }
    let edge = emission.limits.map { LimitCheck($0, rounded) }.first { !$0.isMet && $0.isOnTheEdge }
    if let edge {
      return "on the limit, by no more than noise: \(edge.limit.metric.title) \(edge.limit.text(of: edge.interval))"
    }
    return "within the limit: \(limit.metric.title) \(limit.text(of: rounded.interval(limit.metric)))"
  }
}
