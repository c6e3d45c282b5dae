import DwellCore

/// The second ceiling's work by mean packet size, worked out once a size: for plots, which ask with every transfer.
///
/// Sizes go by the byte below 2048 and by 32 above. Cost: one division and a look-up.
struct FullWorkTable: ~Copyable {
  private static let fineSizes = 2048
  private static let coarseShift = 5

  private var nanoseconds = Slab<Float>(count: 2 * 2048, filledWith: .nan)

  /// What is looked up; a new one empties the table.
  var work: FullWork {
    didSet { nanoseconds.fill(0..<nanoseconds.count, with: .nan) }
  }

  init(_ work: FullWork) { self.work = work }

  /// Nanoseconds per packet, for a transfer of `packets` packets with `bytes` bytes together.
  @inline(__always)
  mutating func perPacket(bytes: Int64, packets: Int32) -> Float {
    // Two 32-bit numbers divide several times faster than two of 64.
    let mean = packets == 1 ? Int(bytes) : Int(UInt32(truncatingIfNeeded: bytes) / UInt32(bitPattern: max(packets, 1)))
    let cell = mean < Self.fineSizes ? mean : min(Self.fineSizes + (mean >> Self.coarseShift), nanoseconds.count - 1)
    let known = nanoseconds[cell]
    return known.isNaN ? workOut(cell, mean) : known
  }

  private mutating func workOut(_ cell: Int, _ mean: Int) -> Float {
    let size = mean < Self.fineSizes ? mean : (mean >> Self.coarseShift) << Self.coarseShift
    let value = Float(work.perPacket(bytes: Double(max(size, 1))))
    nanoseconds[cell] = value
    return value
  }
}
