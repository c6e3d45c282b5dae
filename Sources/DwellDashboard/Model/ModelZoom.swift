package import DwellCore
import DwellMetrics
import DwellSession
import DwellTerminal

/// A span of time that the pointer draws out in a plot.
struct PlotGrip: Sendable, Hashable {
  /// The panel in whose plot the button went down.
  let panel: String
  /// What the cell stands for where the button went down.
  let first: Range<Instant>
  /// What the cell stands for where the pointer is.
  var last: Range<Instant>

  /// From the one to the other, both cells with it.
  var span: Range<Instant> {
    min(first.lowerBound, last.lowerBound)..<max(first.upperBound, last.upperBound)
  }
}

extension Model {
  /// The span of time drawn out with the pointer, at least two cells of a plot; nil: none.
  package var selection: Range<Instant>? {
    guard case .plot(let grip) = grip, grip.first != grip.last else { return nil }
    let end = min(grip.span.upperBound, snapshot.now)
    return grip.span.lowerBound < end ? grip.span.lowerBound..<end : nil
  }

  /// Takes hold of the instant under the pointer; nothing where the plot lies under something.
  mutating func gripPlot(_ panel: String, at x: Int) {
    guard explaining == .closed, let cell = cellOfPlot(panel, at: x) else { return }
    grip = .plot(PlotGrip(panel: panel, first: cell, last: cell))
  }

  /// Draws the span out to a column, also beyond the edges of the plot.
  mutating func dragPlot(to x: Int) {
    guard case .plot(var held) = grip, let cell = cellOfPlot(held.panel, at: x) else { return }
    held.last = cell
    grip = .plot(held)
  }

  /// Shows just what was drawn out; where the pointer did not move, the past is read there while it is read at all.
  mutating func letGoOfPlot() -> [Effect] {
    guard case .plot(let held) = grip else { return [] }
    if let selection { return showPast(from: selection.lowerBound, to: selection.upperBound) }
    if held.first == held.last { putCursor(at: held.first.lowerBound) }
    return []
  }

  /// What the cell of a plot in a column stands for, the nearest one beyond its edges.
  private func cellOfPlot(_ panel: String, at x: Int) -> Range<Instant>? {
    guard let rect = layout.slot(panel)?.rect else { return nil }
    let geometry = PlotGeometry(x: rect.x, width: rect.width)
    let line = TimeLine(snapshot, cells: geometry.columns, symbols: symbols)
    let cell = min(max(x - geometry.x, 0), geometry.columns - 1)
    let (start, end) = (line.start(ofCell: cell), line.start(ofCell: cell + 1))
    return start <= end ? start..<end : nil
  }
}
