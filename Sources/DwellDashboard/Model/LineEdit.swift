import DwellTerminal

/// A line of text being typed, with a cursor in it.
///
/// Every character takes one column, so places in the text are columns. All movements hold at the ends; nothing traps.
public struct LineEdit: Sendable, Hashable {
  /// The characters.
  public private(set) var scalars: [Unicode.Scalar] = []
  /// The place the next character goes to, 0…count.
  public private(set) var cursor = 0
  /// The most characters it takes; further ones are not taken.
  public let longest: Int

  /// Where the cursor can go.
  public enum Move: Sendable { case left, right, wordLeft, wordRight, start, end }
  /// What can be erased, seen from the cursor.
  public enum Part: Sendable { case before, after, word, toStart, toEnd, all }

  /// A line with the cursor at its end; what cannot stand in one column is left out.
  public init(_ text: String = "", longest: Int = 400) {
    self.longest = max(longest, 0)
    replace(with: text)
  }

  /// The text.
  public var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether nothing is typed.
  public var isEmpty: Bool { scalars.isEmpty }

  /// The text before the cursor.
  public var before: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[..<cursor])
    return String(view)
  }

  /// Takes a character in at the cursor; false where it does not take one column or there is no room.
  @discardableResult
  public mutating func insert(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.isOneColumn, scalars.count < longest else { return false }
    scalars.insert(scalar, at: cursor)
    cursor += 1
    return true
  }

  /// Another text, the cursor at its end.
  public mutating func replace(with text: String) {
    scalars = Array(text.unicodeScalars.filter(\.isOneColumn).prefix(longest))
    cursor = scalars.count
  }

  /// Another text before the cursor; what lies behind it stays.
  public mutating func replaceBefore(with text: String) {
    let rest = scalars[cursor...]
    let front = text.unicodeScalars.filter(\.isOneColumn).prefix(max(longest - rest.count, 0))
    scalars = Array(front) + rest
    cursor = front.count
  }

  /// Moves the cursor.
  public mutating func move(_ move: Move) {
    switch move {
    case .left: cursor = max(cursor - 1, 0)
    case .right: cursor = min(cursor + 1, scalars.count)
    case .wordLeft: cursor = wordStart
    case .wordRight:
      while cursor < scalars.count, scalars[cursor] == " " { cursor += 1 }
      while cursor < scalars.count, scalars[cursor] != " " { cursor += 1 }
    case .start: cursor = 0
    case .end: cursor = scalars.count
    }
  }

  /// Takes characters away.
  public mutating func erase(_ part: Part) {
    switch part {
    case .before: if cursor > 0 { cut(cursor - 1, cursor) }
    case .after: if cursor < scalars.count { cut(cursor, cursor + 1) }
    case .word: cut(wordStart, cursor)
    case .toStart: cut(0, cursor)
    case .toEnd: cut(cursor, scalars.count)
    case .all: cut(0, scalars.count)
    }
  }

  /// Does what a command of an editing context asks; false where it is none.
  public mutating func edit(_ command: DashboardCommand) -> Bool {
    switch command {
    case .editLeft: move(.left)
    case .editRight: move(.right)
    case .editWordLeft: move(.wordLeft)
    case .editWordRight: move(.wordRight)
    case .editStart: move(.start)
    case .editEnd: move(.end)
    case .promptErase: erase(.before)
    case .editDelete: erase(.after)
    case .editEraseWord: erase(.word)
    case .promptClear: erase(.toStart)
    case .editEraseEnd: erase(.toEnd)
    default: return false
    }
    return true
  }

  /// The part that is seen in so many columns, cursor included, and where in it the cursor stands.
  public func seen(columns: Int) -> (text: String, cursor: Int) {
    guard columns > 0 else { return ("", 0) }
    // The cursor may stand behind the last character.
    let first = min(max(cursor - columns + 1, 0), max(scalars.count - columns + 1, 0))
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[first..<min(first + columns, scalars.count)])
    return (String(view), cursor - first)
  }

  private var wordStart: Int {
    var place = cursor
    while place > 0, scalars[place - 1] == " " { place -= 1 }
    while place > 0, scalars[place - 1] != " " { place -= 1 }
    return place
  }

  private mutating func cut(_ from: Int, _ to: Int) {
    scalars.removeSubrange(from..<to)
    cursor = from
  }
}
