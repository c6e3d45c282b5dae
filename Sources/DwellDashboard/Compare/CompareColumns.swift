import DwellTerminal

/// Where the columns of the table of A/B lie: label, A, B, B/A.
struct CompareColumns {
  /// The column of the labels.
  let x: Int
  /// The column after the values of A.
  let aRight: Int
  /// The column after the values of B.
  let bRight: Int
  /// The column after the ratios; nil where there is no room for them.
  let ratioRight: Int?
  /// Whether labels are long.
  let isWide: Bool

  init(_ area: Rect) {
    x = area.x
    // A value takes nine columns at most (`1.23 Mpps`), a ratio six (`×0.57?`).
    let hasRatio = area.width >= 36
    ratioRight = hasRatio ? area.right : nil
    bRight = hasRatio ? area.right - (area.width >= 37 ? 7 : 6) : area.right
    aRight = bRight - (area.width >= 44 ? 11 : 10)
    isWide = aRight - 9 - x > 13
  }
}
