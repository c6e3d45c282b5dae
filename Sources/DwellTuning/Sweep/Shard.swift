public import DwellCore

/// The part of a grid that one machine of several works on: every n-th row, so that slow corners are shared.
public struct Shard: Sendable, Hashable {
  /// Which part, from 1 on.
  public let number: Int
  /// Of how many.
  public let count: Int

  /// The whole grid.
  public static let whole = Shard(number: 1, count: 1)
  /// The most parts.
  public static let most = 100_000

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// Reads `3/16`.
  ///
  /// - Throws: `Knob.Refusal`, one line: what is wrong, what was given, what is allowed.
  public init(parsing text: String) throws(Knob.Refusal) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else {
      throw Knob.Refusal("shard is '\(text)', but must be NUMBER/COUNT such as 3/16")
    }
    guard (1...Self.most).contains(count), (1...count).contains(number) else {
      throw Knob.Refusal("shard is '\(text)', but must lie from 1/COUNT to COUNT/COUNT, COUNT from 1 to \(Self.most)")
    }
    self.init(number: number, count: count)
  }

  /// How many of `rows` rows are its own.
  public func rows(of rows: Int) -> Int { (rows - number + count) / count }

  /// The row of the grid that is its n-th, from 0 on.
  public func row(_ n: Int) -> Int { n * count + number - 1 }
}
