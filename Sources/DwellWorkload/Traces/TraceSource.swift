public import DwellCore

/// Recorded traffic: times, sizes and destinations from a pcap or pcapng file, read as it is needed.
///
/// Time 0 is the first stamp; sizes are original lengths; guests are destination addresses in order of first appearance, modulo N,
/// and what is not IP goes to guest 1 (model rule 7). It ends, with a warning, before a packet that would come 104 days or more
/// after the first. Memory is bounded whatever the size of the file. Cost: below 100 ns a packet.
/// A copy shares the open file with its original: use one of them.
public struct TraceSource: TrafficSource {
  /// The name of this workload, beside those of `TrafficCatalog`.
  public static let name = "trace"
  /// How fast the trace runs; the knob that the fourth pair of keys turns.
  public static let speed = Knob(
    "trace-speed", .number, in: 0.001...1000, default: 1, scale: .logarithmic,
    help: "gaps of the trace are divided by this")

  /// What happens at the end of the file.
  public enum AtEnd: Sendable {
    /// The traffic ends.
    case stop
    /// It begins anew, one mean gap after the last packet.
    case loop
  }

  /// A packet read but not given out yet; its stamp counts from the first of the first round.
  private struct Coming: Sendable {
    var stamp: Int64
    var size: Int32
    var number: Int32
  }

  // 104 days, as long as a run may last: a stamp so far from the first is broken or of no use.
  private static let farthest: Int64 = 1 << 53
  // 73 years of rounds: sums of two must not overflow.
  private static let longest: Int64 = 1 << 61

  /// The file.
  public let path: String
  private let atEnd: AtEnd
  private var guests: Int

  private var file: CaptureFile?
  private var addresses = AddressTable()
  private var coming: Coming?
  private var round = TraceSummary()
  private var finished: TraceSummary?
  private var roundStart: Int64 = 0

  // A stamp s comes at `anchor` + (s − anchorStamp)/speed.
  private var speed: Double
  private var anchor: Int64 = 0
  private var anchorStamp = 0.0

  private var warnings: [String] = []
  private var hasWarnedOfStamps = false
  private var hasWarnedOfEnd = false

  /// Opens the capture at `path` and reads its first packet.
  ///
  /// - Parameters:
  ///   - guests: the number of guests, 1 to 1024.
  ///   - speed: what gaps are divided by; the range of `TraceSource.speed`.
  ///   - atEnd: whether the trace begins anew at its end.
  /// - Throws: `TraceError` where there is no file, no capture, no packet, or frames of a kind that is not read.
  public static func open(
    path: String, guests: Int, speed: Double = 1, atEnd: AtEnd = .stop
  ) throws(TraceError) -> TraceSource {
    var source = TraceSource(path: path, guests: guests, speed: speed, atEnd: atEnd)
    source.file = try CaptureFile(path: path)
    source.advance()
    guard source.coming != nil else { throw TraceError(path: path, cause: .empty) }
    return source
  }

  private init(path: String, guests: Int, speed: Double, atEnd: AtEnd) {
    self.path = path
    self.atEnd = atEnd
    self.guests = max(guests, 1)
    self.speed = Self.bounded(speed)
  }

  /// What is known of the trace: of the first round, or of as much of it as was read.
  public var summary: TraceSummary { finished ?? round }

