import DwellCore
import DwellMetrics
package import DwellSession

/// What a comparison says, put into words from its numbers.
package enum CompareSentence {
  /// The gist, and what it rests on.
  package static func words(_ comparison: Comparison) -> (head: String, rest: String) {
    let figures = comparison.figures
    guard figures.contains(where: { $0.verdict != .tooEarly }) else {
      return ("too early to tell:", "what differs shows when more has happened since the last turn.")
    }
    let wait = first([.dwellP99, .dwellMean, .delayP99, .delayMean], in: comparison)
    let cost = first([.driverDomain, .notifications], in: comparison)
    let throughput = differing(.throughput, in: comparison)
    let lost = differing(.lost, in: comparison)
    let parts = [lost.map(lostWords), throughput.map(throughputWords), wait.map(waitWords), cost.map(costWords)]
      .compactMap { $0 }
    // Where one side of the bargain is not known yet, nobody has won.
    let isOpen =
      (wait == nil && isEarly([.dwellP99, .dwellMean, .delayMean], in: comparison))
      || (cost == nil && isEarly([.driverDomain], in: comparison))
    guard !parts.isEmpty else {
      return isOpen
        ? ("too early to tell:", "what is known after \(time(comparison.seconds)) differs by no more than noise.")
        : ("no difference beyond noise:", "A and B wait and work alike over \(time(comparison.seconds)).")
    }
    return (isOpen ? "so far:" : head(wait, cost, throughput ?? lost), "B \(joined(parts)).")
  }

  private static func head(_ wait: ComparedFigure?, _ cost: ComparedFigure?, _ flow: ComparedFigure?) -> String {
    let sides = [wait, cost, flow].compactMap { $0?.better }
    if flow == nil, let wait = wait?.better, let cost = cost?.better, wait != cost {
      return wait == .b ? "shorter waits, more work:" : "longer waits, less work:"
    }
    if sides.allSatisfy({ $0 == .b }) { return "B is better:" }
    if sides.allSatisfy({ $0 == .a }) { return "A is better:" }
    return "each has its price:"
  }

  private static func differing(_ metric: ComparedFigure.Metric, in comparison: Comparison) -> ComparedFigure? {
    comparison[metric].flatMap { $0.better != nil ? $0 : nil }
  }

  private static func isEarly(_ metrics: [ComparedFigure.Metric], in comparison: Comparison) -> Bool {
    metrics.contains { comparison[$0].map { $0.verdict == .tooEarly && ($0.a ?? $0.b) != nil } ?? false }
  }

  private static func first(_ metrics: [ComparedFigure.Metric], in comparison: Comparison) -> ComparedFigure? {
    metrics.lazy.compactMap { differing($0, in: comparison) }.first
  }

  private static func waitWords(_ figure: ComparedFigure) -> String {
    let label = CompareText.label(figure.metric)
    let name = "\(label.long) \(label.group)"
    guard let ratio = figure.ratio else { return "has a \(name) of \(CompareText.value(figure.metric, figure.b))" }
    if ratio < 1 { return "cuts \(name) by \(percent(1 - ratio))" }
    return ratio < 2
      ? "raises \(name) by \(percent(ratio - 1))" : "raises \(name) to \(CompareText.ratio(ratio))"
  }

  private static func costWords(_ figure: ComparedFigure) -> String {
    guard let a = figure.a, let b = figure.b else { return "" }
    if figure.metric == .driverDomain {
      let points = ((b - a) * 100).magnitude
      let text = points < 10 ? QuantityText.fixed(points, digits: 1) : QuantityText.fixed(points, digits: 0)
      return "keeps the driver domain \(text) points \(b > a ? "busier" : "less busy")"
    }
    let more = b > a ? "more" : "fewer"
    return "sends \(percent(((b - a) / max(a, .leastNormalMagnitude)).magnitude)) \(more) notifications"
  }

  private static func throughputWords(_ figure: ComparedFigure) -> String {
    guard let ratio = figure.ratio else { return "hands over \(CompareText.value(.throughput, figure.b))" }
    return "hands over \(percent((ratio - 1).magnitude)) \(ratio > 1 ? "more" : "fewer") packets"
  }

  private static func lostWords(_ figure: ComparedFigure) -> String {
    "loses \(CompareText.percent(figure.b ?? 0)) of them where A loses \(CompareText.percent(figure.a ?? 0))"
      .replacing("of them", with: "of the packets")
  }

  // One part of a hundred is something; none is not shown as a change.
  private static func percent(_ share: Double) -> String {
    share < 0.095 ? "\(QuantityText.fixed(share * 100, digits: 1)) %" : QuantityText.percent(share)
  }

  private static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func time(_ seconds: Double) -> String { QuantityText.time(nanoseconds: seconds * 1e9) }
}
