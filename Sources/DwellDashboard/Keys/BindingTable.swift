public import DwellTerminal

/// The one source of truth for keys: it makes them work, prints the hints and the help, and is what a configuration changes.
public struct BindingTable: Sendable, Hashable {
  /// All bindings; an earlier one wins where two name the same key in one context.
  public var bindings: [Binding] {
    didSet { index = BindingIndex(bindings) }
  }
  private var index: BindingIndex

  /// A table of the given bindings.
  public init(_ bindings: [Binding]) {
    self.bindings = bindings
    index = BindingIndex(bindings)
  }

  /// Tables are told apart by their bindings alone.
  public static func == (a: BindingTable, b: BindingTable) -> Bool { a.bindings == b.bindings }

  /// The same.
  public func hash(into hasher: inout Hasher) { hasher.combine(bindings) }

  /// What a key asks for in a context; nil: nothing.
  public func command(for key: Key, in context: KeyContext) -> DashboardCommand? {
    index.command(for: key, in: context)
  }

  /// The keys of a command in the main context, the one that hints name first.
  public func keys(of command: DashboardCommand, in context: KeyContext = .main) -> [Key] {
    index.keys(of: command, in: context)
  }

  /// The first key of a command as a person reads it; nil where it has none.
  package func label(of command: DashboardCommand, in context: KeyContext = .main) -> String? {
    index.label(of: command, in: context)
  }

  /// The keys of a topic as the row of hints names them; nil where it has none.
  func hint(of topic: KeyTopic) -> String? { index.hint(of: topic) }

  /// The keys of a topic as a person reads them, the main ones first: `↑↓`, `t T`, `Enter`.
  package func text(of topic: KeyTopic, alternatives: Bool) -> String {
    let lists = topic.commands.map { keys(of: $0, in: topic.context) }
    if let digits = Self.digits(lists.compactMap(\.first)) { return digits }
    let rounds = alternatives ? lists.map(\.count).max() ?? 0 : 1
    var words: [String] = []
    for round in 0..<rounds {
      words += lists.compactMap { $0.indices.contains(round) ? Self.text(of: $0[round]) : nil }
    }
    return words.joined(separator: " ")
  }

  /// Several digits in short: `1-5 9`; nil for other keys, and for less than two.
  package static func digits(_ keys: [Key]) -> String? {
    let values = keys.compactMap { $0.typed.flatMap { Int(String(Character($0))) } }
    guard values.count == keys.count, values.count > 1 else { return nil }
    var parts: [ClosedRange<Int>] = []
    for value in values.sorted() {
      if let last = parts.last, value == last.upperBound + 1 {
        parts[parts.count - 1] = last.lowerBound...value
      } else {
        parts.append(value...value)
      }
    }
    return parts.map { $0.count > 2 ? "\($0.lowerBound)-\($0.upperBound)" : $0.map(String.init).joined(separator: " ") }
      .joined(separator: " ")
  }

  /// A key as a person reads it.
  package static func text(of key: Key) -> String {
    switch key {
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: "Enter"
    case .escape: "Esc"
    case Key(.home): "Home"
    case Key(.end): "End"
    case .tab: "Tab"
    case .shiftTab: "Shift-Tab"
    case .space: "space"
    default:
      if key.modifiers == .control, case .character(let scalar) = key.code {
        "Ctrl-" + String(Character(scalar)).uppercased()
      } else {
        key.name
      }
    }
  }

  /// The default keys (contract, "Default keys"): only what works today.
  public static let standard = BindingTable(
    standardBindings + lineBindings + tuneBindings
      + DashboardCommand.panels.map { Binding($0, "\($0.panelDigit ?? 0)") })

