public import DwellTerminal
public import DwellTuning

/// The marks of the settings in the plot, and what they say.
extension FrontPlot {
  /// The mark of a family: a sign where the symbols have them, else a letter.
  public static func mark(_ family: Int, _ symbols: SymbolSet) -> Unicode.Scalar {
    let signs: [Unicode.Scalar] = symbols == .braille ? ["○", "◆", "△", "□", "◇", "▽", "+", "×", "∗", "▪"] : []
    if signs.indices.contains(family) { return signs[family] }
    return Unicode.Scalar(UInt8(97 + (family - signs.count) % 26))
  }

  /// The mark of what breaks a limit.
  static func brokenMark(_ symbols: SymbolSet) -> Unicode.Scalar { symbols == .ascii ? "." : "·" }
  /// The mark of what breaks a limit on the front.
  static let brokenFrontMark: Unicode.Scalar = "!"

  /// The legend of the marks of what breaks a limit, an entry each; nothing where none does.
  public static func brokenLegend(_ points: [Point], front: [Point], _ symbols: SymbolSet) -> [String] {
    (front.contains { !$0.isAllowed } ? ["\(brokenFrontMark) on the front, breaks a limit"] : [])
      + (points.contains { !$0.isAllowed } ? ["\(brokenMark(symbols)) breaks a limit"] : [])
  }

  /// The same of what a search has tried.
  public static func brokenLegend(_ result: TuningResult, _ symbols: SymbolSet) -> [String] {
    func points(_ tried: [Tried]) -> [Point] {
      tried.compactMap { point($0, result.frontMetric, result.problem.goal.metric, result.problem.limits) }
    }
    return brokenLegend(points(result.tried), front: points(result.front), symbols)
  }
}
