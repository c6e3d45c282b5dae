import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// Freezing and walking back.
struct PastTests {
  private static let second: Int64 = 1_000_000_000

  /// Presses keys and lets the session answer each.
  @discardableResult
  private func press(_ model: inout Model, _ names: String...) -> [Effect] {
    var effects: [Effect] = []
    for name in names {
      guard let key = Key(name: name) else {
        Issue.record("\(name) is no key")
        continue
      }
      effects += model.update(.key(key))
      answer(&model)
    }
    return effects
  }

  /// A frame of the made-up run for the view that is asked for, the clock as the model wants it.
  private func answer(_ model: inout Model, made: MadeUp = MadeUp()) {
    var shown = made
    shown.scenario = model.scenario
    var frame = shown.frame(model.view)
    frame.clock = model.frame.clock
    frame.run = model.frame.run
    frame.commandsDone = model.commandsAsked
    _ = model.update(.frame(frame))
  }

  private func isPause(_ effect: Effect) -> Bool {
    if case .session(.pause) = effect { true } else { false }
  }

  private func isResume(_ effect: Effect) -> Bool {
    if case .session(.resume) = effect { true } else { false }
  }

  @Test("f stops the clock and starts it again on leaving; a clock that stood still stands", arguments: ["f", "esc"])
  func clock(leave: String) {
    var model = MadeUp().model(120, 36)
    #expect(press(&model, "f").count { isPause($0) } == 1)
    #expect(model.isFrozen && model.frame.clock == .paused)
    let effects = press(&model, leave)
    #expect(effects.count { isResume($0) } == 1)
    #expect(!model.isFrozen && model.frame.clock == .running)

    press(&model, "space")
    #expect(model.frame.clock == .paused)
    #expect(!press(&model, "f", "left", leave).contains { isPause($0) || isResume($0) })
    #expect(model.frame.clock == .paused)
  }

  @Test("Who steps while looking back has stopped the clock: leaving does not start it", arguments: [".", ">"])
  func stepWhileFrozen(key: String) {
    var model = MadeUp().model(120, 36)
    press(&model, "f", key)
    #expect(!press(&model, "f").contains { isResume($0) })
    #expect(!model.isFrozen && model.frame.clock == .paused)
  }

  @Test("A run that begins anew has another past: nothing stays frozen, and the clock goes on")
  func anotherRun() {
    var model = MadeUp().model(120, 36)
    press(&model, "f", "left")
    #expect(model.isFrozen)
    var frame = MadeUp().frame(model.view)
    frame.run += 1
    frame.clock = .paused
    let effects = model.update(.frame(frame))
    #expect(!model.isFrozen && effects.contains { isResume($0) })
    press(&model, "f")
    #expect(press(&model, "b").contains { isResume($0) } && !model.isFrozen)
  }

  @Test("Whatever is done while frozen, leaving brings the screen back as it was", arguments: 0..<20)
  func leavingIsIdentity(seed: Int) {
    var random = RandomStream(seed: UInt64(seed), name: "frozen")
    let keys = ["left", "right", "pgup", "pgdn", "home", "end", "space", "|", "(", ")", "[", "]"]
    for (width, height) in [(120, 36), (80, 24), (40, 10), (20, 5)] {
      var model = MadeUp().model(width, height)
      let before = Screenful.draw(model)
      let view = model.view
      press(&model, "f")
      for _ in 0..<40 { press(&model, keys[random.next(below: keys.count)]) }
      #expect(model.isFrozen)
      press(&model, "f")
      #expect(model.view == view)
      #expect(Screenful.draw(model) == before, "\(width)x\(height)")
    }
  }

  @Test("The cursor moves by a cell, by a tenth of the window and to both ends, and stays in the window")
  func moving() {
    var model = MadeUp().model(120, 36)
    press(&model, "f")
    #expect(model.cursor == MadeUp().now)
    press(&model, "left")
    let cell = model.view.columnWidth.nanoseconds * 2
    #expect(model.cursor == MadeUp().now - TimeSpan(nanoseconds: cell))
    press(&model, "right")
    #expect(model.cursor == MadeUp().now)
    press(&model, "pgup")
    let tenth = Double((MadeUp().now - (model.cursor ?? .zero)).nanoseconds) / 1e9
    #expect((tenth - 0.1).magnitude < 0.02)
    press(&model, "home")
    #expect(model.cursor == .zero && model.view.until != nil)
    press(&model, "left")
    #expect(model.notice == "the run begins here")
    press(&model, "end")
    #expect(model.cursor == MadeUp().now && model.view.until == nil)
    press(&model, "right")
    #expect(model.notice == "this is now; f goes on from here")
  }

