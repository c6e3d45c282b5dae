/// A raster finer than cells, for curves: 2×4 dots to a cell in braille, 1×2 in block, 1×1 letters in ASCII.
///
/// The origin is top left. Dots outside are ignored. A cell takes colour and letter of the highest-ranked pen through
/// it; dots of lower pens in that cell stay. Draw grid and marks on the canvas first: only cells with a dot replace
/// what is there.
public struct PlotSurface: Sendable {
  /// Cells across.
  public let columns: Int
  /// Cells downward.
  public let rows: Int
  /// The characters that may be used.
  public let symbols: SymbolSet
  private var dots: [UInt8]
  private var owners: [Pen?]

  /// Makes an empty raster over so many cells, held to what a canvas can have.
  public init(columns: Int, rows: Int, symbols: SymbolSet) {
    self.columns = min(max(columns, 0), Canvas.longestSide)
    self.rows = min(max(rows, 0), Canvas.longestSide)
    self.symbols = symbols
    dots = Array(repeating: 0, count: self.columns * self.rows)
    owners = Array(repeating: nil, count: self.columns * self.rows)
  }

  /// Dots across.
  public var width: Int { columns * symbols.dotsAcross }
  /// Dots downward.
  public var height: Int { rows * symbols.dotsDown }

  /// Sets one dot.
  public mutating func dot(x: Int, y: Int, _ pen: Pen) {
    guard x >= 0, x < width, y >= 0, y < height else { return }
    let cell = y / symbols.dotsDown * columns + x / symbols.dotsAcross
    dots[cell] |= bit(x % symbols.dotsAcross, y % symbols.dotsDown)
    if let owner = owners[cell], owner.rank > pen.rank { return }
    owners[cell] = pen
  }

  /// Sets the dots of a column between two rows, both included and in either order; every `step`-th when sparse.
  ///
  /// Sparse dots lie at absolute rows, so that neighbours in a band line up.
  public mutating func upright(x: Int, from: Int, to: Int, step: Int = 1, _ pen: Pen) {
    let top = max(min(from, to), 0)
    let bottom = min(max(from, to), height - 1)
    guard top <= bottom, x >= 0, x < width else { return }
    let step = min(max(step, 1), 4 * Canvas.longestSide)
    for y in stride(from: (top + step - 1) / step * step, through: bottom, by: step) { dot(x: x, y: y, pen) }
  }

  /// Sets the dots of a row between two columns, both included; every `step`-th when dashed.
  public mutating func level(y: Int, from: Int, to: Int, step: Int = 1, _ pen: Pen) {
    let left = max(min(from, to), 0)
    let right = min(max(from, to), width - 1)
    guard left <= right, y >= 0, y < height else { return }
    let step = min(max(step, 1), 4 * Canvas.longestSide)
    for x in stride(from: (left + step - 1) / step * step, through: right, by: step) { dot(x: x, y: y, pen) }
  }

  /// Draws a curve of one row per dot column; gaps are `nil`, jumps between neighbours are joined on request.
  ///
  /// - Parameters:
  ///   - ys: the dot row at each dot column, from `x` on; rows outside are held to just outside.
  ///   - x: the dot column of the first.
  ///   - joined: whether neighbours more than one row apart are joined by an upright line.
  public mutating func curve(_ ys: [Int?], from x: Int = 0, joined: Bool, _ pen: Pen) {
    let farthest = 4 * Canvas.longestSide
    guard (-farthest...farthest).contains(x) else { return }
    var previous: Int?
    for (index, y) in ys.enumerated() {
      guard let raw = y else {
        previous = nil
        continue
      }
      let y = min(max(raw, -1), height)
      if joined, let before = previous, abs(before - y) > 1 {
        // The new column carries the join, so that time never runs backward on the screen.
        upright(x: x + index, from: before < y ? before + 1 : before - 1, to: y, pen)
      }
      dot(x: x + index, y: y, pen)
      previous = y
    }
  }

  /// Whether a cell holds a dot.
  public func isSet(column: Int, row: Int) -> Bool {
    guard column >= 0, column < columns, row >= 0, row < rows else { return false }
    return dots[row * columns + column] != 0
  }

  /// The pen that a cell has its colour from; nil where it holds no dot.
  public func owner(column: Int, row: Int) -> Pen? {
    isSet(column: column, row: row) ? owners[row * columns + column] : nil
  }

  /// Writes every cell that holds a dot, with its top left cell at a place of the canvas.
  public func draw(on canvas: inout Canvas, x: Int, y: Int) {
    let origin = Rect(x: x, y: y, width: columns, height: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        let cell = row * columns + column
        guard dots[cell] != 0, let pen = owners[cell] else { continue }
        canvas.put(
          scalar(dots[cell], pen), x: origin.x + column, y: origin.y + row, role: pen.role, attributes: pen.attributes)
      }
    }
  }

  private func bit(_ x: Int, _ y: Int) -> UInt8 {
    guard symbols == .braille else { return 1 << UInt8(truncatingIfNeeded: y) }
    // Unicode numbers the dots 1 2 3 7 in the left column and 4 5 6 8 in the right one.
    if y == 3 { return x == 0 ? 0x40 : 0x80 }
    return 1 << UInt8(truncatingIfNeeded: x * 3 + y)
  }

  private func scalar(_ dots: UInt8, _ pen: Pen) -> Unicode.Scalar {
    switch symbols {
    case .braille: Unicode.Scalar(0x2800 + UInt32(dots)) ?? "?"
    case .block: dots == 1 ? "▀" : dots == 2 ? "▄" : "█"
    case .ascii: pen.letter
    }
  }
}