  public mutating func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let end = FineTime.bounded(limit)
    let count = UInt32(guests)
    while !block.isFull, let packet = coming {
      let time = instant(of: packet.stamp)
      if time >= end {
        // Asked for everything there can be: no turn of the speed brings this packet nearer any more.
        if end == Self.farthest { endBeforeTime() }
        return
      }
      block.append(time: time, size: packet.size, guest: Int32(UInt32(packet.number) % count))
      advance()
    }
  }

  public func nextArrival(before limit: Instant) -> NextArrival? {
    guard let coming, instant(of: coming.stamp) < FineTime.bounded(limit) else { return nil }
    return NextArrival(
      time: instant(of: coming.stamp), size: coming.size, guest: Int32(UInt32(coming.number) % UInt32(guests)),
      source: ArrivalBlock.outside)
  }

  public var isExhausted: Bool { coming == nil }

  /// Nothing: the rate follows from the trace and its speed.
  public mutating func setLoad(_ packetsPerSecond: Double, at now: Instant) {}

  public mutating func setGuests(_ count: Int, at now: Instant) { guests = max(count, 1) }

  public mutating func setKnob(_ name: String, to value: Double, at now: Instant) -> Bool {
    guard name == Self.speed.name else { return false }
    anchorStamp += Double(now.nanoseconds - anchor) * speed
    anchor = now.nanoseconds
    speed = Self.bounded(value)
    return true
  }

  public mutating func takeWarnings() -> [String] {
    defer { warnings = [] }
    return warnings
  }

  private static func bounded(_ speed: Double) -> Double {
    min(max(speed, Self.speed.range.lowerBound), Self.speed.range.upperBound)
  }

  private func instant(of stamp: Int64) -> Int64 {
    guard stamp < Self.longest else { return Self.farthest }
    let gap = max((Double(stamp) - anchorStamp) / speed, 0)
    return gap < 0x1p53 ? min(anchor + Int64(gap), Self.farthest) : Self.farthest
  }

  /// Reads the packet that comes next.
  private mutating func advance() {
    guard let file else { return }
    switch file.next() {
    case .packet(let stamp, let size, let destination): take(stamp, size, destination)
    case .end: endRound()
    case .cut:
      warnOfEnd("trace '\(path)' is cut inside packet \(round.packets + 1); the \(round.packets) before it are used")
      endRound()
    case .damaged(let words):
      warnOfEnd("trace '\(path)' is damaged after packet \(round.packets) (\(words)); it is used up to there")
      endRound()
    }
  }

  private mutating func take(_ stamp: Int64, _ size: Int32, _ destination: HostAddress?) {
    // In Double, where no pair of stamps overflows.
    if round.packets > 0, Double(stamp) - Double(round.firstStamp) >= Double(Self.farthest) {
      warnOfEnd(
        "trace '\(path)': the stamp of packet \(round.packets + 1) lies 104 days or more after the first, less is allowed; "
          + "the \(round.packets) before it are used")
      endRound()
      return
    }
    if round.packets == 0 {
      round.firstStamp = stamp
      round.lastStamp = stamp
    } else if stamp < round.lastStamp {
      round.raisedStamps += 1
      if !hasWarnedOfStamps {
        hasWarnedOfStamps = true
        warnings.append(
          "trace '\(path)': the stamp of packet \(round.packets + 1) goes back by "
            + "\(QuantityText.time(nanoseconds: Double(round.lastStamp) - Double(stamp))); such stamps are raised to the last one"
        )
      }
    } else {
      round.lastStamp = stamp
    }
    round.packets += 1
    round.bytes += Int(size)
    coming = Coming(
      stamp: roundStart + (round.lastStamp - round.firstStamp), size: size,
      number: destination.map { addresses.number($0) } ?? 0)
  }

  /// Ends the traffic, or begins the next round one mean gap after the last packet.
  private mutating func endRound() {
    round.extent = .wholeFile
    if finished == nil { finished = round }
    file = nil
    coming = nil
    guard atEnd == .loop, round.packets > 0 else { return }
    do { file = try CaptureFile(path: path) } catch {
      warnOfEnd("\(error.description); the loop ends")
      return
    }
    let length = round.lastStamp - round.firstStamp + round.meanGap
    roundStart = min(roundStart + length, Self.longest)
    round = TraceSummary()
    advance()
  }

  /// Ends the traffic for good: at its speed the next packet comes later than any run may last.
  private mutating func endBeforeTime() {
    if finished == nil { finished = round }
    file = nil
    coming = nil
    warnOfEnd(
      "trace '\(path)': at speed \(QuantityText.significant(speed, .dropped)) packet \(round.packets) would come after 104 days "
        + "or more, less is allowed; it ends there")
  }

  private mutating func warnOfEnd(_ line: String) {
    guard !hasWarnedOfEnd else { return }
    hasWarnedOfEnd = true
    warnings.append(line)
  }
}
