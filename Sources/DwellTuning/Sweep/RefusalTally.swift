import DwellCore
import DwellSimulation

/// Why rows of a sweep could not be run: the first few reasons with how often each came, and how many came for others.
public struct RefusalTally: Sendable {
  private struct Reason: Sendable {
    let text: String
    let row: Int
    var count = 1
  }

  private var reasons: [Reason] = []
  private var others = 0

  private static let most = 3

  /// A tally of nothing.
  public init() {}

  /// How many rows could not be run.
  public var count: Int { reasons.reduce(others) { $0 + $1.count } }

  /// Takes in why a row could not be run.
  public mutating func add(_ text: String, row: Int) {
    if let place = reasons.firstIndex(where: { $0.text == text }) {
      reasons[place].count += 1
    } else if reasons.count < Self.most {
      reasons.append(Reason(text: text, row: row))
    } else {
      others += 1
    }
  }

  /// A line for each reason; `total` rows were asked for.
  public func lines(of total: Int, in grid: Grid) -> [String] {
    var lines = reasons.enumerated().map { place, reason in
      let settings = grid.settings(at: reason.row).map { "\($0.name)=\($0.text)" }.joined(separator: " ")
      let some = Self.rows(reason.count) + (place == 0 ? " of \(QuantityText.count(total))" : "")
      return "\(some) could not be run, the first at \(settings): \(reason.text)"
    }
    if others > 0 { lines.append("\(Self.rows(others)) could not be run for other reasons; --format csv has them all") }
    return lines
  }

  private static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(QuantityText.count(count)) rows" }
}
