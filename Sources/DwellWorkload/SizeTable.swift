import DwellCore

/// Draws packet sizes with their weights: Walker's alias method, one random word, one look-up, no branch.
struct SizeTable: Sendable {
  /// One of 64 columns of equal probability: below `threshold` the first size, else the second.
  private struct Column: Sendable, BitwiseCopyable {
    var threshold: UInt64
    var first: Int32
    var second: Int32
  }

  private let columns: [Column]
  /// The size where there is but one, else `nil`: then no randomness is drawn.
  let only: Int32?

  /// The table of a mix; probabilities are exact to 2⁻⁵⁸.
  init(_ sizes: PacketSizes) {
    // A size of weight w fills 64·w of the 64 columns of height W, the sum of the weights.
    let total = sizes.parts.reduce(UInt64(0)) { $0 + UInt64($1.weight) }
    var heights = sizes.parts.map { 64 * UInt64($0.weight) }
    heights += Array(repeating: 0, count: 64 - heights.count)
    let bytes = sizes.parts.map { Int32($0.bytes) }
    var columns: [Column] = []
    var low = heights.indices.filter { heights[$0] < total }
    var high = heights.indices.filter { heights[$0] >= total }
    while let poor = low.popLast() {
      // The heights sum up to 64·W in integers, so a poor column always finds a rich one.
      let rich = high[high.count - 1]
      let share = heights[poor].multipliedFullWidth(by: 1 << 58)
      columns.append(
        Column(
          threshold: total.dividingFullWidth(share).quotient, first: bytes[poor < bytes.count ? poor : rich],
          second: bytes[rich]))
      heights[rich] -= total - heights[poor]
      if heights[rich] < total {
        high.removeLast()
        low.append(rich)
      }
    }
    for full in high {
      columns.append(Column(threshold: 1 << 58, first: bytes[full], second: bytes[full]))
    }
    self.columns = columns
    only = Set(bytes).count == 1 ? bytes[0] : nil
  }

  /// The size chosen by 64 random bits.
  @inline(__always)
  func draw(_ random: UInt64) -> Int32 {
    let column = columns[Int(truncatingIfNeeded: random &>> 58)]
    return random & ((1 << 58) - 1) < column.threshold ? column.first : column.second
  }

  /// The next size of the stream `words`.
  func next(_ words: inout RandomStream) -> Int32 { only ?? draw(words.next()) }

  /// Gives sizes to the packets of `block` from `start` on.
  func fill(_ block: inout ArrivalBlock, from start: Int, _ words: inout RandomStream) {
    let count = block.count
    if let only {
      block.sizes.fill(start..<count, with: only)
      return
    }
    var local = words
    for i in start..<count { block.sizes[i] = draw(local.next()) }
    words = local
  }
}
