import DwellCore

extension History {
  /// Fills the columns, rates, containers and the distribution of `snapshot`, whose view and instant are set.
  ///
  /// The containers stay as they are: the recorder has them.
  public func answer(_ snapshot: inout Snapshot, guestCount: Int) {
    let now = snapshot.now.nanoseconds
    let columns = snapshot.view.columns
    let width = max((snapshot.view.window.nanoseconds + Int64(columns) - 1) / Int64(columns), 1)
    // The last column holds the last thing done, which lies strictly before now.
    let last = max(now - 1, 0) / width
    let first = last - Int64(columns) + 1
    snapshot.columnWidth = TimeSpan(nanoseconds: width)
    snapshot.firstColumn = Instant(nanoseconds: first * width)
    fillGuest(&snapshot, first: first, width: width, now: now)
    fillReleases(&snapshot, first: first, width: width, now: now, guestCount: guestCount)
    fillFlows(&snapshot, first: first, width: width, now: now)
    snapshot.brief = recent(now: now, span: 50_000_000, guest: snapshot.view.guest, guestCount: guestCount)
    snapshot.recent = recent(now: now, span: 500_000_000, guest: snapshot.view.guest, guestCount: guestCount)
    snapshot.dwell = dwell(from: max(now - snapshot.view.window.nanoseconds, 0), to: max(now, 1))
  }

  private func index(_ start: Int64, _ first: Int64, _ width: Int64, _ columns: Int) -> Int? {
    let column = (start >= 0 ? start / width : (start - width + 1) / width) - first
    return column >= 0 && column < Int64(columns) ? Int(column) : nil
  }

  private func fillGuest(_ snapshot: inout Snapshot, first: Int64, width: Int64, now: Int64) {
    let columns = snapshot.view.columns
    var bins = [GuestBin](repeating: .empty, count: columns)
    forEachGuestBin(snapshot.view.guest, from: max(first * width, 0), to: max(now, 1), width: width) {
      start, _, bin in
      if let i = index(start, first, width, columns) { bins[i].merge(bin) }
    }
    snapshot[.release] = bins.map(\.release.column)
    snapshot[.timeout] = bins.map(\.timeout.column)
    snapshot[.dwell] = bins.map(\.dwell.column)
    snapshot[.mean] = bins.map(\.mean.column)
    snapshot[.variation] = bins.map(\.variation.column)
    snapshot[.sample] = bins.map(\.sample.column)
  }

  private func fillReleases(
    _ snapshot: inout Snapshot, first: Int64, width: Int64, now: Int64, guestCount: Int
  ) {
    let columns = snapshot.view.columns
    var bins = [ReleaseBin](repeating: .empty, count: columns)
    let from = max(first * width, 0)
    let level = level(from: from, to: max(now, 1), width: width)
    forEachReleaseBin(from: from, to: max(now, 1), level: level) { start, _, bin in
      if let i = index(start, first, width, columns) { bins[i].merge(bin) }
    }
    func column(_ value: Double) -> Column {
      value.isNaN ? .empty : Column(low: Float(value), mean: Float(value), high: Float(value))
    }
    snapshot[.ceiling] = bins.map { column(Self.ceiling($0, guestCount: guestCount)) }
    snapshot[.ceilingFull] = bins.map { column(Self.fullCeiling($0, guestCount: guestCount)) }
    snapshot[.full] = bins.map {
      column($0.fills > 0 ? Double($0.full) / Double($0.fills) : .nan)
    }
  }

