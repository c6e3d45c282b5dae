/// A finished `ESC [` or `ESC O` sequence: what it means as a key, if anything.
struct ControlSequence {
  private let numbers: [Int]
  private let isPrivate: Bool
  private let isMouse: Bool
  private let isAnswer: Bool
  private let final: UInt8

  /// Reads the bytes between the introducer and the last one; numbers above 65535 are held there.
  init(parameters: [UInt8], final: UInt8) {
    self.final = final
    isAnswer = parameters.first == 0x3F
    isPrivate = parameters.contains { $0 < 0x30 || $0 > 0x3B }
    isMouse = parameters.first == 0x3C && parameters.dropFirst().allSatisfy { (0x30...0x3B).contains($0) }
    var numbers = [0]
    for byte in parameters {
      switch byte {
      case 0x30...0x39:
        let last = numbers.count - 1
        numbers[last] = min(numbers[last] * 10 + Int(byte) - 0x30, 65535)
      case 0x3B: numbers.append(0)
      default: break
      }
    }
    self.numbers = numbers
  }

  /// Whether a bracketed paste begins.
  var isPasteStart: Bool { !isPrivate && final == 0x7E && numbers[0] == 200 }

  /// What it answers to a question; nil where it is no answer that is waited for.
  var answer: TerminalAnswer? {
    guard isAnswer else { return nil }
    if final == 0x63 { return .attributes }
    // 1: set, 2: reset, 3: always set; 0 and 4: not known or never.
    guard final == 0x79, numbers.count == 2, numbers[0] == 2026 else { return nil }
    return .synchronisedUpdate(isKnown: (1...3).contains(numbers[1]))
  }

  /// The mouse report `ESC [ < button ; column ; row M`, or `m` for a button let go; nil for what is none.
  ///
  /// Buttons beyond three, a wheel to the side and movement without a button are none that we use.
  var mouse: MouseEvent? {
    guard isMouse, final == 0x4D || final == 0x6D, numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else {
      return nil
    }
    // Terminals count the bits as 4 Shift, 8 Alt, 16 Control, 32 moved, 64 wheel.
    let code = numbers[0]
    guard code < 128 else { return nil }
    let held = Key.Modifiers(rawValue: UInt8(code >> 2 & 7))
    func event(_ action: MouseEvent.Action) -> MouseEvent {
      MouseEvent(action, x: numbers[1] - 1, y: numbers[2] - 1, held)
    }
    if code & 64 != 0 {
      guard code & 32 == 0, final == 0x4D else { return nil }
      return code & 3 == 0 ? event(.wheelUp) : code & 3 == 1 ? event(.wheelDown) : nil
    }
    guard let button = MouseEvent.Button(rawValue: code & 3) else { return nil }
    if final == 0x6D { return event(.release(button)) }
    return event(code & 32 != 0 ? .drag(button) : .press(button))
  }

  /// The key of an `ESC [` sequence; nil for reports, answers and what we do not know.
  var key: Key? {
    if isPrivate { return nil }
    if final == 0x7E { return Self.numbered[numbers[0]].map { Key($0, modifiers) } }
    if final == 0x5A { return Key(.tab, modifiers.union(.shift)) }
    // The row and column of the cursor look like F3 with modifiers; it is asked for more often than pressed.
    if final == 0x52, numbers.count > 1 { return nil }
    return Self.lettered[final].map { Key($0, modifiers) }
  }

  /// The key of an `ESC O` sequence: the same letters, and the key pad in application mode.
  var singleKey: Key? {
    if let code = Self.lettered[final] { return Key(code, modifiers) }
    switch final {
    case 0x4D: return .enter
    case 0x49: return .tab
    case 0x58: return Key("=")
    case 0x20: return .space
    // `j` to `y` are `*` to `9`.
    case 0x6A...0x79: return Key(Unicode.Scalar(final - 0x40))
    default: return nil
    }
  }

  private var modifiers: Key.Modifiers {
    guard numbers.count > 1, (2...8).contains(numbers[1]) else { return [] }
    return Key.Modifiers(rawValue: UInt8(numbers[1] - 1))
  }

  private static let lettered: [UInt8: Key.Code] = [
    0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home,
    0x50: .function(1), 0x51: .function(2), 0x52: .function(3), 0x53: .function(4),
  ]

  private static let numbered: [Int: Key.Code] = [
    1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
    11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6),
    18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
  ]
}
