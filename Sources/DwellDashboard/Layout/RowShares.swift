/// How the rows of one column of the screen are shared out.
///
/// Wishes are granted in order of their rank while they fit; a wish that does not fit is passed over, so that a
/// smaller one may use the rows. What is left over goes to the panels with an appetite.
struct RowShares {
  /// A panel (or the time axis) and its rows.
  struct Part {
    var content: Layout.Slot.Content
    var rows: Int
  }

  /// From the top down; parts without rows are left out.
  let parts: [Part]
  /// Blank rows between two parts.
  let gap: Int
  /// Whether this is the only column: knobs stand at the bottom, and numbers before them.
  let isOnly: Bool

  private struct Step {
    var item: Int
    var rank: Int
    var rows: Int
  }

  private static let axis = RowWish(35, rows: 2)
  private static let gapRank = 65

  /// Shares out `rows` among panels; nil stands for the time axis.
  init(_ order: [(any Panel)?], rows: Int, run: RunShape, isOnly: Bool = false) {
    self.isOnly = isOnly
    var items: [(content: Layout.Slot.Content, panel: (any Panel)?)] = order.map {
      $0.map { (.panel($0.name), $0) } ?? (.axis, nil)
    }
    if isOnly {
      items.append((.numbers, nil))
      if let knobs = items.firstIndex(where: { $0.panel?.turnsKnobs == true }) {
        items.append(items.remove(at: knobs))
      }
    }
    var steps: [Step] = []
    for (index, item) in items.enumerated() {
      var wishes = item.panel?.rows(run) ?? [item.content == .axis ? Self.axis : RowWish(1, rows: 1)]
      if isOnly, let bare = item.panel?.untitledRows(run), let first = wishes.first {
        wishes[0].rank = max(first.rank, 12)
        wishes.insert(RowWish(first.rank, rows: bare), at: 0)
      }
      steps += wishes.map { Step(item: index, rank: $0.rank, rows: $0.rows) }
    }
    // Stacked plots stand close; their rules part them.
    let wantsGaps = !isOnly && !order.contains { $0 == nil }
    if wantsGaps { steps.append(Step(item: -1, rank: Self.gapRank, rows: 0)) }
    steps.sort { ($0.rank, $0.item, $0.rows) < ($1.rank, $1.item, $1.rows) }

    var granted = Array(repeating: 0, count: items.count)
    var free = rows
    var gap = 0
    for step in steps {
      let shown = granted.count { $0 > 0 }
      if step.item < 0 {
        guard free >= shown - 1 else { continue }
        free -= max(shown - 1, 0)
        gap = 1
        continue
      }
      // The axis belongs to a plot; without one it says nothing.
      if items[step.item].content == .axis, shown == 0 { continue }
      let isNew = granted[step.item] == 0
      let cost = step.rows - granted[step.item] + (isNew && shown > 0 ? gap : 0)
      guard cost > 0, cost <= free else { continue }
      granted[step.item] = step.rows
      free -= cost
    }
    Self.feed(&granted, free, items.map(\.panel), run)
    parts = zip(items, granted).compactMap { $1 > 0 ? Part(content: $0.content, rows: $1) : nil }
    self.gap = gap
  }

  /// Gives rows nobody wished for, one at a time, to the panel that got the least for its appetite.
  private static func feed(_ granted: inout [Int], _ free: Int, _ panels: [(any Panel)?], _ run: RunShape) {
    let appetites = panels.map { $0?.appetite ?? 0 }
    let most = panels.map { $0?.mostRows(run) ?? 0 }
    var fed = Array(repeating: 0, count: granted.count)
    for _ in 0..<max(free, 0) {
      var next: Int?
      for index in granted.indices where granted[index] > 0 && appetites[index] > 0 && granted[index] < most[index] {
        guard let best = next else {
          next = index
          continue
        }
        if fed[index] * appetites[best] < fed[best] * appetites[index] { next = index }
      }
      guard let next else { return }
      granted[next] += 1
      fed[next] += 1
    }
  }
}
