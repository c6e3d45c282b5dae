import DwellCore
public import DwellTerminal
public import DwellTuning

/// The settings of a search by the goal and what it is paid with: a mark for each, the front as steps, limits as lines with what lies
/// beyond them hatched. Printed by `dwell tune`, and drawn on the tune page.
public struct FrontPlot: Sendable {
  /// A setting.
  public struct Point: Sendable {
    /// The second quantity, in its plain unit.
    public var x: Double
    /// The goal, in its plain unit.
    public var y: Double
    /// Which choice it belongs to, for its mark.
    public var family: Int
    /// Whether it keeps to all limits.
    public var isAllowed: Bool

    /// A point of these.
    public init(x: Double, y: Double, family: Int, isAllowed: Bool) {
      self.x = x
      self.y = y
      self.family = family
      self.isAllowed = isAllowed
    }
  }

  /// A point with a word of its own.
  public struct Named: Sendable {
    /// The word.
    public var word: String
    /// Where it lies.
    public var point: Point
    /// What it is drawn in.
    public var role: Role
    /// How its mark stands out.
    public var attributes: Cell.Attributes

    /// A point called `word`.
    public init(_ word: String, _ point: Point, _ role: Role, _ attributes: Cell.Attributes = .bold) {
      self.word = word
      self.point = point
      self.role = role
      self.attributes = attributes
    }
  }

  static let labelWidth = 9
  private let points: [Point]
  private let front: [Point]
  let named: [Named]
  let limit: Limit?
  let goalLimit: Limit?
  let across: Metric
  let upward: Metric
  let xScale: Scale
  let yScale: Scale

  /// - Parameters:
  ///   - limits: those that are shown are of the two quantities.
  public init(
    points: [Point], front: [Point], named: [Named], limits: [Limit], across: Metric, upward: Metric
  ) {
    self.points = points
    self.front = front
    self.named = named
    self.across = across
    self.upward = upward
    limit = limits.first { $0.metric == across && $0.bound.isFinite }
    goalLimit = limits.first { $0.metric == upward && $0.bound.isFinite }
    // What lies far from everything that matters is left out.
    let chosen = named.map(\.point) + front + points.filter(\.isAllowed)
    let near = chosen.isEmpty ? points : chosen
    xScale = Self.scale(near.map(\.x) + (limit.map { [$0.bound] } ?? []), across)
    yScale = Self.scale(near.map(\.y) + (goalLimit.map { [$0.bound] } ?? []), upward)
  }

  static func factor(_ metric: Metric) -> Double { metric.unit == .seconds ? 1e9 : 1 }

  private static func scale(_ values: [Double], _ metric: Metric) -> Scale {
    let values = values.filter(\.isFinite).map { $0 * factor(metric) }
    guard let low = values.min(), let high = values.max(), high > 0 else { return Scale(.linear, 0, 1) }
    if low > 0, high / low > 4 { return Scale(.logarithmic, low / 1.3, high * 1.5) }
    let span = max(high - low, high * 0.02)
    return Scale(.linear, low > high / 2 ? max(low - span * 0.15, 0) : 0, high + span * 0.15)
  }

  /// Draws it: the upward quantity's name above, the other's below.
  public func draw(in area: Rect, on canvas: inout Canvas) {
    let plot = Self.plot(area)
    let (left, columns, rows) = (plot.x, plot.width, plot.height)
    drawAxes(plot, on: &canvas)
    drawHatch(plot, on: &canvas)
    drawFront(plot, on: &canvas)
    // What breaks a limit has a mark of its own, and what does not covers it.
    for point in points where !point.isAllowed {
      put(point, plot, Self.brokenMark(canvas.symbols), .dim, on: &canvas)
    }
    for point in front where !point.isAllowed {
      put(point, plot, Self.brokenFrontMark, .limit, .bold, on: &canvas)
    }
    for point in points where point.isAllowed {
      put(point, plot, Self.mark(point.family, canvas.symbols), .text, on: &canvas)
    }
    for one in named.reversed() {
      put(one.point, plot, canvas.symbols.sliderKnob, one.role, one.attributes, on: &canvas)
    }
    drawWords(plot, on: &canvas)
    let sign = canvas.symbols == .ascii ? ("^", "->") : ("↑", "→")
    let (up, on) = ("\(sign.0) \(upward.title)", "\(sign.1) \(across.title)")
    // Where both do not fit below the plot, they take the room below its labels, too.
    let isNarrow = canvas.columns(of: up) + canvas.columns(of: on) + 1 > columns
    canvas.text(up, x: isNarrow ? area.x : left, y: area.y + rows + 2, role: .dim)
    canvas.textEnding(on, before: area.right, y: area.y + rows + 2, role: .dim)
  }

  private static func plot(_ area: Rect) -> Rect {
    Rect(
      x: area.x + labelWidth + 1, y: area.y, width: max(area.width - labelWidth - 1, 1), height: max(area.height - 3, 1)
    )
  }

  /// Whether two points lie in one cell of the plot that is drawn in an area.
  func sharesCell(_ one: Point, _ other: Point, in area: Rect) -> Bool {
    let plot = Self.plot(area)
    guard let column = column(one.x, plot), let row = row(one.y, plot) else { return false }
    return column == self.column(other.x, plot) && row == self.row(other.y, plot)
  }

