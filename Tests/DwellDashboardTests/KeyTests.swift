import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// The binding table: one source for what works, what is hinted and what the help says.
struct KeyTests {
  @Test("No key is bound twice in one context")
  func noKeyTwice() {
    for context in KeyContext.allCases {
      let keys = BindingTable.standard.bindings.filter { $0.context == context }.flatMap(\.keys)
      #expect(Set(keys).count == keys.count, "\(context)")
    }
  }

  @Test("Every command has a key, and names are kebab-case")
  func everyCommandIsBound() {
    let bound = Set(BindingTable.standard.bindings.map(\.command))
    for command in DashboardCommand.allCases {
      // A digit works when a panel has it.
      let isDigit = command.rawValue.hasPrefix("panel-") && command.rawValue.last?.isNumber == true
      let hasPanel = PanelCatalog.all.contains { "panel-\($0.number)" == command.rawValue }
      #expect(bound.contains(command) == (!isDigit || hasPanel), "\(command)")
      #expect(command.rawValue.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" })
    }
  }

  @Test("The keys are those of the contract")
  func contract() {
    let expected: [(String, DashboardCommand)] = [
      ("up", .knobPrevious), ("k", .knobPrevious), ("down", .knobNext), ("j", .knobNext), ("left", .stepDown),
      ("-", .stepDown), ("right", .stepUp), ("=", .stepUp), ("+", .stepUp), ("pgdn", .coarseDown), ("pgup", .coarseUp),
      ("enter", .typeValue), ("a", .alphaDown), ("A", .alphaUp), ("t", .timeoutDown), ("T", .timeoutUp),
      ("c", .containerDown), ("C", .containerUp), ("l", .loadDown), ("L", .loadUp), ("d", .guestNext),
      ("D", .guestPrevious), ("[", .windowShorter), ("]", .windowLonger), ("tab", .focusNext),
      ("shift-tab", .focusPrevious), ("m", .symbolsNext), ("?", .help), ("h", .help), ("r", .restart), ("i", .explain),
      ("b", .compare),
      ("space", .pause), ("{", .clockSlower), (",", .clockSlower), ("}", .clockFaster), (";", .clockFaster),
      ("p", .policyNext), ("P", .policyPrevious), ("s", .systemNext), ("S", .systemPrevious), ("w", .workloadNext),
      ("W", .workloadPrevious), ("g", .guestsFewer), ("G", .guestsMore), ("0", .knobDefault), ("x", .themeNext),
      ("X", .themePrevious), ("ctrl-t", .themes), ("ctrl-l", .redraw), ("ctrl-z", .suspend), ("q", .quit),
      ("esc", .back),
      ("y", .yScaleNext), ("v", .layoutNext), ("V", .layoutPrevious), ("/", .findKnob), (":", .commandLine),
      ("e", .export), ("u", .tune), ("z", .undo), ("Z", .redo), ("U", .turnList), (".", .nextEvent),
      (">", .nextContainer),
      ("f", .freeze), ("(", .markPrevious), (")", .markNext),
      ("M", .mouseToggle),
    ]
    for (name, command) in expected {
      let key = Key(name: name)
      #expect(key.flatMap { BindingTable.standard.command(for: $0, in: .main) } == command, "\(name)")
    }
    for panel in PanelCatalog.all where panel.number > 0 {
      let command = BindingTable.standard.command(for: Key(Unicode.Scalar(UInt8(0x30 + panel.number))), in: .main)
      #expect(command?.rawValue == "panel-\(panel.number)")
    }
    let digits = PanelCatalog.all.count { $0.number > 0 }
    let count = BindingTable.standard.bindings.filter { $0.context == .main }.flatMap(\.keys).count
    #expect(count == expected.count + digits, "only what works today is bound")
  }

  @Test("Every command of the dashboard, of the past and of the tune page stands in the help exactly once")
  func helpIsComplete() {
    for context in [KeyContext.main, .frozen, .tune] {
      let told = KeyTopic.all.filter { $0.context == context }.flatMap(\.commands)
      #expect(Set(told).count == told.count)
      var bound = Set(BindingTable.standard.bindings.filter { $0.context == context }.map(\.command))
      // What they do everywhere is told once.
      if context == .tune { bound.subtract([.redraw, .suspend, .help, .quit]) }
      #expect(Set(told) == bound)
    }
    let page = Screenful.draw(helpModel(200, 60)).lines.joined(separator: "\n")
    for topic in KeyTopic.all { #expect(page.contains(topic.help), "\(topic.help)") }
  }

  @Test("A rebound key is what hints and help print, and what works")
  func rebinding() {
    var table = BindingTable.standard
    table.bindings.removeAll { [.pause, .undo].contains($0.command) && $0.context == .main }
    table.bindings.append(Binding(.pause, "z"))
    var model = Model(
      scenario: MadeUp().scenario, width: 120, height: 36, catalogs: MadeUp.catalogs, bindings: table)
    #expect(Screenful.draw(model).lines.last?.contains("z pause") == true)
    #expect(model.update(.key(.space)).isEmpty)
    #expect(
      model.update(.key(Key("z"))).count { if case .session(.pause) = $0 { true } else { false } } == 1)
  }

  @Test("Every key of the main context does something in a run that is under way, or is a known no-op there")
  func everyKeyActs() {
    // Esc with nothing open is meant to do nothing.
    let noOps: Set<DashboardCommand> = [.back]
    for binding in BindingTable.standard.bindings where binding.context == .main {
      for key in binding.keys {
        var model = MadeUp().model(120, 36)
        let before = Screenful.draw(model)
        let effects = model.update(.key(key))
        let acted = !effects.isEmpty || Screenful.draw(model) != before
        #expect(acted != noOps.contains(binding.command), "\(key.name)")
      }
    }
  }

  @Test("10 000 random keys at random sizes, with frames in between, never trap")
  func randomKeys() {
    var random = RandomStream(seed: 7, name: "keys")
    let keys =
      BindingTable.standard.bindings.flatMap(\.keys).filter { $0 != Key("q") }
      + "159msk%Bp ".unicodeScalars.map { Key($0) }
    let made = MadeUp()
    var model = made.model(80, 24)
    for step in 0..<10_000 {
      if step % 97 == 0 {
        _ = model.update(.resize(width: random.next(below: 251), height: random.next(below: 81)))
      }
      if step % 31 == 0 {
        var shown = made
        shown.now = Instant(nanoseconds: Int64(random.next(below: 4_000_000_000)))
        shown.scenario = model.scenario
        var frame = shown.frame(model.view)
        frame.snapshot.aggregates = random.next(below: 4) > 0
        frame.commandsDone = max(model.commandsAsked - random.next(below: 8), 0)
        _ = model.update(.frame(frame))
      }
      _ = model.update(.key(keys[random.next(below: keys.count)]))
      if step % 50 == 0 {
        let canvas = Screenful.draw(model)
        #expect(canvas.width == model.width && canvas.height == model.height)
      }
    }
  }

  private func helpModel(_ width: Int, _ height: Int) -> Model {
    var model = MadeUp().model(width, height)
    _ = model.update(.key(Key("?")))
    return model
  }
}
