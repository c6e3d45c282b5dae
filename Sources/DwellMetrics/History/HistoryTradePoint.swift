public import DwellCore

extension History {
  /// What left and came in `[from, to)`, to the nearest slices and bins that are still kept at `now`; costs about 0.1 ms.
  public func tradePoint(from start: Instant, to end: Instant, now: Instant? = nil, guestCount: Int) -> TradePoint {
    let (from, to) = (max(start.nanoseconds, 0), end.nanoseconds)
    guard isKept, to > from else { return .empty }
    var point = TradePoint.empty
    point.span = end - Instant(nanoseconds: from)
    let dwell = dwell(from: from, to: to)
    point.packets = dwell.count
    point.meanDwell = dwell.mean
    point.p99 = dwell.p99
    let level = level(from: from, now: max(to, now?.nanoseconds ?? to), width: max((to - from) / 64, 1))
    var all = ReleaseBin.empty
    var came = ArrivalBin.empty
    forEachReleaseBin(from: from, to: to, level: level) { _, _, bin in all.merge(bin) }
    forEachArrivalBin(from: from, to: to, level: level) { _, _, bin in came.merge(bin) }
    point.ceiling = Self.ceiling(all, guestCount: guestCount)
    if all.transfers > 0 { point.packetsPerContainer = Double(all.packets) / Double(all.transfers) }
    // Bins are counted whole; the stretch is the one that they cover.
    let bin = Pyramid<ArrivalBin>.width(level)
    let seconds = Double(to - (from + bin - 1) / bin * bin) / 1e9
    if seconds > 0 { point.offered = Double(came.packets) / seconds }
    return point
  }
}
