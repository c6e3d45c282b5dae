/// What one pass over the packets of a transfer adds up, in nanoseconds; lives in registers.
struct PacketPass {
  var sum: Int64 = 0
  // Exact while waits stay below 2²⁶ ns.
  var squares: UInt64 = 0
  var lastDelay: Int64
  // J with 16 binary places, and its sum and greatest over the pass.
  var scaled: Int64
  var scaledSum: Int64 = 0
  var scaledMax: Int64 = 0
  var variation: Int64 = 0

  // A guest's first packet has no neighbour: it differs from itself by nothing.
  @inline(__always)
  init(meter: JitterMeter, firstDelay: Int64) {
    lastDelay = meter.lastDelay < 0 ? firstDelay : meter.lastDelay
    scaled = meter.scaled
  }

  @inline(__always)
  mutating func take(wait: Int64, delay: Int64) {
    sum &+= wait
    squares &+= UInt64(bitPattern: wait &* wait)
    let difference = Int64(bitPattern: (delay &- lastDelay).magnitude)
    lastDelay = delay
    // RFC 3550: J ← J + (|D| − J)/16.
    scaled &+= ((difference &<< 16) &- scaled) &>> 4
    scaledSum &+= scaled
    scaledMax = max(scaledMax, scaled)
    variation &+= difference
  }
}
