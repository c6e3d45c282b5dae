import DwellCore

/// What a run has counted up to an instant; the difference of two is what happened between them.
public struct RunReading: Sendable {
  /// The instant, in nanoseconds.
  public var time: Int64 = 0
  /// Packets offered.
  public var offered = 0
  /// Bytes offered.
  public var offeredBytes: Int64 = 0
  /// Packets offered on each row.
  public var offeredTo: [Int] = []
  /// Packets lost anywhere.
  public var lost = 0
  /// What is counted by instant.
  public var counters = Counters()
  /// Busy time of every row's guest, in nanoseconds.
  public var busy: [Int64] = []
  /// Dwell of all packets that were released.
  public var dwell = WaitTotals()
  /// Delay of all packets whose hand-over is known.
  public var delay = WaitTotals()

  /// Of nothing.
  public init() {}

  /// What happened since an earlier reading of the same run.
  public func since(_ earlier: RunReading) -> Stretch {
    let counted = counters.since(earlier.counters)
    var stretch = Stretch()
    stretch.seconds = Double(time - earlier.time) / 1e9
    stretch.dwell = dwell.since(earlier.dwell)
    stretch.delay = delay.since(earlier.delay)
    stretch.offered = Double(offered - earlier.offered)
    stretch.delivered = Double(counted.deliveredPackets)
    stretch.lost = Double(lost - earlier.lost)
    stretch.served = Double(counted.served.packets)
    stretch.full = Double(counted.released.full)
    stretch.containers = Double(counted.containers - counted.released.other)
    stretch.containerPackets = Double(counted.containerPackets)
    stretch.notifications = Double(counted.notifications)
    stretch.driverBusy = Double(counted.driverBusy) / 1e9
    stretch.guestBusy = busy.indices.map { index in
      Double(busy[index] - (index < earlier.busy.count ? earlier.busy[index] : 0)) / 1e9
    }
    return stretch
  }
}

extension Recorder {
  /// Everything counted up to `time`, which all that is done lies strictly before. Cost: some 10 µs a guest whose percentiles are kept.
  public mutating func reading(before time: Int64) -> RunReading {
    var reading = RunReading()
    reading.time = time
    reading.counters = counters(before: time)
    reading.busy = tallyList(before: time).map(\.busy)
    var dwell = Moments()
    var delay = Moments()
    for guest in 0..<guests {
      dwell.add(tallies[guest].dwell)
      delay.add(tallies[guest].delay)
    }
    reading.dwell = WaitTotals(count: Double(dwell.count), sum: dwell.total, cells: dwells.merged)
    reading.delay = WaitTotals(count: Double(delay.count), sum: delay.total, cells: delays.merged)
    return reading
  }
}
