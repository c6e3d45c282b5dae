public import DwellMetrics
public import DwellSession
public import DwellTerminal

/// A titled part of the screen: one file, one line in ``PanelCatalog``.
public protocol Panel: Sendable {
  /// The name in commands and layouts.
  var name: String { get }
  /// What a sentence calls it.
  var title: String { get }
  /// The digit before the title, the same at every size; 0: none.
  var number: Int { get }
  /// One line: what it shows and what its numbers mean.
  var summary: String { get }
  /// Where it stands in the overview.
  var place: PanelPlace { get }
  /// Whether it lies over the time axis that stacked plots share; as its place says, unless told otherwise.
  var isOverTime: Bool { get }
  /// What stands beside it where it has the screen for itself.
  var company: PanelCompany { get }
  /// Whether it is where the knobs are turned: it stays beside what has the screen for itself, and at the bottom of narrow ones.
  var turnsKnobs: Bool { get }
  /// Whether the first column of its area is for the cursor of a selected row.
  var holdsCursor: Bool { get }
  /// What its numbers are of while the past is read; as its place says, unless told otherwise.
  var reading: PanelReading { get }
  /// How many rows it would like in such a run, least first, title included; none: it has nothing to show.
  func rows(_ run: RunShape) -> [RowWish]
  /// The rows it can do without a title, where rows are scarce; nil: it goes instead.
  func untitledRows(_ run: RunShape) -> Int?
  /// Its share of the rows that nobody wished for; 0: none.
  var appetite: Int { get }
  /// The most rows it makes use of.
  func mostRows(_ run: RunShape) -> Int
  /// The range its y axis should have for a snapshot; nil: it has none, or there is nothing to show.
  func scale(of snapshot: Snapshot) -> Scale?
  /// The same for a frame, where more than its snapshot decides.
  func scale(of frame: Frame) -> Scale?
  /// Whether its y axis is a range of values that the user can spread otherwise.
  var hasYScale: Bool { get }
  /// The least and greatest value above 0 that a y axis should hold; nil: there is none.
  func bounds(of snapshot: Snapshot) -> ClosedRange<Double>?
  /// The same for a frame, where more than its snapshot decides.
  func bounds(of frame: Frame) -> ClosedRange<Double>?
  /// Whether its numbers are those under the cursor while the past is read; its rule says so then.
  var followsCursor: Bool { get }
  /// Asks the session for what only this panel shows; called where it is on the screen.
  func ask(for view: inout View, _ model: Model, in area: Rect)
  /// What of its own lies at a cell of its area; nil: what lies there in any panel, its title or its plot.
  func target(x: Int, y: Int, _ model: Model, in area: Rect) -> MouseTarget?
  /// Where the slider of a knob lies in its area, by the row of the knob; nil: it has none of that knob.
  func slider(row: Int, _ model: Model, in area: Rect) -> Rect?
  /// Goes on to its next axis, as the key for y scales asks; the next spread of its y axis, unless told otherwise.
  func nextAxis(_ model: inout Model)
  /// Draws it. Pure: the same model and area give the same cells, all inside the area.
  func draw(_ model: Model, in area: Rect, on canvas: inout Canvas)
}

extension Panel {
  public var hasYScale: Bool { false }
  public func bounds(of snapshot: Snapshot) -> ClosedRange<Double>? {
    guard let auto = scale(of: snapshot), auto.high > 0 else { return nil }
    return max(auto.low, auto.high / 1000)...auto.high
  }

  public func bounds(of frame: Frame) -> ClosedRange<Double>? { bounds(of: frame.snapshot) }
  public var followsCursor: Bool { place != .side }

  /// The range of the y axis in a chosen spread; where the data allow none, such as nothing above 0, its own.
  package func scale(of frame: Frame, as choice: YScale) -> Scale? {
    let bounds = choice == .auto ? nil : bounds(of: frame)
    switch choice {
    case .auto, .fixed: return scale(of: frame)
    case .fromZero: return bounds.flatMap { PlotScale.linear(upTo: $0.upperBound) } ?? scale(of: frame)
    case .logarithmic: return bounds.map { PlotScale.logarithmic($0) } ?? scale(of: frame)
    }
  }

  public var title: String { String(name.map { $0 == "-" ? " " : $0 }) }
  public var isOverTime: Bool { [.stack, .lowerStack, .secondStack].contains(place) }
  public var reading: PanelReading { followsCursor ? .cursor : .own }
  public var company: PanelCompany { .side }
  public var turnsKnobs: Bool { false }
  public var holdsCursor: Bool { false }
  public func untitledRows(_ run: RunShape) -> Int? { nil }
  public var appetite: Int { 0 }
  public func mostRows(_ run: RunShape) -> Int { rows(run).last?.rows ?? 0 }
  public func scale(of snapshot: Snapshot) -> Scale? { nil }
  public func scale(of frame: Frame) -> Scale? { scale(of: frame.snapshot) }
  public func ask(for view: inout View, _ model: Model, in area: Rect) {}
  public func target(x: Int, y: Int, _ model: Model, in area: Rect) -> MouseTarget? { nil }
  public func slider(row: Int, _ model: Model, in area: Rect) -> Rect? { nil }
  public func nextAxis(_ model: inout Model) { model.nextSpread(of: self) }
}

/// Where a panel stands in the overview.
public enum PanelPlace: Sendable, Hashable {
  /// In the stack of plots over one time axis.
  case stack
  /// Lower in the same, or in the second stack where the screen is wide and not tall enough for all in one.
  case lowerStack
  /// In a second stack beside it where there is room, else in the same.
  case secondStack
  /// Above the second stack where there is one, over axes of its own.
  case plane
  /// In the column of knobs and numbers.
  case side
  /// Only beside a panel that has the screen for itself.
  case companion
  /// Nowhere: it is for other layouts and for the full screen.
  case elsewhere
}

/// What stands beside a panel that has the screen for itself.
public enum PanelCompany: Sendable, Hashable {
  /// Whatever stands in the column of knobs and numbers.
  case side
  /// The knobs, and what is only ever shown beside a panel.
  case companions
  /// Nothing: it has all columns, and the knobs below.
  case nobody
}

/// So many rows for a panel, and how important they are.
public struct RowWish: Sendable, Hashable {
  /// Lower numbers are granted first.
  public var rank: Int
  /// All rows of the panel, title included.
  public var rows: Int

  /// A wish for so many rows.
  public init(_ rank: Int, rows: Int) {
    self.rank = rank
    self.rows = rows
  }
}
