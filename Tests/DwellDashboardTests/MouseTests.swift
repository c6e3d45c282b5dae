import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// What the mouse does on the dashboard.
struct MouseTests {
  private func model(_ width: Int = 120, _ height: Int = 36, guests: Int = 2) -> Model {
    var model = MadeUp(guests: guests).model(width, height)
    _ = model.update(.key(Key("M")))
    return model
  }

  /// The cell of a text on the screen.
  private func cell(_ text: String, _ model: Model) -> (x: Int, y: Int)? {
    for (y, line) in Screenful.draw(model).lines.enumerated() {
      let cells = Array(line)
      let wanted = Array(text)
      for x in 0..<max(cells.count - wanted.count + 1, 0) where Array(cells[x..<(x + wanted.count)]) == wanted {
        return (x, y)
      }
    }
    return nil
  }

  private func press(_ cell: (x: Int, y: Int)?, _ model: inout Model) -> [Effect] {
    guard let cell else { return [] }
    return model.update(.mouse(MouseEvent(.press(.left), x: cell.x, y: cell.y)))
      + model.update(.mouse(MouseEvent(.release(.left), x: cell.x, y: cell.y)))
  }

  private func knob(_ effects: [Effect]) -> (name: String, value: Double)? {
    for effect in effects {
      if case .session(.turn(.set(knob: let name, value: let value))) = effect { return (name, value) }
    }
    return nil
  }

  @Test("M gives the mouse to the dashboard and back; the status says when it is on; while off nothing moves")
  func toggling() {
    var model = MadeUp().model(120, 36)
    #expect(model.update(.mouse(MouseEvent(.wheelUp, x: 90, y: 4))).isEmpty)
    let on = model.update(.key(Key("M")))
    guard case .mouse(.dashboard)? = on.first else {
      Issue.record("no reports are asked for")
      return
    }
    #expect(Screenful.draw(model).lines[0].contains("mouse"))
    let off = model.update(.key(Key("M")))
    guard case .mouse(.terminal)? = off.first else {
      Issue.record("reports go on")
      return
    }
    #expect(!Screenful.draw(model).lines[0].contains("mouse"))
  }

  @Test("Every cell has a target, and what is drawn there is what is meant")
  func targets() {
    for (width, height) in [(1, 1), (19, 9), (40, 10), (80, 24), (120, 36), (200, 50)] {
      for keys in ["", "v", "1", "5"] {
        var model = model(width, height)
        for key in keys.unicodeScalars { _ = model.update(.key(Key(key))) }
        for x in -1...width {
          for y in -1...height {
            switch model.target(x: x, y: y) {
            case .slider(let row, let fraction):
              #expect((0..<4).contains(row) && (0...1).contains(fraction))
            case .plot(let name, let fraction):
              #expect(model.layout.slot(name) != nil && (0...1).contains(fraction))
            case .guest(let guest): #expect((0..<2).contains(guest))
            case .knob(let row): #expect((0..<4).contains(row))
            case .title(let name), .panel(let name): #expect(model.layout.slot(name)?.rect.contains(x: x, y: y) == true)
            case .choice, .nothing: break
            }
          }
        }
      }
    }
  }

  @Test("A knob that is dragged while the past is read tells once that it turns now")
  func dragInThePast() {
    var model = model()
    _ = model.update(.key(Key("f")))
    let y = cell("timeout  ", model)?.y ?? 0
    let row = (0..<model.width).filter { if case .slider = model.target(x: $0, y: y) { true } else { false } }
    #expect(row.count > 8)
    _ = model.update(.mouse(MouseEvent(.press(.left), x: row.first ?? 0, y: y)))
    for x in row { _ = model.update(.mouse(MouseEvent(.drag(.left), x: x, y: y))) }
    let notice = model.notice ?? ""
    #expect(notice.ranges(of: "takes effect").count == 1, "\(notice)")
  }

