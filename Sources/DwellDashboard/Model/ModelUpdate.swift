import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellWorkload

extension Model {
  /// Takes a message in and says what is to be done. Pure but for the model itself; never traps.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .key(let key): effects = pressed(key)
    case .mouse(let event): effects = moved(event)
    case .frame(let frame): effects = take(frame)
    case .resize(let width, let height): resize(width, height)
    case .colours(let depth): self.depth = depth
    case .themes(let notes): take(themes: notes)
    case .settings(let change): effects = take(settings: change)
    case .tuned(let news): take(news)
    case .notice(let text): tell(text)
    case .refused(let text, let export, let emission): wasRefused(export, text, emission)
    case .exported(let text, let export, let emission):
      tune?.took(export, .over(emission, words: String(text.prefix { $0 != ":" })))
      tell(text)
    case .noticeOver: notice = nil
    }
    settleFullScreen()
    if let focus, layout.slot(focus) == nil { self.focus = nil }
    guest = min(guest, max(scenario.guests - 1, 0))
    settlePast()
    if explaining == .open { theory.settle(scenario) }
    commandsAsked += effects.count { if case .session(let command) = $0 { command.isCounted } else { false } }
    wishes.number(commandsAsked)
    let wanted = wantedView
    if wanted != view {
      view = wanted
      effects.append(.session(.view(wanted)))
    }
    return effects
  }

  private mutating func take(_ newer: Frame) -> [Effect] {
    let before = frame
    frame = newer
    wishes.settle(&frame)
    if newer.snapshot.now < before.snapshot.now || newer.snapshot.view.window != before.snapshot.view.window
      || newer.snapshot.view.guest != before.snapshot.view.guest
    {
      axes.forget()
    }
    if isResized { forgetAxes() }
    plane.settle(frame)
    takeFigures()
    settleAxes()
    if newer.snapshot.view == view { isResized = false }
    if let text = newer.notice, text != before.notice || newer.noticesTold != before.noticesTold { tell(text) }
    // Another run has another past.
    return newer.run == before.run ? [] : thaw()
  }

  /// Lets words and numbers follow the frame, unless they did so just now and it shows the same thing.
  private mutating func takeFigures() {
    let newer = frame.snapshot
    let isSame =
      newer.view == figures.view && newer.now >= figures.now && newer.guestCount == figures.guestCount
      && newer.aggregates == figures.aggregates && (frame.comparison?.phase == comparison?.phase)
    if isSame, frame.clock == .running, (frame.wall - figuresWall).magnitude < Self.figuresPeriod { return }
    catchUp()
  }

  /// Lets words and numbers follow the newest frame, however lately they did: for a picture that stands.
  public mutating func catchUp() {
    figures = frame.snapshot
    plane.catchUp(frame)
    figuresWall = frame.wall
    comparison = frame.comparison
  }

  /// Shows one line until it was read.
  mutating func tell(_ text: String) {
    notice = text
    noticesTold += 1
  }

  // MARK: Keys

  /// What a key asks for.
  mutating func pressed(_ key: Key) -> [Effect] {
    notice = nil
    let before = caution
    caution = .none
    switch overlay {
    case .none:
      let inPast = isFrozen ? bindings.command(for: key, in: .frozen) : nil
      guard let command = inPast ?? bindings.command(for: key, in: .main) else { return [] }
      return perform(command)
    case .prompt(let prompt):
      return pressed(key, in: prompt)
    case .knobs(let list):
      return pressed(key, in: list, before)
    case .line(let line):
      return pressed(key, in: line)
    case .words(let title, let lines, let scroll):
      return scrolled(key, scroll) { .words(title: title, lines, scroll: $0) }
    case .themes(let picker): return pressed(key, in: picker)
    case .help(let scroll):
      return scrolled(key, scroll) { .help(scroll: $0) }
    case .turns(let place):
      return pressed(key, inTurnsAt: place)
    case .tune: return pressedInTune(key)
    case .notices(let lines, let scroll):
      return scrolled(key, scroll) { .notices(lines, scroll: $0) }
    }
  }

  /// Scrolls an overlay; any other key closes it.
  private mutating func scrolled(_ key: Key, _ scroll: Int, _ make: (Int) -> Overlay) -> [Effect] {
    switch bindings.command(for: key, in: .overlay) {
    case .scrollUp: overlay = make(max(scroll - 1, 0))
    case .scrollDown: overlay = make(min(scroll + 1, max(OverlayPage.rowsBelow(self), 0)))
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    default: closeOverlay()
    }
    return []
  }

  private mutating func pressed(_ key: Key, in prompt: Prompt) -> [Effect] {
    var prompt = prompt
    switch bindings.command(for: key, in: .prompt) {
    case .promptAccept: return accept(prompt)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .back:
      overlay = prompt.behind
      return []
    case let command?:
      guard prompt.edit.edit(command) else { return [] }
      prompt.refusal = nil
    case nil:
      guard let scalar = key.typed, prompt.edit.insert(scalar) else { return [] }
      prompt.refusal = nil
    }
    overlay = .prompt(prompt)
    return []
  }

  /// Turns the knob to what was typed; what is refused stays to be mended.
  private mutating func accept(_ prompt: Prompt) -> [Effect] {
    if prompt.text.allSatisfy(\.isWhitespace) {
      overlay = prompt.behind
      return []
    }
    do {
      let effects = try set(prompt.knob.name, to: prompt.text)
      overlay = prompt.behind
      return effects
    } catch {
      var refused = prompt
      refused.refusal = error.description
      overlay = .prompt(refused)
      return []
    }
  }

  // MARK: Commands

  /// Carries out a named command as its key does.
  public mutating func perform(_ command: DashboardCommand) -> [Effect] {
    switch command {
    case .knobPrevious: select(selected - 1)
    case .knobNext: select(selected + 1)
    case .stepDown: return step(selected, .down, .fine)
    case .stepUp: return step(selected, .up, .fine)
    case .coarseDown: return step(selected, .down, .coarse)
    case .coarseUp: return step(selected, .up, .coarse)
    case .typeValue: if let knob = selectedKnob { overlay = .prompt(Prompt(knob)) }
    case .knobDefault: if let knob = selectedKnob { return turn(knob, to: scenario.standardValue(of: knob)) }
    case .alphaDown: return step(0, .down, .fine)
    case .alphaUp: return step(0, .up, .fine)
    case .timeoutDown: return step(1, .down, .fine)
    case .timeoutUp: return step(1, .up, .fine)
    case .containerDown: return step(2, .down, .fine)
    case .containerUp: return step(2, .up, .fine)
    case .loadDown: return step(3, .down, .fine)
    case .loadUp: return step(3, .up, .fine)
    case .guestsFewer: return setGuests(Steps.guests(scenario.guests, more: false))
    case .guestsMore: return setGuests(Steps.guests(scenario.guests, more: true))
    case .policyNext: return cyclePolicy(1)
    case .policyPrevious: return cyclePolicy(-1)
    case .systemNext: return cycleSystem(1)
    case .systemPrevious: return cycleSystem(-1)
    case .workloadNext: return cycleWorkload(1)
    case .workloadPrevious: return cycleWorkload(-1)
    case .undo: return walk(.undo)
    case .redo: return walk(.redo)
    case .turnList: openTurns()
    case .pause: return togglePause()
    case .nextEvent: return goOn(.nextEvent)
    case .nextContainer: return goOn(.nextContainer)
    case .clockSlower: return setSpeed(Steps.speed(frame.speed, faster: false))
    case .clockFaster: return setSpeed(Steps.speed(frame.speed, faster: true))
    case .compare: return toggleComparison()
    case .restart: return thaw() + [.session(.restart)]
    case .freeze: return toggleFreeze()
    case .markPrevious: return goToMark(forward: false)
    case .markNext: return goToMark(forward: true)
    case .cursorLeft, .cursorRight, .cursorBack, .cursorForward, .cursorFirst, .cursorLast, .measure, .betweenMarks:
      performInPast(command)
    case .guestNext: look(1)
    case .guestPrevious: look(-1)
    case .windowShorter: setWindow(Steps.window(window, longer: false))
    case .windowLonger: setWindow(Steps.window(window, longer: true))
    case .focusNext: moveFocus(1)
    case .focusPrevious: moveFocus(-1)
    case .mouseToggle: return toggleMouse()
    case .yScaleNext: nextYScale()
    case .layoutNext: cycleLayout(1)
    case .layoutPrevious: cycleLayout(-1)
    case .panel1, .panel2, .panel3, .panel4, .panel5, .panel6, .panel7, .panel8, .panel9:
      if let digit = command.panelDigit { toggleFullScreen(digit: digit) }
    case .tune: return openTune()
    case .explain: toggleExplanation()
    case .symbolsNext:
      let sets = catalogs.symbols
      if let next = sets.first(where: { $0 == symbols.next }) ?? sets.first { symbols = next }
      return [.symbols(symbols)]
    case .themeNext: return cycleTheme(1)
    case .themePrevious: return cycleTheme(-1)
    case .findKnob: openKnobList()
    case .commandLine: openCommandLine()
    case .export: return export(named: nil)
    case .themes: return openThemes()
    case .help: overlay = .help(scroll: 0)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    case .back: return goBack()
    case .promptAccept, .promptErase, .promptClear, .turnsGo, .scrollUp, .scrollDown, .pageUp, .pageDown,
      .tuneTake, .tuneGoal, .tuneTighter, .tuneLooser, .tuneTarget, .tuneFor:
      break
    case .editLeft, .editRight, .editWordLeft, .editWordRight, .editStart, .editEnd, .editDelete, .editEraseWord,
      .editEraseEnd, .pinKnob, .complete, .completeBack, .historyOlder, .historyNewer, .historySearch:
      break
    }
    return []
  }

  /// Leaves what lies uppermost, one thing at a time.
  private mutating func goBack() -> [Effect] {
    switch uppermost {
    case .selection: grip = .none
    case .explanation: explaining = .closed
    case .focus: focus = nil
    case .fullScreen: fullScreen = nil
    case .past: return thaw()
    case .comparison: return leaveComparison()
    case nil: break
    }
    return []
  }

  mutating func setWindow(_ next: TimeSpan) {
    if next == window { tell("the time window goes no further; it is 100 µs to 1 h long") }
    if isFrozen { zoomPast(to: next) } else { window = next }
  }

  mutating func select(_ row: Int) {
    let count = max(knobs.count, 1)
    selected = ((row % count) + count) % count
  }

  mutating func step(_ row: Int, _ direction: Knob.Direction, _ step: Knob.Step) -> [Effect] {
    let knobs = knobs
    guard knobs.indices.contains(row) else { return [] }
    selected = row
    let knob = knobs[row]
    if knob.stepped(scenario.value(of: knob), direction, step) == scenario.value(of: knob) {
      tell("\(knob.name) goes no further; it lies \(knob.rangeText)")
      return []
    }
    return turn(knobs[row], to: knobs[row].stepped(scenario.value(of: knobs[row]), direction, step))
  }

  mutating func turn(_ knob: Knob, to value: Double) -> [Effect] {
    guard value != scenario.value(of: knob) else { return [] }
    if let reason = KnobCatalog.reasonForNoEffect(of: knob, in: scenario) {
      tell("\(knob.name) changes nothing now: \(reason)")
    }
    return ask(.knob(knob, value), .turn(.set(knob: knob.name, value: value)))
  }

  /// Asks the session and shows the answer before it comes.
  mutating func ask(_ wish: Wishes.Wish, _ command: SessionCommand) -> [Effect] {
    wishes.add(wish)
    switch command {
    case .turn, .adopt, .undo, .redo, .goTo: tellOfTurnInPast()
    default: break
    }
    wish.apply(to: &frame)
    return [.session(command)]
  }

  mutating func setGuests(_ count: Int) -> [Effect] {
    guard count != scenario.guests else {
      tell("guests go no further; there are 1 to \(Steps.guests.last ?? 1)")
      return []
    }
    return ask(.guests(count), .turn(.guests(count)))
  }

  mutating func cyclePolicy(_ step: Int) -> [Effect] {
    guard snapshot.aggregates else {
      tell("system \(scenario.system): packets cross one by one, no container waits for a release")
      return []
    }
    guard let name = Steps.name(after: scenario.policy, in: catalogs.policies, by: step) else { return [] }
    return ask(.policy(name), .turn(.policy(name)))
  }

  private mutating func cycleSystem(_ step: Int) -> [Effect] {
    guard let name = Steps.name(after: scenario.system, in: catalogs.systems, by: step) else { return [] }
    return ask(.system(name), .turn(.system(name)))
  }

  mutating func cycleWorkload(_ step: Int) -> [Effect] {
    guard let name = Steps.name(after: scenario.arrivals, in: catalogs.workloads, by: step) else { return [] }
    if let trace = scenario.trace {
      let file = trace.path.split(separator: "/").last.map(String.init) ?? trace.path
      let undo = bindings.label(of: .undo) ?? "undo"
      tell("\(file) is left; \(undo) brings it back, from its beginning")
    }
    return ask(.arrivals(name), .turn(.arrivals(name)))
  }

  mutating func togglePause() -> [Effect] {
    past?.clock = .stands
    switch frame.clock {
    case .running: return ask(.clock(.paused), .pause)
    case .paused: return ask(.clock(.running), .resume)
    case .ended:
      tell("the run has ended; \(bindings.keys(of: .restart).first?.name ?? "restart") runs it again")
      return []
    }
  }

  mutating func setSpeed(_ speed: Double) -> [Effect] {
    guard speed != frame.speed else {
      tell("the clock goes no further; it runs at ×0.000001 to ×1000")
      return []
    }
    return ask(.speed(speed), .speed(speed))
  }

  private mutating func look(_ step: Int) {
    let count = max(scenario.guests, 1)
    guest = (guest + step + count) % count
  }

  private mutating func moveFocus(_ step: Int) {
    let names = layout.panelNames
    focus = focus == nil ? (step > 0 ? names.first : names.last) : Steps.name(after: focus ?? "", in: names, by: step)
  }

  private mutating func cycleTheme(_ step: Int) -> [Effect] {
    guard catalogs.themes.count > 1 else { return [] }
    theme = (theme + step + catalogs.themes.count) % catalogs.themes.count
    tell("theme \(catalogs.themes[theme])")
    return [.theme(catalogs.themes[theme])]
  }
}
