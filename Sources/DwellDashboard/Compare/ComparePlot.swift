import DwellCore
import DwellMetrics
import DwellSession
import DwellTerminal

/// One quantity of two runs over time: A dotted, B solid, both also in the gutter with what they are now, or under the cursor.
///
/// Where both meet every third cell is A's, so that neither hides the other.
struct ComparePlot: Sendable {
  /// What a gap between two values means.
  enum Gap: Sendable {
    /// Nothing happened there.
    case silence
    /// Nothing happened, so the rate is 0.
    case zero
  }

  /// How the y axis is spread while nothing else is chosen.
  enum Spread: String {
    /// From 0.
    case linear = ""
    /// Over decades.
    case logarithmic = "log"
  }

  let title: String
  let words: String
  var spread = Spread.linear
  let series: Series
  let unit: Axis.Unit
  let gap: Gap
  /// What the gutter says, of each run.
  let now: @Sendable (Recent) -> Double
  let text: @Sendable (Double) -> String

  /// The two snapshots of a frame; nil where A is not there yet.
  static func snapshots(_ frame: Frame) -> (a: Snapshot?, b: Snapshot) { (frame.comparison?.snapshot, frame.snapshot) }

  func draw(_ panel: some Panel, _ model: Model, in area: Rect, on canvas: inout Canvas) {
    let scaleWord = PanelTitle.scale(of: panel, spread.rawValue, rank: 4, model)
    Self.drawTitle(panel, title, [.init(words, rank: 3), scaleWord], model, in: area, on: &canvas)
    let plot = area.inset(top: 1)
    var frame = PlotFrame(model, in: plot, of: panel)
    frame.drawAxis(unit, on: &canvas)
    frame.drawMarks(model, on: &canvas)
    let (a, b) = Self.snapshots(model.frame)
    let isChosen = model.yScale(of: panel) != .auto
    frame.line(values(b, frame, model, isChosen), joined: true, Pen(.b, rank: 2, letter: "b"))
    if let a {
      let across = model.symbols.dotsAcross
      let values = values(a, frame, model, isChosen)
      // Steep flanks of A lie under B, every third cell of the rest above it.
      frame.broken(values, on: 0, of: 3 * across, joined: true, Pen(.a, rank: 1, letter: "a"))
      frame.broken(values, on: across, of: 3 * across, Pen(.a, rank: 3, letter: "a"))
    }
    frame.drawCurves(on: &canvas)
    var entries = [entry("B", frame.reading.map(value) ?? now(model.figures.brief), .b, frame, rank: 0)]
    if let figures = model.figuresOfA {
      let value = a.flatMap { frame.reading(of: $0) }.map(value) ?? now(figures.brief)
      entries.append(entry("A", value, .a, frame, rank: 1))
    }
    Gutter.draw(entries, frame.geometry, y: plot.y, rows: plot.height, on: &canvas)
  }

  /// The head of a plot of two curves, which says how each is drawn.
  static func drawTitle(
    _ panel: some Panel, _ title: String, _ words: [PanelTitle.Word], _ model: Model, in area: Rect,
    on canvas: inout Canvas
  ) {
    let dotted = canvas.symbols == .ascii ? "a" : "┄"
    let solid = canvas.symbols == .ascii ? "b" : "━"
    PanelTitle.draw(
      panel, [title],
      words + [
        .init("\(dotted) A", .a, bold: true, rank: 1), .init("\(solid) B", .b, bold: true, rank: 1),
      ],
      model, in: area, on: &canvas)
  }

  /// The mean in the cell under the cursor; NaN where nothing happened.
  private func value(_ reading: Reading) -> Double {
    switch gap {
    case .zero: reading.rate(series)
    case .silence: reading.mean(series)
    }
  }

  private func entry(_ name: String, _ value: Double, _ role: Role, _ frame: PlotFrame, rank: Int) -> Gutter.Entry {
    .init(
      name, value.isFinite ? text(value) : "–", role, row: frame.row(value), rank: rank, number: value, bold: role == .b
    )
  }

  private func values(_ snapshot: Snapshot, _ frame: PlotFrame, _ model: Model, _ isChosen: Bool) -> [Double?] {
    let curve = Curve(snapshot, series, dots: frame.dots, perCell: model.symbols.dotsAcross)
    switch gap {
    case .zero: return curve.rates(snapshot)
    // What did not wait at all lies at the foot of a logarithmic axis; below a chosen range it is marked.
    case .silence:
      return curve.means.map { $0.map { isChosen && $0 > 0 ? $0 : max($0, frame.scale.low) } }
    }
  }

  /// The least and greatest value above 0 of both runs.
  func bounds(_ frame: Frame) -> ClosedRange<Double>? {
    let (a, b) = Self.snapshots(frame)
    let bounds = [a, b].compactMap { $0 }.compactMap { Curve.bounds($0, [(series, \.mean)]) }
    guard let low = bounds.map(\.lowerBound).min(), let high = bounds.map(\.upperBound).max() else { return nil }
    switch spread {
    case .linear: return low...high * 1.05
    case .logarithmic: return low...high
    }
  }

  /// The range of the y axis for both runs.
  func scale(_ frame: Frame) -> Scale? {
    switch spread {
    case .linear: bounds(frame).flatMap { PlotScale.linear(upTo: $0.upperBound) }
    case .logarithmic: bounds(frame).map { PlotScale.logarithmic($0) }
    }
  }
}