  @Test("Walking over the left edge moves the window into the past cell by cell, and back")
  func panning() {
    var model = MadeUp().model(80, 24)
    press(&model, "f")
    for step in 0..<80 {
      press(&model, "left")
      let cursor = model.cursor ?? .never
      let until = model.view.until ?? MadeUp().now
      // The cells cover the window, to a nanosecond a column.
      let span = model.view.columnWidth.nanoseconds * Int64(model.view.columns)
      #expect(cursor <= until && (until - cursor).nanoseconds <= span, "step \(step)")
    }
    #expect(model.view.until != nil)
    for _ in 0..<80 { press(&model, "right") }
    #expect(model.view.until == nil && model.cursor == MadeUp().now)
  }

  @Test("[ and ] zoom around the cursor: it stays in its column of the screen")
  func zooming() {
    var model = MadeUp().model(120, 36)
    press(&model, "f", "pgup", "pgup", "pgup")
    func column(_ model: Model) -> Int? {
      let canvas = Screenful.draw(model)
      return (0..<75).first { canvas[$0, 8].background == .selected }
    }
    let place = column(model)
    let cursor = model.cursor
    #expect(place != nil)
    for _ in 0..<12 {
      press(&model, "[")
      #expect(column(model) == place)
      #expect(model.cursor == cursor)
    }
    #expect(model.view.window == .microseconds(100))
    for _ in 0..<30 { press(&model, "]") }
    #expect(model.view.window == View.windows.upperBound && model.cursor == cursor && model.view.until == nil)
  }

  @Test("( and ) go from mark to mark, freeze where nothing is frozen, and say where there is none")
  func marks() {
    var model = MadeUp().model(120, 36)
    press(&model, ")")
    #expect(!model.isFrozen && model.notice == "no later mark")
    #expect(press(&model, "(").contains { isPause($0) })
    #expect(model.cursor == Instant(nanoseconds: 2_100_000_000))
    press(&model, "(")
    #expect(model.cursor == Instant(nanoseconds: 1_776_000_000))
    press(&model, "(")
    #expect(model.notice == "no earlier mark" && model.cursor == Instant(nanoseconds: 1_776_000_000))
    press(&model, ")")
    #expect(model.cursor == Instant(nanoseconds: 2_100_000_000))
    // A mark outside the window is brought into its middle.
    for _ in 0..<8 { press(&model, "[") }
    press(&model, "(")
    let until = model.view.until ?? .never
    let back = until - Instant(nanoseconds: 1_776_000_000)
    #expect(back > .zero && back < model.view.window)
  }

  @Test("| shows just what lies between two marks, and what was measured there; again: the window before")
  func betweenMarks() {
    var model = MadeUp().model(120, 36)
    press(&model, "f", "pgup", "pgup", "pgup", "pgup", "|")
    let (first, last) = (Instant(nanoseconds: 1_776_000_000), Instant(nanoseconds: 2_100_000_000))
    #expect(model.measured == first..<last)
    #expect(model.view.stretch == first..<last)
    #expect(model.snapshot.firstColumn <= first && model.snapshot.end >= last)
    #expect((model.view.window - (last - first)).seconds < 0.02)
    let line = Screenful.draw(model).lines[34]
    #expect(line.contains("Δt 324 ms") && line.contains("through 345 kpps") && line.contains("full 22 %"), "\(line)")
    press(&model, "|")
    #expect(model.measured == nil && model.view.window == .milliseconds(1000))
  }

  @Test("space measures from where the cursor is to where it goes")
  func measuring() {
    var model = MadeUp().model(80, 24)
    press(&model, "f", "left", "left", "space")
    #expect(Screenful.draw(model).lines[23].contains("Δt 0 ns"))
    press(&model, "left", "left", "left", "left")
    let cell = model.view.columnWidth.nanoseconds * 2
    let line = Screenful.draw(model).lines[23]
    #expect(line.contains("Δt \(QuantityText.time(nanoseconds: Double(4 * cell)))"), "\(line)")
    #expect(line.contains("dwell 7.76 µs") && line.contains("p99 32.9 µs"), "\(line)")
    press(&model, "space")
    #expect(model.measured == nil)
    #expect(Screenful.draw(model).lines[23].contains("f leave"))
  }

  @Test("A knob turned while frozen takes effect at now, and a line says so; ↑ ↓ still choose")
  func turning() {
    var model = MadeUp().model(120, 36)
    press(&model, "f", "left")
    let effects = model.update(.key(Key("T")))
    #expect(effects.contains { if case .session(.turn) = $0 { true } else { false } })
    #expect(model.notice == "takes effect at now, t 2.418 s; f goes on from there")
    let selected = model.selected
    press(&model, "up")
    #expect(model.selected != selected && model.isFrozen)
  }

