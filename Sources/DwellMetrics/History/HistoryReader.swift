import DwellCore

extension History {
  /// Fills the columns, rates, containers and the distribution of `snapshot`, whose view and instant are set.
  ///
  /// The containers stay as they are: the recorder has them. `row` is where the guest looked at is kept, itself by default.
  public func answer(_ snapshot: inout Snapshot, guestCount: Int, row: Int? = nil) {
    let row = row ?? snapshot.view.guest
    let now = snapshot.now.nanoseconds
    let end = snapshot.end.nanoseconds
    let grid = ColumnGrid(now: now, end: end, window: snapshot.view.window, columns: snapshot.view.columns)
    snapshot.columnWidth = TimeSpan(nanoseconds: grid.width)
    snapshot.firstColumn = Instant(nanoseconds: grid.first * grid.width)
    let level = level(from: grid.from, now: now, width: grid.width)
    let guestLevel = guestLevel(row, from: grid.from, now: now, width: grid.width)
    snapshot.binWidth = TimeSpan(nanoseconds: Pyramid<ReleaseBin>.width(max(level, guestLevel ?? 0)))
    fillGuest(row, &snapshot, grid, guestLevel)
    fillReleases(&snapshot, grid, level, guestCount: guestCount)
    fillFlows(&snapshot, grid, level)
    snapshot.brief = recent(now: now, span: 50_000_000, guest: row, guestCount: guestCount)
    snapshot.recent = recent(now: now, span: 500_000_000, guest: row, guestCount: guestCount)
    if snapshot.view.mapDots > 0 { snapshot.map = map(grid, dots: snapshot.view.mapDots) }
    let from = max(end - snapshot.view.window.nanoseconds, 0)
    snapshot.dwell = dwell(from: from, to: max(end, 1), now: max(now, 1))
    snapshot.excerpt = snapshot.view.stretch.map {
      stretch(from: $0.lowerBound.nanoseconds, to: $0.upperBound.nanoseconds, now: now, row, guestCount)
    }
  }

  private func fillGuest(_ row: Int, _ snapshot: inout Snapshot, _ grid: ColumnGrid, _ level: Int?) {
    guard let level else { return }
    var bins = [GuestBin](repeating: .empty, count: grid.columns)
    forEachGuestBin(row, from: grid.from(Pyramid<GuestBin>.width(level)), to: grid.to, level: level) {
      start, width, bin in
      for i in grid.columns(of: start, width) { bins[i].merge(bin) }
    }
    snapshot[.release] = bins.map(\.release.column)
    snapshot[.timeout] = bins.map(\.timeout.column)
    snapshot[.dwell] = bins.map(\.dwell.column)
    snapshot[.mean] = bins.map(\.mean.column)
    snapshot[.variation] = bins.map(\.variation.column)
    snapshot[.sample] = bins.map(\.sample.column)
  }

  private func fillReleases(_ snapshot: inout Snapshot, _ grid: ColumnGrid, _ level: Int, guestCount: Int) {
    var bins = [ReleaseBin](repeating: .empty, count: grid.columns)
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

  private func fillFlows(_ snapshot: inout Snapshot, _ grid: ColumnGrid, _ level: Int) {
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
    let level = level(from: from, now: now, width: max((now - from) / 64, 1))
    var handed = DeliveryBin.empty
    forEachDeliveryBin(from: from, to: now, level: level) { _, _, bin in handed.merge(bin) }
    let shift = Pyramid<ReleaseBin>.shift(level)
    let begin = ((from + (1 << shift) - 1) >> shift) << shift
    return now > begin ? Double(handed.packets) * 1e9 / Double(now - begin) : .nan
  }

  private func recent(now: Int64, span: Int64, guest: Int, guestCount: Int) -> Recent {
    let from = max(now - span, 0)
    let level = level(from: from, now: now, width: max((now - from) / 64, 1))
    // Bins are counted whole; the stretch is the one that they cover.
    let bin = Pyramid<ReleaseBin>.width(level)
    let begin = (from + bin - 1) / bin * bin
    var recent = rates(from: begin, to: now, level: level, guestCount: guestCount)
    var dwell = Spread()
    let grid = ColumnGrid(now: now, end: now, window: TimeSpan(nanoseconds: now - from), columns: 64)
    if let level = guestLevel(guest, from: grid.from, now: now, width: grid.width) {
      forEachGuestBin(guest, from: grid.from(Pyramid<GuestBin>.width(level)), to: grid.to, level: level) { _, _, bin in
        dwell.merge(bin.dwell)
      }
    }
    if recent.seconds > 0, dwell.count > 0 { recent.dwell = Double(dwell.sum / dwell.count) }
    return recent
  }

  /// Rates over the bins of a level that begin in `[from, to)`, which cover it exactly.
  private func rates(from: Int64, to: Int64, level: Int, guestCount: Int) -> Recent {
    var recent = Recent()
    var all = ReleaseBin.empty
    var handed = DeliveryBin.empty
    var came = ArrivalBin.empty
    forEachReleaseBin(from: from, to: max(to, 1), level: level) { _, _, bin in all.merge(bin) }
    forEachDeliveryBin(from: from, to: max(to, 1), level: level) { _, _, bin in handed.merge(bin) }
    forEachArrivalBin(from: from, to: max(to, 1), level: level) { _, _, bin in came.merge(bin) }
    let seconds = Double(to - from) / 1e9
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
    return recent
  }

  /// What happened in `[from, to)`, to the nearest bins that are kept at the instant `now`; one bin at least.
  private func stretch(from: Int64, to: Int64, now: Int64, _ guest: Int, _ guestCount: Int) -> Excerpt {
    let from = min(max(from, 0), now)
    let to = min(max(to, from), now)
    let width = max((to - from) / 8, 1)
    func covered(_ level: Int) -> (from: Int64, to: Int64) {
      let bin = Pyramid<ReleaseBin>.width(level)
      let begin = bin > to - from ? from / bin * bin : (from + bin / 2) / bin * bin
      return (begin, min(max((to + bin / 2) / bin * bin, begin + bin), now))
    }
    let level = level(from: from, now: now, width: width)
    let part = covered(level)
    var stretch = Excerpt(from: Instant(nanoseconds: part.from), to: Instant(nanoseconds: part.to))
    stretch.rates = rates(from: part.from, to: part.to, level: level, guestCount: guestCount)
    var delay = Spread()
    forEachDeliveryBin(from: part.from, to: max(part.to, 1), level: level) { _, _, bin in delay.merge(bin.delay) }
    stretch[.delay] = delay.column
    stretch.dwell = dwell(from: part.from, to: max(part.to, 1), now: max(now, 1))
    guard let level = guestLevel(guest, from: from, now: now, width: width) else { return stretch }
    let own = covered(level)
    var all = GuestBin.empty
    forEachGuestBin(guest, from: own.from, to: max(own.to, 1), level: level) { _, _, bin in all.merge(bin) }
    stretch[.release] = all.release.column
    stretch[.timeout] = all.timeout.column
    stretch[.dwell] = all.dwell.column
    stretch[.mean] = all.mean.column
    stretch[.variation] = all.variation.column
    stretch[.sample] = all.sample.column
    stretch.rates.dwell = Double(stretch[.dwell].mean)
    return stretch
  }
}
