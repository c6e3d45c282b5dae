import DwellTerminal

/// One panel in the whole plot area, with status, hints and knobs where there is room for them.
enum FullScreen {
  /// The fewest columns in which a panel alone says something.
  static let leastColumns = 20
  /// The fewest rows.
  static let leastRows = 3
  /// The columns from which on the knobs stand at the right.
  static let columnsForSide = 100

  /// Places a panel; false, and nothing placed, where it has nothing to show or not even its fewest rows fit.
  static func place(_ panel: any Panel, on board: inout LayoutBoard) -> Bool {
    guard let wish = panel.rows(board.run).map(\.rows).min(), board.width >= leastColumns else { return false }
    let axis = panel.isOverTime ? 2 : 0
    let least = max(wish, leastRows)
    guard board.height >= least else { return false }
    let margin = board.width >= 20 ? 1 : 0
    var free = board.height - least
    // What stays, the most useful first: the row of keys and notices, the axis, status, four knobs, blank rows.
    let hints = take(1, from: &free)
    let axisRows = take(axis, from: &free)
    let status = take(1, from: &free)
    let company = board.company(of: panel)
    // A panel without company has all columns for itself, and the knobs below.
    let isWide =
      board.width >= columnsForSide && board.height >= Layout.smallest.height && !company.isEmpty
    let hasKnobs = !panel.turnsKnobs
    // Half of the screen at least is the panel's own.
    let below = hasKnobs && !isWide && free >= 5 && free - 5 >= board.height / 2 - least ? 5 : 0
    let blank = board.height >= 30 ? 1 : 0
    let inner = Rect(x: margin, y: 0, width: board.width - 2 * margin, height: board.height)
    board.add(.status, Rect(x: inner.x, y: 0, width: inner.width, height: status))
    board.add(.hints, Rect(x: inner.x, y: board.height - hints, width: inner.width, height: hints))
    let body = inner.inset(top: status + blank, bottom: hints + blank)
    let side = isWide ? board.sideWidth : 0
    var plot = side > 0 ? body.inset(right: side + board.gap) : body.inset(bottom: below)
    if panel.holdsCursor, margin > 0 { plot = plot.widened(left: 1) }
    board.add(.panel(panel.name), plot.inset(bottom: axisRows))
    board.add(.axis, Rect(x: plot.x, y: plot.bottom - axisRows, width: plot.width, height: axisRows))
    if side > 0 {
      board.addColumn(company, in: body.inset(left: body.width - side))
    } else if below > 0 {
      board.addKnobs(Rect(x: body.x, y: body.bottom - below + 1, width: body.width, height: below - 1))
    }
    return true
  }

  private static func take(_ rows: Int, from free: inout Int) -> Int {
    guard rows <= free else { return 0 }
    free -= rows
    return rows
  }
}