  @Test("A click on a knob chooses it, on its slider turns it there, and dragging goes on")
  func knobs() {
    var model = model()
    #expect(press(cell("container", model), &model).isEmpty)
    #expect(model.selected == 2)
    guard let slider = cell("●", model) else { return }
    let row = (x: slider.x, y: cell("timeout  ", model)?.y ?? 0)
    let end = 118
    let turned = knob(model.update(.mouse(MouseEvent(.press(.left), x: end, y: row.y))))
    #expect(turned?.name == "timeout" && turned?.value == 1e9)
    #expect(model.selected == 1)
    let dragged = knob(model.update(.mouse(MouseEvent(.drag(.left), x: 0, y: 0))))
    #expect(dragged?.name == "timeout" && dragged?.value == 1000)
    _ = model.update(.mouse(MouseEvent(.release(.left), x: 0, y: 0)))
    #expect(model.update(.mouse(MouseEvent(.drag(.left), x: end, y: row.y))).isEmpty)
  }

  @Test("The value at a place of a slider is a fine step whose place is that one, within half a step")
  func values() {
    for knob in MadeUp().model(80, 24).knobs {
      #expect(knob.value(near: 0) == knob.range.lowerBound)
      #expect(knob.position(of: knob.value(near: 1)) > 0.97)
      var last = knob.range.lowerBound
      for step in 0...100 {
        let value = knob.value(near: Double(step) / 100)
        #expect(knob.range.contains(value) && value >= last, "\(knob.name)")
        last = value
      }
    }
  }

  @Test("The wheel turns the knob under it, the window over a plot, and the choices")
  func wheel() {
    var model = model()
    let load = cell("load ", model) ?? (0, 0)
    let up = knob(model.update(.mouse(MouseEvent(.wheelUp, x: load.x, y: load.y))))
    #expect(up?.name == "load" && up?.value == 250_000)
    let down = knob(model.update(.mouse(MouseEvent(.wheelDown, x: load.x, y: load.y, .control))))
    #expect(down?.name == "load" && down?.value == 200_000)
    let window = model.window
    _ = model.update(.mouse(MouseEvent(.wheelUp, x: 30, y: 8)))
    #expect(model.window < window)
    _ = model.update(.mouse(MouseEvent(.wheelDown, x: 30, y: 8)))
    #expect(model.window == window)
  }

  private func mouse(_ action: MouseEvent.Action, _ x: Int, _ y: Int, _ model: inout Model) -> [Effect] {
    model.update(.mouse(MouseEvent(action, x: x, y: y)))
  }

  /// The columns of a row that lie on the background of what is selected.
  private func selected(_ model: Model, y: Int) -> [Int] {
    let canvas = Screenful.draw(model)
    return (0..<canvas.width).filter { canvas[$0, y].background == .selected }
  }

  @Test("Dragging over a plot shows what lies between; Esc brings the window back", arguments: [false, true])
  func zooming(backwards: Bool) throws {
    var model = model()
    let window = model.window
    let (from, to) = backwards ? (50, 30) : (30, 50)
    _ = mouse(.press(.left), from, 8, &model)
    #expect(model.selection == nil && selected(model, y: 8).isEmpty, "a click alone selects nothing")
    _ = mouse(.drag(.left), to, 9, &model)
    let span = try #require(model.selection)
    #expect(selected(model, y: 8) == Array(30...50))
    #expect(Screenful.draw(model).lines.last?.contains("let go to show it") == true)
    let effects = mouse(.release(.left), to, 9, &model)
    #expect(effects.contains { if case .session(.pause) = $0 { true } else { false } })
    #expect(model.isFrozen && model.selection == nil)
    // The span fills the plot but for a cell at its edges.
    let length = span.upperBound - span.lowerBound
    #expect(model.window >= length && model.window.nanoseconds < length.nanoseconds * 11 / 10)
    // The edge of a cell of the new window, at most one cell later.
    let until = try #require(model.view.until)
    #expect(until >= span.upperBound && (until - span.upperBound).nanoseconds <= model.window.nanoseconds / 53)
    #expect(model.measured == nil)
    _ = model.update(.frame(MadeUp().frame(model.view)))
    _ = model.update(.key(.escape))
    #expect(!model.isFrozen && model.window == window)
  }

