extension Key {
  /// The key in words: `T`, `?`, `space`, `up`, `pgdn`, `enter`, `esc`, `shift-tab`, `ctrl-l`, `alt-x`, `f1`.
  public var name: String {
    var prefix = ""
    if modifiers.contains(.control) { prefix += "ctrl-" }
    if modifiers.contains(.alt) { prefix += "alt-" }
    if modifiers.contains(.shift) { prefix += "shift-" }
    return prefix + code.name
  }

  /// Reads a name; nil when there is no such key.
  ///
  /// Modifiers may stand in any order; `pageup`, `pagedown`, `return` and `escape` are taken too. Words may have capitals,
  /// as keys are printed (`Enter`, `Ctrl-L`); a single letter is what it is, but for one with Ctrl.
  public init?(name: String) {
    // Bytes, since a combining character would join the `-` before it.
    var rest = Array(name.utf8)
    var modifiers: Modifiers = []
    while let (word, modifier) = Self.prefixes.first(where: {
      rest.count > $0.0.utf8.count && String(decoding: rest.prefix($0.0.utf8.count), as: UTF8.self).lowercased() == $0.0
    }) {
      modifiers.insert(modifier)
      rest.removeFirst(word.utf8.count)
    }
    let word = String(decoding: rest, as: UTF8.self)
    let isPlain = word.unicodeScalars.count == 1 && !modifiers.contains(.control)
    guard let code = Code(name: isPlain ? word : word.lowercased()) else { return nil }
    self.init(code, modifiers)
  }

  private static let prefixes: [(String, Modifiers)] = [("ctrl-", .control), ("alt-", .alt), ("shift-", .shift)]
}

extension Key.Code {
  private static let named: [(name: String, code: Key.Code)] = [
    ("space", .character(" ")), ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home),
    ("end", .end), ("pgup", .pageUp), ("pgdn", .pageDown), ("insert", .insert), ("delete", .delete),
    ("backspace", .backspace), ("enter", .enter), ("tab", .tab), ("esc", .escape),
    // Other words for the same keys; only read, never written.
    ("pageup", .pageUp), ("pagedown", .pageDown), ("return", .enter), ("escape", .escape),
  ]

  var name: String {
    if let entry = Self.named.first(where: { $0.code == self }) { return entry.name }
    switch self {
    case .character(let scalar): return String(Character(scalar))
    case .function(let number): return "f\(number)"
    default: return ""
    }
  }

  init?(name: String) {
    let scalars = name.unicodeScalars
    if let entry = Self.named.first(where: { $0.name == name }) {
      self = entry.code
    } else if scalars.count == 1, let scalar = scalars.first, scalar.isOneColumn || scalar.value >= 0xA0 {
      self = .character(scalar)
    } else if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }
}
