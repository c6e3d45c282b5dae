/// What driver domain and guests did, one line for each happening: costs are counted from it by looking at every line.
struct NaiveDiary {
  var driverStarts: [Int64] = []
  var driverEnds: [Int64] = []
  var grants: [(time: Int64, count: Int)] = []
  var events: [(time: Int64, count: Int)] = []
  var served: [(time: Int64, packets: Int)] = []
  var guestStarts: [(time: Int64, guest: Int)] = []
  var deliveries: [(time: Int64, guest: Int, packets: Int, bytes: Int)] = []

  /// How long the driver domain was busy in a window; what is still being served counts up to its end.
  func driverBusy(_ window: Range<Int64>) -> Int64 {
    Self.busy(driverStarts, driverEnds, window)
  }

  /// How long a guest was busy in a window.
  func guestBusy(_ guest: Int, _ window: Range<Int64>) -> Int64 {
    Self.busy(
      guestStarts.filter { $0.guest == guest }.map(\.time), deliveries.filter { $0.guest == guest }.map(\.time), window)
  }

  // One at a time: the n-th end belongs to the n-th start.
  private static func busy(_ starts: [Int64], _ ends: [Int64], _ window: Range<Int64>) -> Int64 {
    var sum: Int64 = 0
    for (number, start) in starts.enumerated() {
      let end = number < ends.count ? ends[number] : .max
      sum += max(0, min(end, window.upperBound) - max(start, window.lowerBound))
    }
    return sum
  }
}
