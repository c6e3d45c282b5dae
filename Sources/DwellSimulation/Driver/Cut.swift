import DwellMetrics

/// The state of all counters at one instant: a window is the difference of two.
struct Cut {
  var time: Int64 = 0
  var counters = Counters()
  var tallies: [GuestTally] = []
  // Guests times nanoseconds.
  var guestTime = 0.0
  var offered = 0
  var offeredBytes: Int64 = 0
  // Packets offered on each row.
  var offeredTo: [Int] = []
}
