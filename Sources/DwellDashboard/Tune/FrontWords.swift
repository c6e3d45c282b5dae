import DwellTerminal
import DwellTuning

/// The words in the plot.
extension FrontPlot {
  /// Writes the words of the named points and of the limits, each at the first place where it covers no other.
  func drawWords(_ plot: Rect, on canvas: inout Canvas) {
    var taken: [(y: Int, x: Range<Int>)] = []
    func write(_ text: String, _ places: [(x: Int, y: Int)], _ role: Role) {
      let wide = canvas.columns(of: text)
      for place in places {
        let range = place.x..<place.x + wide
        guard place.x >= plot.x, range.upperBound <= plot.right, place.y >= plot.y, place.y < plot.bottom,
          !taken.contains(where: { $0.y == place.y && $0.x.overlaps(place.x - 1..<range.upperBound + 1) })
        else { continue }
        canvas.text(text, x: place.x, y: place.y, role: role, attributes: .bold)
        taken.append((place.y, range))
        return
      }
    }
    for one in named {
      guard let column = column(one.point.x, plot), let row = row(one.point.y, plot) else { continue }
      taken.append((plot.y + row, plot.x + column..<plot.x + column + 1))
    }
    for one in named {
      guard let column = column(one.point.x, plot), let row = row(one.point.y, plot) else { continue }
      let (x, y) = (plot.x + column, plot.y + row)
      let wide = canvas.columns(of: one.word)
      write(
        one.word,
        [(x - wide - 1, y), (x - wide, y + 1), (x + 2, y), (x - wide, y - 1), (x + 1, y + 1), (x + 1, y - 1)],
        one.role)
    }
    if let limit, let edge = column(limit.bound, plot) {
      let text = " \(limit.text) "
      let wide = canvas.columns(of: text)
      write(
        text, [0, 1, 2].flatMap { [(plot.x + edge + 1, plot.y + $0), (plot.x + edge - wide, plot.y + $0)] }, .limit)
    }
    if let goalLimit, let level = row(goalLimit.bound, plot) {
      let text = " \(goalLimit.text) "
      write(text, [(plot.right - canvas.columns(of: text), plot.y + level)], .limit)
    }
  }
}
