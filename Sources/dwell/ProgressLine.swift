import DwellCore
import DwellDashboard
import DwellTerminal
import Foundation

/// How far a long command is, on standard error where that is a terminal: a bar, and the time left.
///
/// At most ten times a second; it never stays on the line of a message, and it is gone at the end.
struct ProgressLine {
  private static let columns = 24
  private let title: String
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var last: ContinuousClock.Instant?
  private let first: Int

  /// A line for `title`; `done` of it were done before.
  init(_ title: String, done: Int = 0) {
    self.title = title
    first = done
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// Says that `done` of `total` are done.
  mutating func show(_ done: Int, of total: Int) {
    guard isShown, total > 0 else { return }
    let now = ContinuousClock.now
    if let last, now - last < .milliseconds(100) { return }
    last = now
    let share = Double(done) / Double(total)
    let full = Int((share * Double(Self.columns)).rounded())
    let bar = String(repeating: "━", count: full) + String(repeating: "─", count: Self.columns - full)
    var line =
      "\(title)  \(QuantityText.count(done)) of \(QuantityText.count(total))  \(bar) \(QuantityText.percent(share))"
    let worked = (now - start) / .seconds(1)
    if done > first, worked > 1 {
      let left = worked / Double(done - first) * Double(total - done)
      line += "  \(Self.time(left)) left"
    }
    Self.write("\r\u{1B}[K" + (Console.isUTF8 ? line : SymbolSet.ascii.plain(line)))
  }

  /// Takes the line away.
  func clear() { if isShown, last != nil { Self.write("\r\u{1B}[K") } }

  private static func time(_ seconds: Double) -> String {
    if seconds < 90 { return "\(Int(seconds.rounded(.up))) s" }
    if seconds < 5400 { return "\(Int((seconds / 60).rounded(.up))) min" }
    return "\(QuantityText.significant(seconds / 3600, .dropped)) h"
  }

  private static func write(_ text: String) { _ = WholeText.write(text, to: STDERR_FILENO) }
}
