import DwellTerminal

extension BindingTable {
  /// The keys of lines that are typed, of the command line and of the list of settings.
  static let lineBindings = editing(.prompt) + commandLine + list

  // The keys of shells, for every line that is typed.
  private static func editing(_ context: KeyContext) -> [Binding] {
    [
      Binding(.editLeft, [.left, control("b")], in: context),
      Binding(.editRight, [.right, control("f")], in: context),
      Binding(.editWordLeft, [Key(.left, .control), Key(.character("b"), .alt)], in: context),
      Binding(.editWordRight, [Key(.right, .control), Key(.character("f"), .alt)], in: context),
      Binding(.editStart, [Key(.home), control("a")], in: context),
      Binding(.editEnd, [Key(.end), control("e")], in: context),
      Binding(.promptErase, [.backspace, control("h")], in: context),
      Binding(.editDelete, [Key(.delete), control("d")], in: context),
      Binding(.editEraseWord, [control("w")], in: context),
      Binding(.promptClear, [control("u")], in: context),
      Binding(.editEraseEnd, [control("k")], in: context),
      Binding(.redraw, [control("l")], in: context),
      Binding(.suspend, [control("z")], in: context),
    ]
  }

  private static let commandLine =
    [
      Binding(.promptAccept, [.enter], in: .line),
      Binding(.back, [.escape], in: .line),
      Binding(.complete, [.tab], in: .line),
      Binding(.completeBack, [.shiftTab], in: .line),
      Binding(.historyOlder, [.up, control("p")], in: .line),
      Binding(.historyNewer, [.down, control("n")], in: .line),
      Binding(.historySearch, [control("r")], in: .line),
    ] + editing(.line)

  private static let list = [
    Binding(.knobPrevious, [.up, control("p")], in: .list),
    Binding(.knobNext, [.down, control("n")], in: .list),
    Binding(.stepDown, [.left], in: .list),
    Binding(.stepUp, [.right], in: .list),
    Binding(.coarseDown, [.pageDown], in: .list),
    Binding(.coarseUp, [.pageUp], in: .list),
    Binding(.editStart, [Key(.home)], in: .list),
    Binding(.editEnd, [Key(.end)], in: .list),
    Binding(.typeValue, [.enter], in: .list),
    Binding(.knobDefault, [Key(.delete)], in: .list),
    Binding(.pinKnob, [.tab], in: .list),
    Binding(.promptErase, [.backspace, control("h")], in: .list),
    Binding(.editEraseWord, [control("w")], in: .list),
    Binding(.promptClear, [control("u")], in: .list),
    Binding(.redraw, [control("l")], in: .list),
    Binding(.suspend, [control("z")], in: .list),
    Binding(.back, [.escape], in: .list),
  ]

  private static func control(_ letter: Unicode.Scalar) -> Key { Key(.character(letter), .control) }
}
