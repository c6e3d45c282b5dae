/// −ln u for a random word, in integers: leading zeros times ln 2 plus one of 256 straight pieces.
///
/// No rejection and no floating point per draw, so every machine sees the same arrivals. A chord lies above the curve by at most
/// (1/512)²/2 of it, about 2·10⁻⁶. Cost: about 3 ns with the generator. The constants come from `Elementary.log`, which is our own.
public struct ExponentialTable: ~Copyable, Sendable {
  /// One of the 256 straight pieces: base and slope side by side, so that a draw touches one cache line.
  public struct Piece: BitwiseCopyable, Sendable {
    @usableFromInline var base: UInt64
    @usableFromInline var slope: UInt64
  }

  @usableFromInline let pieces: Slab<Piece>

  // ln 2 with 40 binary places.
  @usableFromInline static let ln2: UInt64 = 762_123_384_786

  /// The one table; reading it is safe from every thread.
  public static let shared = ExponentialTable()

  /// Builds the 256 pieces.
  public init() {
    var pieces = Slab<Piece>(count: 256, filledWith: Piece(base: 0, slope: 0))
    // Piece i covers mantissas from (256 + i)/512 to (257 + i)/512 of a whole.
    func height(_ i: Int) -> UInt64 { UInt64(-Elementary.log(Double(256 + i) / 512) * 0x1p40) }
    for i in 0..<256 { pieces[i] = Piece(base: height(i), slope: height(i) - height(i + 1)) }
    self.pieces = pieces
  }

  /// An exponential draw of mean 1 with 40 binary places, from 64 random bits; at most 65 ln 2.
  @inlinable
  @inline(__always)
  public func draw(_ random: UInt64) -> UInt64 {
    var drawn: UInt64 = 0
    withCurve { drawn = $0.draw(random) }
    return drawn
  }

  /// Lends the pieces for many draws: their address stays in a register, and no draw tests an index.
  @inlinable
  @inline(__always)
  public func withCurve(_ body: (borrowing SlabView<Piece>) -> Void) { pieces.withView(0..<256, body) }
}

extension SlabView where Element == ExponentialTable.Piece {
  /// An exponential draw of mean 1 with 40 binary places, from 64 random bits; at most 65 ln 2.
  @inlinable
  @inline(__always)
  public func draw(_ random: UInt64) -> UInt64 {
    let zeros = UInt64(truncatingIfNeeded: random.leadingZeroBitCount)
    let mantissa = random &<< zeros
    let piece = self[Int(truncatingIfNeeded: (mantissa &>> 55) & 255)]
    let rest = (mantissa &>> 24) & 0x7fff_ffff
    return zeros &* ExponentialTable.ln2 &+ piece.base &- ((piece.slope &* rest) &>> 31)
  }
}