  private static let standardBindings: [Binding] = [
    Binding(.knobPrevious, [.up], "k"),
    Binding(.knobNext, [.down], "j"),
    Binding(.stepDown, [.left], "-"),
    Binding(.stepUp, [.right], "=+"),
    Binding(.coarseDown, [.pageDown]),
    Binding(.coarseUp, [.pageUp]),
    Binding(.typeValue, [.enter]),
    Binding(.knobDefault, "0"),
    Binding(.alphaDown, "a"),
    Binding(.alphaUp, "A"),
    Binding(.timeoutDown, "t"),
    Binding(.timeoutUp, "T"),
    Binding(.containerDown, "c"),
    Binding(.containerUp, "C"),
    Binding(.loadDown, "l"),
    Binding(.loadUp, "L"),
    Binding(.guestsFewer, "g"),
    Binding(.guestsMore, "G"),
    Binding(.policyNext, "p"),
    Binding(.policyPrevious, "P"),
    Binding(.systemNext, "s"),
    Binding(.systemPrevious, "S"),
    Binding(.workloadNext, "w"),
    Binding(.workloadPrevious, "W"),
    Binding(.undo, "z"),
    Binding(.redo, "Z"),
    Binding(.turnList, "U"),
    Binding(.pause, [.space]),
    Binding(.nextEvent, "."),
    Binding(.nextContainer, ">"),
    Binding(.clockSlower, "{,"),
    Binding(.clockFaster, "};"),
    Binding(.restart, "r"),
    Binding(.compare, "b"),
    Binding(.freeze, "f"),
    Binding(.markPrevious, "("),
    Binding(.markNext, ")"),
    Binding(.guestNext, "d"),
    Binding(.guestPrevious, "D"),
    Binding(.windowShorter, "["),
    Binding(.windowLonger, "]"),
    Binding(.focusNext, [.tab]),
    Binding(.focusPrevious, [.shiftTab]),
    Binding(.yScaleNext, "y"),
    Binding(.layoutNext, "v"),
    Binding(.layoutPrevious, "V"),
    Binding(.mouseToggle, "M"),
    Binding(.tune, "u"),
    Binding(.explain, "i"),
    Binding(.symbolsNext, "m"),
    Binding(.themeNext, "x"),
    Binding(.themePrevious, "X"),
    Binding(.findKnob, "/"),
    Binding(.commandLine, ":"),
    Binding(.export, "e"),
    Binding(.themes, [Key(.character("t"), .control)]),
    Binding(.help, "?h"),
    Binding(.redraw, [Key(.character("l"), .control)]),
    Binding(.suspend, [Key(.character("z"), .control)]),
    Binding(.back, [.escape]),
    Binding(.quit, "q"),
    Binding(.cursorLeft, [.left], in: .frozen),
    Binding(.cursorRight, [.right], in: .frozen),
    Binding(.cursorBack, [.pageUp], in: .frozen),
    Binding(.cursorForward, [.pageDown], in: .frozen),
    Binding(.cursorFirst, [Key(.home)], in: .frozen),
    Binding(.cursorLast, [Key(.end)], in: .frozen),
    Binding(.betweenMarks, "|", in: .frozen),
    Binding(.measure, [.space], in: .frozen),
    Binding(.promptAccept, [.enter], in: .prompt),
    Binding(.back, [.escape], in: .prompt),
    Binding(.scrollUp, [.up], in: .themes),
    Binding(.scrollDown, [.down], in: .themes),
    Binding(.pageUp, [.pageUp], in: .themes),
    Binding(.pageDown, [.pageDown], in: .themes),
    Binding(.promptAccept, [.enter], in: .themes),
    Binding(.promptErase, [.backspace], in: .themes),
    Binding(.promptClear, [Key(.character("u"), .control)], in: .themes),
    Binding(.redraw, [Key(.character("l"), .control)], in: .themes),
    Binding(.suspend, [Key(.character("z"), .control)], in: .themes),
    Binding(.back, [.escape], in: .themes),
    Binding(.scrollUp, [.up, .pageUp], "k", in: .overlay),
    Binding(.scrollDown, [.down, .pageDown], "j", in: .overlay),
    Binding(.redraw, [Key(.character("l"), .control)], in: .overlay),
    Binding(.suspend, [Key(.character("z"), .control)], in: .overlay),
    Binding(.scrollUp, [.up], "k", in: .turns),
    Binding(.scrollDown, [.down], "j", in: .turns),
    Binding(.coarseUp, [.pageUp], in: .turns),
    Binding(.coarseDown, [.pageDown], in: .turns),
    Binding(.turnsGo, [.enter], in: .turns),
    Binding(.undo, "z", in: .turns),
    Binding(.redo, "Z", in: .turns),
    Binding(.turnList, "U", in: .turns),
    Binding(.back, [.escape], in: .turns),
    Binding(.redraw, [Key(.character("l"), .control)], in: .turns),
    Binding(.suspend, [Key(.character("z"), .control)], in: .turns),
  ]
}