  private func fillFlows(_ snapshot: inout Snapshot, first: Int64, width: Int64, now: Int64) {
    let columns = snapshot.view.columns
    let from = max(first * width, 0)
    let level = level(from: from, to: max(now, 1), width: width)
    var offered = [Float](repeating: 0, count: columns)
    var through = [Float](repeating: 0, count: columns)
    var delays = [Spread](repeating: Spread(), count: columns)
    forEachArrivalBin(from: from, to: max(now, 1), level: level) { start, _, bin in
      if let i = index(start, first, width, columns) { offered[i] += Float(bin.packets) }
    }
    forEachDeliveryBin(from: from, to: max(now, 1), level: level) { start, _, bin in
      if let i = index(start, first, width, columns) {
        through[i] += Float(bin.packets)
        delays[i].merge(bin.delay)
      }
    }
    // A bin belongs to the column it begins in, so a column covers whole bins: a few more or fewer than its width.
    let bin = Pyramid<ArrivalBin>.shift(level)
    func firstBin(_ time: Int64) -> Int64 { ((max(time, 0) + (1 << bin) - 1) >> bin) << bin }
    func rates(_ counts: [Float]) -> [Column] {
      counts.enumerated().map { i, count in
        let start = (first + Int64(i)) * width
        guard start + width > 0, start < now else { return .empty }
        let covered = Double(min(firstBin(start + width), now) - firstBin(start))
        // The newest column is still being filled.
        guard covered > 0, covered * 4 >= Double(width) || start + width <= now else { return .empty }
        let rate = Float(Double(count) * 1e9 / covered)
        return Column(low: rate, mean: rate, high: rate)
      }
    }
    snapshot[.offered] = rates(offered)
    snapshot[.through] = rates(through)
    snapshot[.delay] = delays.map(\.column)
  }

  /// Packets per second at which the busiest station would be busy all the time, at the present batch.
  private static func ceiling(_ bin: ReleaseBin, guestCount: Int) -> Double {
    guard bin.served > 0 else { return .nan }
    let work = max(Double(bin.driverWork), Double(bin.guestWork) / Double(max(guestCount, 1)))
    return work > 0 ? Double(bin.served) * 1e9 / work : .infinity
  }

  private static func fullCeiling(_ bin: ReleaseBin, guestCount: Int) -> Double {
    guard bin.served > 0, bin.fullWork > 0 else { return .nan }
    return Double(bin.served) * 1e9 / Double(bin.fullWork)
  }

  private func recent(now: Int64, span: Int64, guest: Int, guestCount: Int) -> Recent {
    let from = max(now - span, 0)
    let width = max((now - from) / 64, 1)
    var recent = Recent()
    var all = ReleaseBin.empty
    var handed = DeliveryBin.empty
    var came = ArrivalBin.empty
    let level = level(from: from, to: max(now, 1), width: width)
    forEachReleaseBin(from: from, to: max(now, 1), level: level) { _, _, bin in all.merge(bin) }
    forEachDeliveryBin(from: from, to: max(now, 1), level: level) { _, _, bin in handed.merge(bin) }
    forEachArrivalBin(from: from, to: max(now, 1), level: level) { _, _, bin in came.merge(bin) }
    // Bins are counted whole; the stretch is the one that they cover.
    let shift = Pyramid<ReleaseBin>.shift(level)
    let begin = ((from + (1 << shift) - 1) >> shift) << shift
    let seconds = Double(now - begin) / 1e9
    recent.seconds = seconds
    guard seconds > 0 else { return recent }
    recent.offered = Double(came.packets) / seconds
    recent.through = Double(handed.packets) / seconds
    recent.dropped = Double(handed.dropped) / seconds
    recent.ceiling = Self.ceiling(all, guestCount: guestCount)
    recent.ceilingFull = Self.fullCeiling(all, guestCount: guestCount)
    let containers = Double(all.fills &+ all.other)
    if containers > 0 {
      recent.full = Double(all.full) / containers
      recent.due = Double(all.due) / containers
      recent.idle = Double(all.idle) / containers
      recent.other = Double(all.other) / containers
    }
    // Work counted where it is released may lie a little ahead.
    recent.driverUtilisation = min(Double(all.driverWork) / 1e9 / seconds, 1)
    recent.guestUtilisation = min(Double(all.guestWork) / 1e9 / seconds / Double(max(guestCount, 1)), 1)
    if all.fills > 0 { recent.fill = Double(all.fill) / Double(all.fills) }
    if all.transfers > 0 { recent.packetsPerContainer = Double(all.packets) / Double(all.transfers) }
    recent.notifications = Double(all.notifications) / seconds
    recent.memoryCalls = Double(all.grants) / seconds
    if handed.bytes > 0 { recent.memoryCallsPerByte = Double(all.grants) / Double(handed.bytes) }
    var dwell = Spread()
    forEachGuestBin(guest, from: from, to: max(now, 1), width: width) { _, _, bin in dwell.merge(bin.dwell) }
    if dwell.count > 0 { recent.dwell = Double(dwell.sum / dwell.count) }
    return recent
  }
}
