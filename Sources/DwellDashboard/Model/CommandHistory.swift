/// The commands that were typed, oldest first, at most ``most``; one typed again stands only at its last place.
public struct CommandHistory: Sendable, Hashable {
  /// The most that are remembered.
  public static let most = 200

  /// The lines, oldest first.
  public private(set) var lines: [String] = []
  /// Those added since it was made, in order, at most as many.
  public private(set) var typed: [String] = []

  /// A history of these lines.
  public init(_ lines: [String] = []) {
    for line in lines { add(line) }
    typed = []
  }

  /// Remembers a line; an empty one is none.
  public mutating func add(_ line: String) {
    guard !line.allSatisfy(\.isWhitespace) else { return }
    lines.removeAll { $0 == line }
    lines.append(line)
    if lines.count > Self.most { lines.removeFirst(lines.count - Self.most) }
    typed.append(line)
    if typed.count > Self.most { typed.removeFirst(typed.count - Self.most) }
  }

  /// The newest line before a place (counted from the newest, 0) that holds a text, and its place.
  public func found(_ text: String, from place: Int) -> (line: String, place: Int)? {
    for index in max(place, 0)..<max(lines.count, max(place, 0)) where lines[lines.count - 1 - index].contains(text) {
      return (lines[lines.count - 1 - index], index)
    }
    return nil
  }
}