  @Test("Restarting leaves the past; frames that come late, resizing and other symbols keep the cursor in the window")
  func robust() {
    var model = MadeUp().model(120, 36)
    press(&model, "f", "pgup", "pgup")
    for (width, height) in [(80, 24), (200, 50), (20, 5), (40, 10), (120, 36)] {
      _ = model.update(.resize(width: width, height: height))
      answer(&model)
      let until = model.view.until ?? MadeUp().now
      #expect((model.cursor ?? .never) <= until && until - (model.cursor ?? .zero) <= model.view.window)
    }
    press(&model, "m")
    var later = MadeUp()
    later.now = Instant(nanoseconds: 9 * Self.second)
    answer(&model, made: later)
    #expect((model.cursor ?? .zero) >= (model.view.until ?? .never) - model.view.window)
    press(&model, "r")
    #expect(!model.isFrozen)
  }

  @Test("A stretch of the past given by two instants is shown whole")
  func showing() {
    var model = MadeUp().model(120, 36)
    let (from, to) = (Instant(nanoseconds: 1_500_000_000), Instant(nanoseconds: 1_900_000_000))
    #expect(model.showPast(from: to, to: from).contains { isPause($0) })
    _ = model.update(.noticeOver)
    answer(&model)
    #expect(model.isFrozen)
    #expect(model.snapshot.firstColumn <= from && model.snapshot.end >= to)
    #expect((model.view.window - (to - from)).seconds < 0.02)
  }

  // MARK: Screens

  @Test("The gutter tells the values of the column under the cursor, not the present ones")
  func gutter() {
    var model = MadeUp().model(120, 36)
    press(&model, "f", "pgup", "pgup", "left")
    let snapshot = model.snapshot
    let width = snapshot.columnWidth.nanoseconds
    let cell = (model.cursor ?? .zero).nanoseconds / (2 * width)
    let first = Int(cell * 2 - snapshot.firstColumn.nanoseconds / width)
    let release = Double(snapshot[.release][first + 1].mean)
    let text = Screenful.draw(model).lines.joined(separator: "\n")
    func gutter(_ name: String, _ value: String) -> String {
      name + String(repeating: " ", count: 13 - name.count - value.count) + value
    }
    #expect(text.contains(gutter("P", QuantityText.time(nanoseconds: release))), "\(text)")
    let through = (snapshot[.through][first].mean + snapshot[.through][first + 1].mean) / 2
    #expect(text.contains(gutter("through", QuantityText.significant(Double(through) / 1000))), "\(text)")
  }

  @Test("A frozen screen as text", arguments: [(40, 10), (80, 24), (120, 36)])
  func pictures(_ width: Int, _ height: Int) {
    var model = MadeUp().model(width, height)
    press(&model, "f", "pgup", "pgup", "left", "space", "pgup")
    let lines = Screenful.draw(model).lines
    let drawn = lines.joined(separator: "\n")
    #expect(lines[0].contains("frozen") && lines[0].contains("at 2."), "\(drawn)")
    if width < 60 {
      #expect(lines[9].contains("Δt"), "\(drawn)")
      return
    }
    #expect(lines.count { $0.contains("─ at 2.") && !$0.contains("frozen") } == (height >= 30 ? 3 : 2), "\(drawn)")
    #expect(lines.contains { $0.contains("2.…2.") || $0.contains("…2.") && $0.contains("costs") }, "\(drawn)")
    #expect(lines.contains { $0.contains(" s  −") && $0.contains("ms") && $0.contains("−1.0 s") }, "\(drawn)")
  }

  @Test("Every size is drawn frozen, in ASCII too, with no sign that the set has not")
  func sizes() {
    for (width, height) in [(1, 1), (7, 7), (20, 5), (39, 30), (45, 24), (60, 10), (99, 33), (160, 24), (250, 80)] {
      for symbols in SymbolSet.allCases {
        var model = MadeUp().model(width, height, symbols: symbols)
        press(&model, "(", "space", "left", "left")
        let canvas = Screenful.draw(model)
        if symbols == .ascii { #expect(canvas.cells.allSatisfy { $0.scalar.isASCII }, "\(width)x\(height)") }
        press(&model, "|")
        #expect(Screenful.draw(model).width == width)
      }
    }
  }

  @Test("Frozen hints are the keys of the cursor, and lead back")
  func hints() {
    var model = MadeUp().model(120, 36)
    press(&model, "f")
    let line = Screenful.draw(model).lines[35]
    for word in ["←→ cursor", "space measure", "( ) mark", "[ ] window", "f leave", "? help"] {
      #expect(line.contains(word), "\(line)")
    }
  }
}
