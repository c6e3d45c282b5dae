/// What one pass over the packets of a transfer adds up, in nanoseconds; lives in registers.
struct PacketPass {
  var sum: Int64 = 0
  // Exact while waits stay below 2²⁶ ns.
  var squares: UInt64 = 0
  // J with 16 binary places, and its sum and greatest over the pass.
  var scaled: Int64
  var scaledSum: Int64 = 0
  var scaledMax: Int64 = 0

  @inline(__always)
  init(meter: JitterMeter) { scaled = meter.scaled }

  /// Takes a packet in whose delay differs from that of the packet before by `difference`, 0 or more.
  @inline(__always)
  mutating func take(wait: Int64, difference: Int64) {
    sum &+= wait
    squares &+= UInt64(bitPattern: wait &* wait)
    // RFC 3550: J ← J + (|D| − J)/16.
    scaled &+= ((difference &<< 16) &- scaled) &>> 4
    scaledSum &+= scaled
    scaledMax = max(scaledMax, scaled)
  }
}
