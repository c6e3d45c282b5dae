import DwellTerminal

/// The tables of the tune page as rows of which the less important ones go, whole, where there is not enough room.
struct TuneRows {
  /// What is drawn into a row of that area.
  typealias Draw = (_ row: Rect, _ canvas: inout Canvas) -> Void

  private struct Item {
    var section: Int
    // Higher ones go first; nil: it stays as long as its section has anything else.
    var rank: Int?
    var isBlank = false
    var rows: [Draw]
  }

  private var items: [Item] = []
  private var section = 0

  /// What follows belongs to another section. From the second on a blank row parts it.
  ///
  /// It goes late: sections that run together read worse than a section less.
  mutating func begin() {
    section += 1
    if section > 1 { items.append(Item(section: section, rank: 12, isBlank: true, rows: [{ _, _ in }])) }
  }

  /// Adds rows that stay or go together.
  ///
  /// - Parameter rank: higher ones go first; nil: they stay as long as anything else of the section does, as a title does.
  mutating func add(rank: Int?, _ rows: [Draw]) {
    if !rows.isEmpty { items.append(Item(section: section, rank: rank, rows: rows)) }
  }

  /// What is left of it in so many rows: the less important items go first, and what still fits in the end comes back.
  private func kept(_ height: Int) -> [Item] {
    let order = items.indices.filter { items[$0].rank != nil }.sorted { (items[$0].rank ?? 0) < (items[$1].rank ?? 0) }
    var chosen = Set(order)
    func fits() -> Bool { shown(chosen).reduce(0) { $0 + $1.rows.count } <= height }
    for place in order.reversed() {
      if fits() { break }
      chosen.remove(place)
    }
    for place in order where !chosen.contains(place) {
      chosen.insert(place)
      if !fits() { chosen.remove(place) }
    }
    return shown(chosen)
  }

  /// The chosen items, with titles of the sections that have anything, and blanks only between such sections.
  private func shown(_ chosen: Set<Int>) -> [Item] {
    let filled = Set(chosen.filter { !items[$0].isBlank }.map { items[$0].section })
    var shown: [Item] = []
    for (place, item) in items.enumerated() where filled.contains(item.section) {
      if item.rank != nil, !chosen.contains(place) || item.isBlank && shown.isEmpty { continue }
      shown.append(item)
    }
    return shown
  }

  /// Draws what fits from the top of the area on.
  func draw(in area: Rect, on canvas: inout Canvas) {
    for (row, draw) in kept(area.height).flatMap(\.rows).enumerated() {
      draw(Rect(x: area.x, y: area.y + row, width: area.width, height: 1), &canvas)
    }
  }
}
