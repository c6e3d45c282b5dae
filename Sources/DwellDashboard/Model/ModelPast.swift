public import DwellCore
import DwellMetrics
import DwellSession
import DwellTerminal

extension Model {
  // MARK: What is there

  /// Whether the past is read with a cursor.
  public var isFrozen: Bool { past != nil }

  /// The instant that the cursor reads; nil while nothing is frozen.
  public var cursor: Instant? { past.map { $0.cursor ?? snapshot.now } }

  /// What is measured from one instant to another; nil: nothing but the cell of the cursor.
  public var measured: Range<Instant>? {
    guard let past, let cursor else { return nil }
    switch past.measure {
    case .none: return nil
    case .since(let anchor): return min(anchor, cursor)..<max(anchor, cursor)
    case .between(let first, let last): return first..<last
    }
  }

  /// The stretch that the session is asked to sum up: what is measured, or the cell of the cursor.
  var wantedStretch: Range<Instant>? {
    guard let cursor else { return nil }
    if let measured, !measured.isEmpty { return measured }
    let width = cellWidth
    let cell = cell(of: cursor)
    return Instant(nanoseconds: cell * width)..<Instant(nanoseconds: (cell + 1) * width)
  }

  /// The time that one cell of a plot stands for, in nanoseconds.
  var cellWidth: Int64 {
    timelineSteps?.width ?? View(window: window, columns: plotDots).columnWidth.nanoseconds * Int64(symbols.dotsAcross)
  }

  /// The dots across a plot, as many columns as are asked for.
  var plotDots: Int { min(max((layout.plot?.columns ?? 1) * symbols.dotsAcross, 1), 1024) }

  private var plotCells: Int64 { Int64(timelineSteps?.cells ?? max(plotDots / symbols.dotsAcross, 1)) }

  /// The number of the cell that holds an instant, counted from time 0; now lies in the last one.
  private func cell(of instant: Instant) -> Int64 {
    max(min(instant.nanoseconds, snapshot.now.nanoseconds - 1), 0) / cellWidth
  }

  /// The oldest instant that anything is kept of.
  private var oldest: Instant { max(snapshot.now - History.reach, .zero) }

  // MARK: Freezing

  /// Freezes: the clock stands and a cursor appears at now; or leaves, and all is as before.
  mutating func toggleFreeze() -> [Effect] { isFrozen ? thaw() : freeze() }

  /// Stops the clock and puts a cursor at now; nothing where that is so.
  mutating func freeze() -> [Effect] {
    guard past == nil else { return [] }
    let runs = frame.clock == .running
    past = Past(windowBefore: window, clock: runs ? .goesOn : .stands)
    focus = nil
    return runs ? ask(.clock(.paused), .pause) : []
  }

  /// Leaves the past: the window and the clock are as they were before.
  mutating func thaw() -> [Effect] {
    guard let left = past else { return [] }
    past = nil
    window = left.windowBefore
    guard left.clock == .goesOn, frame.clock == .paused else { return [] }
    return ask(.clock(.running), .resume)
  }

  // MARK: Moving

  /// Carries out a command of the frozen context; nothing where nothing is frozen.
  mutating func performInPast(_ command: DashboardCommand) {
    switch command {
    case .cursorLeft: moveCursor(cells: -1)
    case .cursorRight: moveCursor(cells: 1)
    case .cursorBack: moveCursor(cells: -max(plotCells / 10, 1))
    case .cursorForward: moveCursor(cells: max(plotCells / 10, 1))
    case .cursorFirst: putCursor(at: oldest)
    case .cursorLast: putCursor(at: snapshot.now)
    case .measure: toggleAnchor()
    case .betweenMarks: showBetweenMarks()
    default: break
    }
  }

  private mutating func moveCursor(cells: Int64) {
    guard let cursor else { return }
    if cells < 0, cursor <= oldest {
      tell(oldest == .zero ? "the run begins here" : "nothing older is kept")
      return
    }
    if cells > 0, cursor >= snapshot.now {
      tell("this is now; \(freezeKey) goes on from here")
      return
    }
    putCursor(at: cursor + TimeSpan(nanoseconds: cells * cellWidth))
  }

  /// Puts the cursor at an instant, as far as anything is kept, and brings it into the window.
  public mutating func putCursor(at instant: Instant) {
    guard past != nil else { return }
    let place = instant >= snapshot.now ? nil : max(instant, oldest)
    past?.cursor = place
    if case .between = past?.measure { past?.measure = .none }
  }

