import DwellCore

extension Recorder {
  /// Copies of the tallies, so that a window is a difference.
  ///
  /// Work that goes on at `time` counts up to then (model rule 6.4).
  public func tallyList(before time: Int64) -> [GuestTally] {
    var list = (0..<guests).map { tallies[$0] }
    for index in head..<tail {
      let slot = index & (ring.count - 1)
      let transfer = ring[slot]
      guard !ring[slot].isSettled, !transfer.isFollowed, transfer.handedOver > 0, transfer.guestStart < time else {
        continue
      }
      list[Int(transfer.guest)].busy += min(transfer.delivered, time) - transfer.guestStart
    }
    return list
  }

  /// Packets handed over and lost, as of the last settling.
  public var ended: (delivered: Int, dropped: Int) { (delivered, dropped) }

  /// Fills in dwell, delay, jitter and the guests' part of them: everything counted by arrival.
  public func summarise(into summary: inout Summary) {
    var dwell = Moments()
    var delay = Moments()
    for guest in 0..<guests {
      dwell.add(tallies[guest].dwell)
      delay.add(tallies[guest].delay)
    }
    let rows = 0..<dwells.rows
    summary.dwell = Spreading(dwell, dwells, rows: rows)
    summary.delay = Spreading(delay, delays, rows: rows)
    if delay.count > 0 {
      let count = Double(delay.count)
      var parts = Summary.Parts()
      parts.queue = Double(queueTime) / count
      parts.service = Double(serviceTime) / count
      parts.notify = Double(notifyTime) / count
      parts.intake = Double(intakeTime) / count
      parts.regulate = Double(regulateTime) / count
      // What is left is the wait in containers of packets that were handed over.
      let others = parts.intake + parts.queue + parts.service + parts.notify + parts.regulate
      parts.dwell = max(delay.total / count - others, 0)
      summary.parts = parts
    }
    summary.jitter.rfc3550 = jitter.mean
    summary.jitter.rfc3550Max = jitter.greatest
    summary.jitter.ipdvMean = jitter.variation
    summary.jitter.gapP99 = gaps.quantile(0.99, rows: 0..<1, least: 0, greatest: .greatestFiniteMagnitude)
    summary.jitter.pdvP99 = delayVariation()
    for guest in 0..<min(guests / legs, summary.guests.count) {
      let own = guest * legs..<(guest + 1) * legs
      var dwell = Moments()
      var delay = Moments()
      for row in own {
        dwell.add(tallies[row].dwell)
        delay.add(tallies[row].delay)
      }
      summary.guests[guest].dwell = Spreading(dwell, dwells, rows: keepsRows ? own : nil)
      summary.guests[guest].delay = Spreading(delay, delays, rows: keepsRows ? own : nil)
    }
  }

  // PDV: delay less the least delay of the flow; where guests share a row, less the least of all.
  private func delayVariation() -> Double? {
    var counts = [UInt64](repeating: 0, count: HistogramBank.cells)
    var total: UInt64 = 0
    var greatest = 0.0
    for row in 0..<delays.rows {
      var least = Int64.max
      for guest in keepsRows ? row..<row + 1 : 0..<guests { least = min(least, tallies[guest].delay.least) }
      guard least != .max else { continue }
      for guest in keepsRows ? row..<row + 1 : 0..<guests where tallies[guest].delay.count > 0 {
        greatest = max(greatest, Double(tallies[guest].delay.greatest - least))
      }
      for cell in 0..<HistogramBank.cells where delays[row, cell] > 0 {
        let shifted = max(Int64(HistogramBank.middle(cell)) - least, 0)
        counts[HistogramBank.cell(shifted)] += delays[row, cell]
        total += delays[row, cell]
      }
    }
    return HistogramBank.quantile(0.99, counts: counts, total: total, spare: 10) {
      min(HistogramBank.middle($0), greatest)
    }
  }

  /// Mean packets inside between two instants, from coarse bins; nil for too short a stretch.
  public func meanInside(from start: Int64, to end: Int64) -> Double? { occupancy.mean(from: start, to: end) }

  /// Counts packets that came and have not been released, for the mean number inside.
  public mutating func countWaiting(_ packets: Int, at time: Int64) { occupancy.arrive(Int64(packets), at: time) }
}
