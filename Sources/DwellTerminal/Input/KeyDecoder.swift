/// Turns the bytes of a terminal into keys, one byte at a time.
///
/// Pure and bounded: no clock, no allocation that grows. Answers of the terminal, focus reports, mouse reports of the old
/// kind and bracketed pastes are swallowed. A lone Escape cannot be told from the start of a sequence by its byte: while
/// ``isWaiting`` the caller waits a moment (25 ms) for more and then calls ``timeOut()``.
public struct KeyDecoder: Sendable {
  private enum State: Equatable {
    case ground
    case escape
    /// `ESC [`, with the bytes so far in `parameters`.
    case control
    /// `ESC [ [`: the function keys of the Linux console.
    case console
    /// `ESC O`.
    case single
    /// An answer that ends with BEL or `ESC \`.
    case string(afterEscape: Bool)
    /// The three bytes of an old mouse report.
    case mouse(left: Int)
    /// Inside a bracketed paste; how much of its end has been seen.
    case paste(matched: Int)
    /// Inside a character of more than one byte.
    case unicode(left: Int, value: UInt32, least: UInt32)
  }

  private var state = State.ground
  private var parameters: [UInt8] = []
  private var withAlt = false
  private var mouse: MouseEvent?

  /// What the terminal answered last; whoever asked takes it away.
  public var answer: TerminalAnswer?

  private static let longestSequence = 32
  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  /// Makes a decoder at rest.
  public init() { parameters.reserveCapacity(Self.longestSequence) }

  /// Whether a sequence has begun that more bytes may finish within a moment.
  ///
  /// Not within a paste, whose end may be far away, nor within an answer of the terminal.
  public var isWaiting: Bool {
    if case .paste = state { return false }
    // The rest of an answer or of a mouse report may take its time, and must not be taken for keys.
    if state == .control, parameters.first == 0x3F || parameters.first == 0x3C { return false }
    return state != .ground
  }

  /// Takes one byte and returns what it finishes, if anything.
  public mutating func decode(_ byte: UInt8) -> TerminalInput? {
    mouse = nil
    if let key = feed(byte) { return .key(key) }
    return mouse.map { .mouse($0) }
  }

  /// Takes one byte and returns the key it finishes, if any; mouse reports are swallowed.
  public mutating func feed(_ byte: UInt8) -> Key? {
    switch state {
    case .ground: return ground(byte, alt: false)
    case .escape: return afterEscape(byte)
    case .control: return control(byte)
    case .console: return finish((0x41...0x45).contains(byte) ? Key(.function(Int(byte) - 0x40)) : nil)
    case .single: return single(byte)
    case .string(let escaped): return string(byte, escaped)
    case .mouse(let left):
      state = left > 1 ? .mouse(left: left - 1) : .ground
      return nil
    case .paste(let matched): return paste(byte, matched)
    case .unicode(let left, let value, let least): return unicode(byte, left, value, least)
    }
  }

  /// Says that nothing followed: an Escape becomes a key, an unfinished sequence is dropped.
  public mutating func timeOut() -> Key? {
    switch state {
    case .escape: return finish(.escape)
    case .control where parameters.isEmpty: return finish(Key(.character("["), .alt))
    case .single where parameters.isEmpty: return finish(Key(.character("O"), .alt))
    case .paste: return nil
    default: return finish(nil)
    }
  }

  // MARK: States

  private mutating func finish(_ key: Key?) -> Key? {
    state = .ground
    parameters.removeAll(keepingCapacity: true)
    return key
  }

  private mutating func ground(_ byte: UInt8, alt: Bool) -> Key? {
    state = .ground
    withAlt = alt
    let held: Key.Modifiers = alt ? .alt : []
    switch byte {
    case 0x00: return Key(.character(" "), held.union(.control))
    case 0x08, 0x7F: return Key(.backspace, held)
    case 0x09: return Key(.tab, held)
    case 0x0A, 0x0D: return Key(.enter, held)
    case 0x1B:
      state = .escape
      return nil
    case 0x01...0x1A: return Key(.character(Unicode.Scalar(byte + 0x60)), held.union(.control))
    case 0x1C...0x1F: return Key(.character(Unicode.Scalar(byte + 0x40)), held.union(.control))
    case 0x20...0x7E: return Key(.character(Unicode.Scalar(byte)), held)
    case 0xC2...0xDF: state = .unicode(left: 1, value: UInt32(byte & 0x1F), least: 0x80)
    case 0xE0...0xEF: state = .unicode(left: 2, value: UInt32(byte & 0x0F), least: 0x800)
    case 0xF0...0xF4: state = .unicode(left: 3, value: UInt32(byte & 0x07), least: 0x10000)
    default: break  // Not the first byte of any character.
    }
    return nil
  }

  private mutating func afterEscape(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x5B: state = .control
    case 0x4F: state = .single
    case 0x50, 0x58, 0x5D, 0x5E, 0x5F: state = .string(afterEscape: false)
    // Two Escapes: the first was the key; the second may begin anything.
    case 0x1B: return .escape
    default: return ground(byte, alt: true)
    }
    return nil
  }

  private mutating func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x20...0x3F:
      if parameters.count < Self.longestSequence { parameters.append(byte) }
      return nil
    case 0x40...0x7E:
      if parameters.isEmpty, byte == 0x5B {
        state = .console
        return nil
      }
      if parameters.isEmpty, byte == 0x4D {
        state = .mouse(left: 3)
        return nil
      }
      let key = ControlSequence(parameters: parameters, final: byte)
      // Of a sequence that was cut nothing is certain.
      if parameters.count < Self.longestSequence { mouse = key.mouse }
      if key.isPasteStart {
        _ = finish(nil)
        state = .paste(matched: 0)
        return nil
      }
      if let answer = key.answer { self.answer = answer }
      return finish(key.key)
    default:
      // A sequence cut short; the byte begins anew.
      _ = finish(nil)
      return ground(byte, alt: false)
    }
  }

  private mutating func single(_ byte: UInt8) -> Key? {
    if (0x30...0x3B).contains(byte) {
      if parameters.count < Self.longestSequence { parameters.append(byte) }
      return nil
    }
    if byte < 0x20 {
      _ = finish(nil)
      return ground(byte, alt: false)
    }
    return finish(ControlSequence(parameters: parameters, final: byte).singleKey)
  }

  private mutating func string(_ byte: UInt8, _ escaped: Bool) -> Key? {
    if byte == 0x07 || byte == 0x18 || byte == 0x1A || (escaped && byte == 0x5C) { return finish(nil) }
    state = .string(afterEscape: byte == 0x1B)
    return nil
  }

  private mutating func paste(_ byte: UInt8, _ matched: Int) -> Key? {
    let now = byte == Self.pasteEnd[matched] ? matched + 1 : byte == 0x1B ? 1 : 0
    state = now == Self.pasteEnd.count ? .ground : .paste(matched: now)
    return nil
  }

  private mutating func unicode(_ byte: UInt8, _ left: Int, _ value: UInt32, _ least: UInt32) -> Key? {
    guard byte & 0xC0 == 0x80 else {
      _ = finish(nil)
      return ground(byte, alt: false)
    }
    let value = value << 6 | UInt32(byte & 0x3F)
    if left > 1 {
      state = .unicode(left: left - 1, value: value, least: least)
      return nil
    }
    // Overlong forms, surrogates and the C1 controls are not keys.
    guard value >= least, value >= 0xA0, let scalar = Unicode.Scalar(value) else { return finish(nil) }
    return finish(Key(.character(scalar), withAlt ? .alt : []))
  }
}
