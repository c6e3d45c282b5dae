import DwellCore
import DwellSession
import DwellTerminal

extension Model {
  /// What the pointer holds while a button is down.
  enum Grip: Sendable, Hashable {
    /// Nothing.
    case none
    /// The slider of a knob.
    case slider(row: Int)
    /// A span of time in a plot, from where the button went down to where the pointer is.
    case plot(PlotGrip)
  }

  /// Gives the mouse to the dashboard, or back to the terminal.
  mutating func toggleMouse() -> [Effect] {
    mouse = mouse == .terminal ? .dashboard : .terminal
    grip = .none
    let key = bindings.label(of: .mouseToggle) ?? ":mouse"
    tell(
      mouse == .dashboard
        ? "mouse on: click chooses, the wheel turns a knob or zooms a plot; \(key) gives it back to the terminal"
        : "mouse off: the terminal selects text again")
    return [.mouse(mouse)]
  }

  /// Takes in what the mouse did.
  mutating func moved(_ event: MouseEvent) -> [Effect] {
    guard mouse == .dashboard else { return [] }
    switch overlay {
    case .none: break
    case .prompt, .line:
      grip = .none
      return []
    default:
      grip = .none
      return movedAbove(event)
    }
    switch event.action {
    case .press(.left):
      notice = nil
      return pressed(target(x: event.x, y: event.y), x: event.x)
    case .drag(.left):
      if case .slider(let row) = grip, let place = sliderFraction(row: row, x: event.x) {
        notice = nil
        return slide(row, to: place)
      }
      dragPlot(to: event.x)
    case .release:
      dragPlot(to: event.x)
      defer { grip = .none }
      return letGoOfPlot()
    case .wheelUp: return turnWheel(at: event, .up)
    case .wheelDown: return turnWheel(at: event, .down)
    case .press, .drag: break
    }
    return []
  }

  /// Above the dashboard the wheel scrolls, as the keys for it do, and a click closes, as any other key does.
  private mutating func movedAbove(_ event: MouseEvent) -> [Effect] {
    func key(_ command: DashboardCommand) -> Key? { bindings.keys(of: command, in: .overlay).first }
    switch event.action {
    case .wheelUp: return key(.scrollUp).map { pressed($0) } ?? []
    case .wheelDown: return key(.scrollDown).map { pressed($0) } ?? []
    case .press(.left):
      // What stands there is worked with; a click beside nothing must not throw it away.
      switch overlay {
      case .knobs, .tune: return []
      default: break
      }
      return pressed(.escape)
    default: return []
    }
  }

  private mutating func pressed(_ target: MouseTarget, x: Int) -> [Effect] {
    grip = .none
    switch target {
    case .knob(let row): select(row)
    case .slider(let row, let place):
      select(row)
      grip = .slider(row: row)
      return slide(row, to: place)
    case .choice(let next, _): return perform(next)
    case .guest(let index): guest = index
    case .title(let name):
      // Once to read what it shows, once more for the whole screen.
      if focus == name {
        toggleFullScreen(name)
      } else {
        focus = name
      }
    case .plot(let name, _): gripPlot(name, at: x)
    case .panel, .nothing: break
    }
    return []
  }

  private mutating func slide(_ row: Int, to place: Double) -> [Effect] {
    let knobs = knobs
    guard knobs.indices.contains(row) else { return [] }
    return turn(knobs[row], to: knobs[row].value(near: place))
  }

  /// The wheel turns what lies under it; a plot is the window.
  private mutating func turnWheel(at event: MouseEvent, _ direction: Knob.Direction) -> [Effect] {
    notice = nil
    let size: Knob.Step = event.modifiers.contains(.control) ? .coarse : .fine
    switch target(x: event.x, y: event.y) {
    case .knob(let row), .slider(let row, _): return step(row, direction, size)
    case .choice(let next, let previous): return perform(direction == .up ? previous : next)
    case .guest: return perform(direction == .up ? .guestPrevious : .guestNext)
    case .plot: return perform(direction == .up ? .windowShorter : .windowLonger)
    case .title, .panel, .nothing: return []
    }
  }
}