  /// The column of the second quantity; nil beyond the ends of its axis.
  func column(_ x: Double, _ plot: Rect) -> Int? {
    guard let share = xScale.fraction(of: x * Self.factor(across)), (-1e-6...1.000001).contains(share) else {
      return nil
    }
    return (share * Double(plot.width - 1)).rounded().whole(in: 0...max(plot.width - 1, 0))
  }

  /// The row of the goal; nil beyond the ends of its axis.
  func row(_ y: Double, _ plot: Rect) -> Int? {
    guard let share = yScale.fraction(of: y * Self.factor(upward)), (-1e-6...1.000001).contains(share) else {
      return nil
    }
    return ((1 - share) * Double(plot.height - 1)).rounded().whole(in: 0...max(plot.height - 1, 0))
  }

  private func put(
    _ point: Point, _ plot: Rect, _ mark: Unicode.Scalar, _ role: Role, _ attributes: Cell.Attributes = [],
    on canvas: inout Canvas
  ) {
    guard let column = column(point.x, plot), let row = row(point.y, plot) else { return }
    canvas.put(mark, x: plot.x + column, y: plot.y + row, role: role, attributes: attributes)
  }

  // MARK: Limits

  private func isBeyond(_ limit: Limit?, _ value: Double) -> Bool { limit.map { !$0.isMet(by: value) } ?? false }

  private func drawHatch(_ plot: Rect, on canvas: inout Canvas) {
    let stroke: Unicode.Scalar = canvas.symbols == .braille ? "╱" : "/"
    let edge = limit.flatMap { column($0.bound, plot) }
    let level = goalLimit.flatMap { row($0.bound, plot) }
    let beyondRight = isBeyond(limit, xScale.high / Self.factor(across))
    let beyondTop = isBeyond(goalLimit, yScale.high / Self.factor(upward))
    for row in 0..<plot.height {
      for column in 0..<plot.width where (column + row).isMultiple(of: 4) {
        let byX = edge.map { beyondRight ? column > $0 : column < $0 } ?? false
        let byY = level.map { beyondTop ? row < $0 : row > $0 } ?? false
        if byX || byY { canvas.put(stroke, x: plot.x + column, y: plot.y + row, role: .grid) }
      }
    }
    if let edge {
      canvas.upright(x: plot.x + edge, y: plot.y, height: plot.height, role: .limit, scalar: canvas.symbols.markLine)
    }
    if let level {
      canvas.rule(x: plot.x, y: plot.y + level, width: plot.width, role: .limit, scalar: canvas.symbols.dash)
    }
  }

  // MARK: Front

  private func drawFront(_ plot: Rect, on canvas: inout Canvas) {
    var surface = PlotSurface(columns: plot.width, rows: plot.height, symbols: canvas.symbols)
    let pen = Pen(.sample, rank: 1, letter: canvas.symbols == .ascii ? "." : "+")
    let dots = front.compactMap { point -> (x: Int, y: Int)? in
      guard let column = column(point.x, plot), let row = row(point.y, plot) else { return nil }
      return (column * canvas.symbols.dotsAcross, row * canvas.symbols.dotsDown + canvas.symbols.dotsDown / 2)
    }
    for (one, next) in zip(dots, dots.dropFirst()) {
      // Between two settings only the worse of the goal is known to be within reach.
      let level = max(one.y, next.y) == one.y ? next : one
      let isFalling = one.y < next.y
      surface.level(y: isFalling ? one.y : level.y, from: one.x, to: next.x, pen)
      surface.upright(x: isFalling ? next.x : one.x, from: one.y, to: next.y, pen)
    }
    surface.draw(on: &canvas, x: plot.x, y: plot.y)
  }
}

extension FrontPlot {
  /// The plot of what a search has tried, with the best, the one that comes next, and the settings as they stand.
  public init(_ result: TuningResult) {
    let problem = result.problem
    let (across, upward) = (result.frontMetric, problem.goal.metric)
    func point(_ tried: Tried) -> Point? { Self.point(tried, across, upward, problem.limits) }
    var named: [Named] = []
    if let best = result.best ?? result.nearest, let place = point(best) {
      named.append(Named(result.best == nil ? "nearest" : "best", place, .dwell))
    }
    if let next = result.runnerUp, let place = point(next.tried) { named.append(Named("next", place, .given)) }
    if let present = result.present, let place = point(present) { named.append(Named("now", place, .mark)) }
    self.init(
      points: result.tried.compactMap(point), front: result.front.compactMap(point), named: named,
      limits: problem.limits, across: across, upward: upward)
  }

  /// A setting as a point; nil where it lacks one of the quantities.
  public static func point(_ tried: Tried, _ across: Metric, _ upward: Metric, _ limits: [Limit]) -> Point? {
    guard let x = tried.sample.mean(across), let y = tried.sample.mean(upward) else { return nil }
    return Point(
      x: x, y: y, family: tried.point?.family ?? 0,
      isAllowed: limits.allSatisfy { $0.isMet(by: tried.sample.mean($0.metric)) })
  }
}