  /// Freezes and shows just what lies between two instants, the cursor in the last cell; at least 100 µs, at most 1 h.
  public mutating func showPast(from: Instant, to: Instant) -> [Effect] {
    let effects = freeze()
    let end = min(max(from, to), snapshot.now)
    window = window(for: min(from, to, end)..<end)
    past?.measure = .none
    past?.until = end
    let place = end >= snapshot.now ? nil : max(end - TimeSpan(nanoseconds: 1), .zero)
    past?.cursor = place
    return effects
  }

  /// The window next to the present one, the instant under the cursor in its place.
  mutating func zoomPast(to next: TimeSpan) {
    guard let cursor else { return }
    let before = rightCell - cell(of: cursor)
    window = next
    let end = Instant(nanoseconds: (cell(of: cursor) + before + 1) * cellWidth)
    past?.until = end
  }

  // The window in which a stretch has room, whose ends lie somewhere in their cells.
  private func window(for stretch: Range<Instant>) -> TimeSpan {
    let inner = max(plotCells - 1, 1)
    let length = (stretch.upperBound - stretch.lowerBound).nanoseconds
    let room = (length + inner - 1) / inner * plotCells
    return min(max(TimeSpan(nanoseconds: room), View.windows.lowerBound), View.windows.upperBound)
  }

  // The last cell in the window.
  private var rightCell: Int64 {
    let last = cell(of: snapshot.now)
    guard let until = past?.until else { return last }
    return min((until.nanoseconds + cellWidth - 1) / cellWidth - 1, last)
  }

  /// Keeps the cursor in the run and in the window, after whatever happened.
  mutating func settlePast() {
    guard let cursor else { return }
    if cursor >= snapshot.now { past?.cursor = nil }
    let width = cellWidth
    let last = cell(of: snapshot.now)
    let place = cell(of: cursor)
    // Before the run there is nothing to see.
    var right = max(rightCell, min(plotCells - 1, last))
    right = min(max(right, place), place + plotCells - 1)
    let end = right >= last ? nil : Instant(nanoseconds: (right + 1) * width)
    past?.until = end
  }

  // MARK: Marks

  /// Puts the cursor on the last mark before it, or on the first one after it; freezes if need be.
  mutating func goToMark(forward: Bool) -> [Effect] {
    let from = cursor ?? snapshot.now
    let marks = frame.turns.map(\.at)
    guard let mark = forward ? marks.first(where: { $0 > from }) : marks.last(where: { $0 < from }) else {
      tell(marks.isEmpty ? "nothing was turned yet: no marks" : "no \(forward ? "later" : "earlier") mark")
      return []
    }
    let effects = freeze()
    putCursor(at: mark)
    let place = cell(of: mark)
    if place > rightCell || place <= rightCell - plotCells {
      let end = Instant(nanoseconds: (place + plotCells / 2 + 1) * cellWidth)
      past?.until = end
    }
    return effects
  }

  /// Makes the window what lies between the marks around the cursor, and measures it; once more: as before.
  private mutating func showBetweenMarks() {
    guard let past, let cursor else { return }
    if case .between = past.measure {
      window = past.windowBeforeMarks
      self.past?.measure = .none
      return
    }
    let marks = frame.turns.map(\.at)
    // At now the stretch since the last mark.
    let place = cursor >= snapshot.now ? snapshot.now - TimeSpan(nanoseconds: 1) : cursor
    let first = max(marks.last { $0 <= place } ?? .zero, oldest)
    let last = marks.first { $0 > place } ?? snapshot.now
    guard last > first else { return }
    let before = window
    self.past?.windowBeforeMarks = before
    window = window(for: first..<last)
    self.past?.measure = .between(first, last)
    self.past?.until = last
  }

  private mutating func toggleAnchor() {
    guard let past, let cursor else { return }
    if case .none = past.measure { self.past?.measure = .since(cursor) } else { self.past?.measure = .none }
  }

  private var freezeKey: String { bindings.label(of: .freeze) ?? "freeze" }

  /// Says that a turn made while looking back takes effect at now.
  mutating func tellOfTurnInPast() {
    guard isFrozen else { return }
    let now = TimeText.instant(snapshot.now, window: window)
    let effect = "takes effect at now, t \(now) s; \(freezeKey) goes on from there"
    // What the same key told before is not lost.
    tell(notice.map { "\($0); \(effect)" } ?? effect)
  }
}
