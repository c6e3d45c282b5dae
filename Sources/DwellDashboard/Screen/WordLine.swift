import DwellTerminal

/// A row of words of which the less important ones go, whole, when there is not enough room.
struct WordLine {
  struct Word {
    var parts: [(text: String, role: Role, attributes: Cell.Attributes)]
    var rank: Int

    init(_ text: String, _ role: Role = .text, bold: Bool = false, rank: Int) {
      parts = [(text, role, bold ? .bold : [])]
      self.rank = rank
    }

    init(_ parts: [(text: String, role: Role, attributes: Cell.Attributes)], rank: Int) {
      self.parts = parts
      self.rank = rank
    }

    func width(_ canvas: Canvas) -> Int { parts.reduce(0) { $0 + canvas.columns(of: $1.text) } }
  }

  /// Words from the left edge on.
  var left: [Word]
  /// Words up to the right edge.
  var right: [Word] = []

  /// Draws them two columns apart, left and right at least three.
  func draw(in area: Rect, on canvas: inout Canvas) {
    var left = left.map { (word: $0, width: $0.width(canvas)) }
    var right = right.map { (word: $0, width: $0.width(canvas)) }
    func width(_ words: [(word: Word, width: Int)]) -> Int {
      words.reduce(0) { $0 + $1.width } + max(words.count - 1, 0) * 2
    }
    func total() -> Int { width(left) + width(right) + (left.isEmpty || right.isEmpty ? 0 : 3) }
    while total() > area.width, left.count + right.count > 1 {
      let worstLeft = left.indices.max { left[$0].word.rank < left[$1].word.rank }
      let worstRight = right.indices.max { right[$0].word.rank < right[$1].word.rank }
      if let l = worstLeft, worstRight.map({ left[l].word.rank >= right[$0].word.rank }) ?? true {
        left.remove(at: l)
      } else if let r = worstRight {
        right.remove(at: r)
      }
    }
    // A single word too wide for the row is cut; it is the one that matters most.
    var x = area.x
    for (word, _) in left { x = draw(word, x, area, on: &canvas) + 2 }
    x = max(area.right - width(right), area.x)
    for (word, _) in right { x = draw(word, x, area, on: &canvas) + 2 }
  }

  private func draw(_ word: Word, _ x: Int, _ area: Rect, on canvas: inout Canvas) -> Int {
    var x = x
    for part in word.parts {
      x += canvas.text(
        part.text, x: x, y: area.y, role: part.role, attributes: part.attributes, limit: max(area.right - x, 0))
    }
    return x
  }
}
