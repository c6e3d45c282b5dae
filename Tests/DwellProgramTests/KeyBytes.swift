import DwellTerminal

extension Key {
  /// What a terminal of the xterm family sends for the key; nil where it has none of its own.
  var bytes: String? {
    switch code {
    case .character(let scalar) where modifiers == .control:
      return Unicode.Scalar(scalar.value & 0x1F).map { String(Character($0)) }
    case .character(let scalar): return String(Character(scalar))
    case .up: return "\u{1B}[A"
    case .down: return "\u{1B}[B"
    case .right: return "\u{1B}[C"
    case .left: return "\u{1B}[D"
    case .pageUp: return "\u{1B}[5~"
    case .pageDown: return "\u{1B}[6~"
    case .enter: return "\r"
    case .escape: return "\u{1B}"
    case .tab: return modifiers == .shift ? "\u{1B}[Z" : "\t"
    case .backspace: return "\u{7F}"
    default: return nil
    }
  }
}
