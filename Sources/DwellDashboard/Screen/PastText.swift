import DwellCore
import DwellMetrics
import DwellTerminal

/// What is said while the past is read.
enum PastText {
  /// `at 2.357 s`; nil while nothing is frozen.
  static func at(_ model: Model) -> String? {
    model.cursor.map { "at \(TimeText.instant($0, window: model.window)) s" }
  }

  /// `2.100…2.418 s` while a stretch is measured, else `at 2.357 s`; nil while nothing is frozen.
  static func over(_ model: Model) -> String? {
    guard let measured = model.measured, !measured.isEmpty else { return at(model) }
    let (from, to) = (measured.lowerBound, measured.upperBound)
    return "\(TimeText.instant(from, window: model.window))…\(TimeText.instant(to, window: model.window)) s"
  }

  /// What letting go of the button does with the span drawn out; nil while none is.
  static func selection(_ model: Model) -> String? {
    model.selection.map { span in
      let (from, to) = (span.lowerBound, span.upperBound)
      let length = QuantityText.time(nanoseconds: Double((to - from).nanoseconds))
      return "\(length), from \(TimeText.instant(from, window: model.window)) to "
        + "\(TimeText.instant(to, window: model.window)) s: let go to show it, Esc leaves it"
    }
  }

  /// What the title of a panel says of its numbers; nil while nothing is frozen, and where the panel says it itself.
  static func title(_ reading: PanelReading, _ model: Model) -> String? {
    guard model.isFrozen else { return nil }
    return switch reading {
    case .cursor: at(model)
    case .stretch: over(model)
    case .now: "now"
    case .own: nil
    }
  }

  /// `by 2.418 s`: the end of what is measured, else the cursor; nil while nothing is frozen.
  static func by(_ model: Model) -> String? {
    let end = model.measured.flatMap { $0.isEmpty ? nil : $0.upperBound } ?? model.cursor
    return end.map { "by \(TimeText.instant($0, window: model.window)) s" }
  }

  /// `−61.4 ms`: how long before now; nil at now.
  static func before(_ instant: Instant, _ model: Model) -> String? {
    let back = model.snapshot.now - instant
    return back > .zero ? "−\(QuantityText.time(nanoseconds: Double(back.nanoseconds)))" : nil
  }

  /// `1 bin 8.39 ms` where nothing as fine as a column is kept any more.
  static func resolution(_ model: Model) -> String? {
    let snapshot = model.snapshot
    guard model.isFrozen, snapshot.binWidth > snapshot.columnWidth else { return nil }
    return "1 bin \(QuantityText.time(nanoseconds: Double(snapshot.binWidth.nanoseconds)))"
  }

  /// What a panel beside the plots says at the end of its rule while the past is read; `words` otherwise.
  static func side(_ model: Model, else words: [PanelTitle.Word]) -> [PanelTitle.Word] {
    over(model).map { [.init($0, .hint, bold: true, rank: 0)] } ?? words
  }
}
