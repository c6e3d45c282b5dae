import DwellCore

extension History {
  /// Fills the columns, rates, containers and the distribution of `snapshot`, whose view and instant are set.
  ///
  /// The containers stay as they are: the recorder has them. `row` is where the guest looked at is kept, itself by default.
  public func answer(_ snapshot: inout Snapshot, guestCount: Int, row: Int? = nil) {
    let row = row ?? snapshot.view.guest
    let grid = ColumnGrid(now: snapshot.now.nanoseconds, window: snapshot.view.window, columns: snapshot.view.columns)
    snapshot.columnWidth = TimeSpan(nanoseconds: grid.width)
    snapshot.firstColumn = Instant(nanoseconds: grid.first * grid.width)
    fillGuest(row, &snapshot, grid)
    fillReleases(&snapshot, grid, guestCount: guestCount)
    fillFlows(&snapshot, grid)
    let now = grid.now
    snapshot.brief = recent(now: now, span: 50_000_000, guest: row, guestCount: guestCount)
    snapshot.recent = recent(now: now, span: 500_000_000, guest: row, guestCount: guestCount)
    if snapshot.view.mapDots > 0 { snapshot.map = map(grid, dots: snapshot.view.mapDots) }
    snapshot.dwell = dwell(from: max(now - snapshot.view.window.nanoseconds, 0), to: max(now, 1))
  }

  private func fillGuest(_ row: Int, _ snapshot: inout Snapshot, _ grid: ColumnGrid) {
    var bins = [GuestBin](repeating: .empty, count: grid.columns)
    forEachGuestBin(row, grid) { start, width, bin in
      for i in grid.columns(of: start, width) { bins[i].merge(bin) }
    }
    snapshot[.release] = bins.map(\.release.column)
    snapshot[.timeout] = bins.map(\.timeout.column)
    snapshot[.dwell] = bins.map(\.dwell.column)
    snapshot[.mean] = bins.map(\.mean.column)
    snapshot[.variation] = bins.map(\.variation.column)
    snapshot[.sample] = bins.map(\.sample.column)
  }

  private func fillReleases(_ snapshot: inout Snapshot, _ grid: ColumnGrid, guestCount: Int) {
    var bins = [ReleaseBin](repeating: .empty, count: grid.columns)
    let level = level(from: grid.from, to: grid.to, width: grid.width)
    forEachReleaseBin(from: grid.from(Pyramid<ReleaseBin>.width(level)), to: grid.to, level: level) {
      start, width, bin in
      for i in grid.columns(of: start, width) { bins[i].merge(bin) }
    }
    func column(_ value: Double) -> Column {
      value.isNaN ? .empty : Column(low: Float(value), mean: Float(value), high: Float(value))
    }
    snapshot[.ceiling] = bins.map { column(Self.ceiling($0, guestCount: guestCount)) }
    snapshot[.ceilingFull] = bins.map { column(Self.fullCeiling($0, guestCount: guestCount)) }
    snapshot[.full] = bins.map {
      column($0.fills > 0 ? Double($0.full) / Double($0.fills) : .nan)
    }
    let bin = Pyramid<ReleaseBin>.width(level)
    snapshot[.containers] = grid.rates(bins.map { Double($0.transfers) }, bin: bin)
    snapshot[.driver] = grid.rates(bins.map { Double($0.driverWork) / 1e9 }, bin: bin).map {
      // Work is counted where it is released, and may lie ahead.
      $0.isEmpty ? $0 : Column(low: min($0.low, 1), mean: min($0.mean, 1), high: min($0.high, 1))
    }
  }

  private func fillFlows(_ snapshot: inout Snapshot, _ grid: ColumnGrid) {
    let level = level(from: grid.from, to: grid.to, width: grid.width)
    var offered = [Double](repeating: 0, count: grid.columns)
    var through = [Double](repeating: 0, count: grid.columns)
    var delays = [Spread](repeating: Spread(), count: grid.columns)
    let bin = Pyramid<ArrivalBin>.width(level)
    forEachArrivalBin(from: grid.from(bin), to: grid.to, level: level) { start, width, bin in
      for i in grid.columns(of: start, width) { offered[i] += Double(bin.packets) }
    }
    forEachDeliveryBin(from: grid.from(bin), to: grid.to, level: level) { start, width, bin in
      for i in grid.columns(of: start, width) {
        through[i] += Double(bin.packets)
        delays[i].merge(bin.delay)
      }
    }
    snapshot[.offered] = grid.rates(offered, bin: bin)
    snapshot[.through] = grid.rates(through, bin: bin)
    snapshot[.delay] = delays.map(\.column)
  }

  /// Packets per second at which the busiest station would be busy all the time, at the present batch.
  static func ceiling(_ bin: ReleaseBin, guestCount: Int) -> Double {
    guard bin.served > 0 else { return .nan }
    let work = max(Double(bin.driverWork), Double(bin.guestWork) / Double(max(guestCount, 1)))
    return work > 0 ? Double(bin.served) * 1e9 / work : .infinity
  }

  private static func fullCeiling(_ bin: ReleaseBin, guestCount: Int) -> Double {
    guard bin.served > 0, bin.fullWork > 0 else { return .nan }
    let full = Double(bin.served) * 1e9 / Double(bin.fullWork)
    // Of unequal packets more may fit than of the mean size; what is reached can be reached.
    let reached = ceiling(bin, guestCount: guestCount)
    return reached.isFinite ? max(full, reached) : full
  }

  /// Packets handed over per second over the last `span` nanoseconds before `now`, as ``Recent`` has it; NaN at the beginning.
  public func throughput(before now: Int64, over span: Int64) -> Double {
    guard isKept, now > 0 else { return .nan }
    let from = max(now - span, 0)
    let level = level(from: from, to: now, width: max((now - from) / 64, 1))
    var handed = DeliveryBin.empty
    forEachDeliveryBin(from: from, to: now, level: level) { _, _, bin in handed.merge(bin) }
    let shift = Pyramid<ReleaseBin>.shift(level)
    let begin = ((from + (1 << shift) - 1) >> shift) << shift
    return now > begin ? Double(handed.packets) * 1e9 / Double(now - begin) : .nan
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
    recent.containers = Double(all.transfers) / seconds
    recent.notifications = Double(all.notifications) / seconds
    recent.memoryCalls = Double(all.grants) / seconds
    if handed.delay.count > 0 { recent.delay = Double(handed.delay.sum / handed.delay.count) }
    if handed.bytes > 0 { recent.memoryCallsPerByte = Double(all.grants) / Double(handed.bytes) }
    var dwell = Spread()
    forEachGuestBin(guest, ColumnGrid(now: now, window: TimeSpan(nanoseconds: now - from), columns: 64)) { _, _, bin in
      dwell.merge(bin.dwell)
    }
    if dwell.count > 0 { recent.dwell = Double(dwell.sum / dwell.count) }
    return recent
  }
}
