import DwellCore

/// Exponential gaps of one mean, in 1024ths of a nanosecond, from random words; integers throughout.
struct ExponentialGaps: Sendable, BitwiseCopyable {
  /// The lowest rate that is told from none, in events per second.
  static let lowestRate = 1e-3

  /// The mean gap with 20 binary places below the nanosecond.
  private var mean: UInt64

  /// Gaps of a Poisson process of `rate` events per second, bounded to 10⁻³ and more.
  init(rate: Double) {
    mean = UInt64((1e9 * 0x1p20 / min(max(rate, Self.lowestRate), 1e12)).rounded())
  }

  /// Gaps of mean `span`.
  init(mean span: TimeSpan) { mean = UInt64(min(max(span.nanoseconds, 1), 1 << 42)) &<< 20 }

  /// A gap from 64 random bits: 40 places of the draw and 20 of the mean leave 10.
  @inline(__always)
  func draw(_ random: UInt64, _ curve: borrowing ExponentialTable) -> UInt64 {
    scaled(curve.draw(random))
  }

  // A draw of mean 1 with 40 places.
  @inline(__always)
  private func scaled(_ draw: UInt64) -> UInt64 {
    let product = draw.multipliedFullWidth(by: mean)
    return (product.high &<< 14) | (product.low &>> 50)
  }

  /// Stamps packets of a Poisson process into `block` until it is full or `next` comes to `end`.
  ///
  /// Cost: some 40 instructions a packet.
  func fillTimes(
    _ block: inout ArrivalBlock, before end: Int64, _ words: inout RandomStream, _ next: inout FineTime,
    _ curve: borrowing ExponentialTable
  ) {
    var local = words
    var coming = next
    var made = 0
    block.times.withMutableView(block.count..<block.capacity) { times in
      curve.withCurve { curve in
        while made < times.count, coming.nanoseconds < end {
          times[made] = coming.nanoseconds
          made &+= 1
          coming = coming.advanced(by: scaled(curve.draw(local.next())))
        }
      }
    }
    block.count &+= made
    words = local
    next = coming
  }
}

/// The one exponential table of the process.
///
/// Unchecked: the table's storage is not `Sendable` since its owner might write; here it is written in `init` and only read after.
final class ExponentialCurve: @unchecked Sendable {
  /// Built at first use.
  static let shared = ExponentialCurve()

  let table = ExponentialTable()
}