  @Test("A drag goes to the edge of the plot and no further; Esc leaves it; a click reads the past where it is read")
  func selecting() throws {
    var model = model()
    _ = mouse(.press(.left), 30, 8, &model)
    _ = mouse(.drag(.left), 119, 0, &model)
    #expect(model.selection?.upperBound == MadeUp().now)
    _ = model.update(.key(.escape))
    #expect(model.selection == nil && !model.isFrozen)
    #expect(mouse(.release(.left), 119, 0, &model).isEmpty)
    // A click in a running plot does nothing, and in one that stands it moves the cursor.
    #expect(mouse(.press(.left), 30, 8, &model).isEmpty && mouse(.release(.left), 30, 8, &model).isEmpty)
    #expect(!model.isFrozen)
    _ = model.update(.key(Key("f")))
    _ = mouse(.press(.left), 30, 8, &model)
    _ = mouse(.release(.left), 30, 8, &model)
    #expect(selected(model, y: 8) == [30])
  }

  @Test("What was drawn out is left where a panel, a run or an overlay comes in between")
  func leavingASelection() {
    for keys in ["?", "/", "i", "r"] {
      var model = model()
      _ = mouse(.press(.left), 30, 8, &model)
      _ = mouse(.drag(.left), 50, 8, &model)
      for key in keys.unicodeScalars { _ = model.update(.key(Key(key))) }
      var made = MadeUp()
      made.now = Instant(nanoseconds: 1_000_000)
      _ = model.update(.frame(made.frame(model.view)))
      _ = mouse(.drag(.left), 60, 8, &model)
      _ = mouse(.release(.left), 60, 8, &model)
      #expect(model.selection == nil)
      #expect(View.windows.contains(model.window))
      #expect(!Screenful.draw(model).lines.isEmpty)
    }
  }

  @Test("A click on a title explains the panel, another brings it to full screen, and Esc back")
  func titles() {
    var model = model()
    _ = press(cell("estimates", model), &model)
    #expect(model.focus == "estimates" && model.fullScreen == nil)
    _ = press(cell("estimates", model), &model)
    #expect(model.fullScreen == "estimates")
    _ = press(cell("estimates", model), &model)
    #expect(model.fullScreen == nil)
  }

  @Test("A click on a guest looks at it, also at the end of 1024")
  func guests() {
    var model = model(120, 36, guests: 1024)
    _ = press(cell("guest 2", model).map { ($0.x, $0.y) }, &model)
    _ = model.update(.key(Key("D")))
    _ = model.update(.key(Key("D")))
    let made = MadeUp(guests: 1024)
    _ = model.update(.frame(made.frame(model.view)))
    #expect(model.guest > 1000 || model.guest == 1023 || model.guest == 0)
    let lines = Screenful.draw(model).lines
    #expect(lines.contains { $0.contains("▸guest \(model.guest + 1) ") || $0.contains("▸g\(model.guest + 1) ") })
  }

  @Test("Above the dashboard the wheel scrolls and a click closes; a prompt keeps what is typed")
  func overlays() {
    var model = model(40, 10)
    _ = model.update(.key(Key("?")))
    _ = model.update(.mouse(MouseEvent(.wheelDown, x: 3, y: 3)))
    #expect(model.overlay == .help(scroll: 1))
    _ = model.update(.mouse(MouseEvent(.press(.left), x: 3, y: 3)))
    #expect(model.overlay == .none)
    _ = model.update(.key(.enter))
    let before = model.overlay
    _ = model.update(.mouse(MouseEvent(.press(.left), x: 3, y: 3)))
    #expect(model.overlay == before)
  }

  @Test("Any events anywhere never trap")
  func anything() {
    var random = RandomStream(seed: 11, name: "mouse")
    var model = model(80, 24)
    let actions: [MouseEvent.Action] = [
      .press(.left), .drag(.left), .release(.left), .press(.right), .drag(.middle), .wheelUp, .wheelDown,
    ]
    let keys = Array("v13?M\u{1B}".unicodeScalars)
    for step in 0..<5000 {
      if step % 41 == 0 {
        _ = model.update(.resize(width: random.next(below: 200), height: random.next(below: 60)))
      }
      if step % 17 == 0 {
        let key = keys[random.next(below: keys.count)]
        _ = model.update(.key(key == "\u{1B}" ? .escape : Key(key)))
      }
      let event = MouseEvent(
        actions[random.next(below: actions.count)], x: random.next(below: 220) - 5, y: random.next(below: 70) - 5)
      _ = model.update(.mouse(event))
    }
    #expect(model.width >= 0)
  }
}
