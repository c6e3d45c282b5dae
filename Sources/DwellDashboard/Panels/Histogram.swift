import DwellCore
import DwellMetrics
import DwellTerminal

/// A distribution laid over columns of cells: time on a logarithmic axis, and a place at the left for no wait at all.
struct Histogram {
  /// The share of the fullest column that each column has, 0 to 1.
  private(set) var heights: [Double]
  /// The share of all packets in the fullest column.
  private var share = Double.nan
  private let scale: Scale
  /// Columns at the left for packets that did not wait.
  private let zeros: Int

  init(_ dwell: Distribution, _ scale: Scale, columns: Int) {
    self.scale = scale
    let columns = max(columns, 1)
    heights = Array(repeating: 0, count: columns)
    let zeros = dwell.cells.contains { $0.low < 1 && $0.count > 0 } && columns > 8 ? 2 : 0
    self.zeros = zeros
    let rest = Double(columns - zeros)
    func place(_ x: Double) -> Int { x.rounded(.down).whole(in: 0...(columns - zeros - 1)) }
    for cell in dwell.cells where cell.count > 0 {
      if cell.low < 1 {
        if zeros > 0 { heights[0] += Double(cell.count) }
        continue
      }
      guard let low = scale.fraction(of: cell.low), let high = scale.fraction(of: cell.high), high > low else {
        continue
      }
      // A cell's packets go to the columns it covers, by the part of it that lies there.
      let from = min(max(low, 0), 1) * rest
      let to = min(max(high, 0), 1) * rest
      if to - from < 1e-9 {
        heights[zeros + place(from)] += Double(cell.count)
        continue
      }
      for column in place(from)...place(to) {
        let part = min(Double(column + 1), to) - max(Double(column), from)
        if part > 0 { heights[zeros + column] += Double(cell.count) * part / (to - from) }
      }
    }
    let most = heights.max() ?? 0
    if dwell.count > 0, most > 0 { share = most / Double(dwell.cells.reduce(0) { $0 + $1.count }) }
    if most > 0 { heights = heights.map { $0 / most } }
  }

  /// The share of the packets in the fullest column, in words; nil where there are none.
  var mostText: String? { share.isNaN ? nil : "\(QuantityText.percent(share)) of the packets" }

  /// Draws bars, the axis with percentiles, and the words under it.
  func draw(_ dwell: Distribution, in area: Rect, on canvas: inout Canvas) {
    let rows = area.height - 2
    guard rows > 0 else { return }
    for (column, height) in heights.enumerated() where height > 0 {
      let eighths = max((height * Double(rows * 8)).whole(in: 0...(rows * 8)), 1)
      for row in 0..<rows {
        let level = eighths - (rows - 1 - row) * 8
        if level > 0 {
          canvas.put(
            canvas.symbols.column(eighths: level), x: area.x + column, y: area.y + row,
            role: eighths == 1 ? .dwellDim : .dwell)
        }
      }
    }
    drawAxis(dwell, x: area.x, y: area.y + rows, width: area.width, on: &canvas)
  }

  private func column(_ value: Double, _ width: Int) -> Int {
    guard value >= 1, let fraction = scale.fraction(of: value) else { return 0 }
    return zeros + (fraction * Double(width - zeros)).rounded(.down).whole(in: 0...max(width - zeros - 1, 0))
  }

  private func drawAxis(_ dwell: Distribution, x: Int, y: Int, width: Int, on canvas: inout Canvas) {
    canvas.rule(x: x, y: y, width: width)
    var free = 0
    if zeros > 0 { free = canvas.text("0", x: x, y: y + 1, role: .dim) + 1 }
    var values = Array(Axis.ladder(scale, [1]).reversed())
    if values.count < 2 { values = Axis.ladder(scale, [1, 2, 5]).sorted() }
    for value in values {
      let place = column(value, width)
      canvas.put(canvas.symbols.baseTick, x: x + place, y: y, role: .rule)
      let label = QuantityText.time(nanoseconds: value, .dropped)
      let wide = canvas.columns(of: label)
      let left = min(max(place - wide / 2, 0), width - wide)
      guard left >= free, left >= 0 else { continue }
      canvas.text(label, x: x + left, y: y + 1, role: .dim)
      free = left + wide + 1
    }
    for (text, left, mark) in percentiles(dwell, width) {
      canvas.text(text, x: x + left, y: y, role: .text)
      canvas.put(canvas.symbols.mark, x: x + mark, y: y, role: .dwell)
    }
  }

  /// The marks of the percentiles with their names right (`▲50`) or left (`50▲`) of them, so that none touches another.
  ///
  /// Where not all have room the 90th goes first, then the 50th; a mark without its name would say nothing.
  private func percentiles(_ dwell: Distribution, _ width: Int) -> [(text: String, left: Int, mark: Int)] {
    let all = [("50", dwell.p50), ("90", dwell.p90), ("99", dwell.p99)].filter { !$0.1.isNaN }
    for names in [["50", "90", "99"], ["50", "99"], ["99"], ["50"]] {
      let chosen = all.filter { names.contains($0.0) }
      for lefts in 0..<(1 << chosen.count) where !chosen.isEmpty {
        var words: [(text: String, left: Int, mark: Int)] = []
        var free = 0
        for (index, (name, value)) in chosen.enumerated() {
          let mark = column(value, width)
          let isLeft = lefts >> index & 1 == 1
          let left = isLeft ? mark - name.count : mark
          // Two marks may stand side by side (`50▲▲99`), a mark and the name of another may not.
          guard left >= (isLeft && index > 0 ? free + 1 : free), left + name.count < width else { break }
          words.append((isLeft ? name + " " : " " + name, left, mark))
          free = mark + 1 + (isLeft ? 0 : name.count + 1)
        }
        if words.count == chosen.count { return words }
      }
    }
    return []
  }
}
