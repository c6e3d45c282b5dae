import DwellTerminal

extension BindingTable {
  /// The keys of the tune page.
  static let tuneBindings = [
    Binding(.cursorLeft, [.left], in: .tune),
    Binding(.cursorRight, [.right], in: .tune),
    Binding(.scrollUp, [.up], "k", in: .tune),
    Binding(.scrollDown, [.down], "j", in: .tune),
    Binding(.tuneTake, [.enter], in: .tune),
    Binding(.undo, "z", in: .tune),
    Binding(.redo, "Z", in: .tune),
    Binding(.tuneGoal, "g", in: .tune),
    Binding(.tuneTighter, "l", in: .tune),
    Binding(.tuneLooser, "L", in: .tune),
    Binding(.pause, [.space], in: .tune),
    Binding(.tuneTarget, "t", in: .tune),
    Binding(.tuneFor, "f", in: .tune),
    Binding(.export, "e", in: .tune),
    Binding(.tune, "u", in: .tune),
    Binding(.help, "?h", in: .tune),
    Binding(.quit, "q", in: .tune),
    Binding(.back, [.escape], in: .tune),
    Binding(.redraw, [Key(.character("l"), .control)], in: .tune),
    Binding(.suspend, [Key(.character("z"), .control)], in: .tune),
  ]
}
