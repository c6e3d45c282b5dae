import DwellCore

/// How many packets were inside over the run, coarsely: arrivals and departures counted in up to 1024 bins of equal width.
///
/// The width doubles when the run outgrows the bins, so memory is bounded and the result does not depend on when one looks.
struct Occupancy: ~Copyable {
  private static let bins = 1024

  private var arrivals = Slab<Int64>(count: 1024, filledWith: 0)
  private var departures = Slab<Int64>(count: 1024, filledWith: 0)
  private var shift: Int64 = 10

  @inline(__always)
  mutating func arrive(_ packets: Int64, at time: Int64) {
    arrivals[bin(time)] &+= packets
  }

  @inline(__always)
  mutating func depart(_ packets: Int64, at time: Int64) {
    departures[bin(time)] &+= packets
  }

  // The width of a bin as a power of two of nanoseconds.
  var binShift: Int64 { shift }

  @inline(__always)
  private mutating func bin(_ time: Int64) -> Int {
    if time &>> shift >= Int64(Self.bins) { widen(to: time) }
    return Int(truncatingIfNeeded: time &>> shift)
  }

  private mutating func widen(to time: Int64) {
    while time >> shift >= Int64(Self.bins) { double() }
  }

  private mutating func double() {
    for i in 0..<Self.bins / 2 {
      arrivals[i] = arrivals[2 * i] + arrivals[2 * i + 1]
      departures[i] = departures[2 * i] + departures[2 * i + 1]
    }
    for i in Self.bins / 2..<Self.bins {
      arrivals[i] = 0
      departures[i] = 0
    }
    shift += 1
  }

  /// Mean number inside between two instants, from the numbers at the bin edges; nil if no edge lies between them.
  func mean(from start: Int64, to end: Int64) -> Double? {
    var inside: Int64 = 0
    var sum = 0.0
    var edges = 0.0
    for i in 0..<Self.bins {
      inside += arrivals[i] - departures[i]
      let edge = Int64(i + 1) << shift
      if edge >= end { break }
      if edge >= start {
        sum += Double(inside)
        edges += 1
      }
    }
    return edges > 0 ? sum / edges : nil
  }
}
