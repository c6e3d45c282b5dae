import DwellCore

/// What the traffic of a capture is, as it was recorded: rates, sizes, burstiness, flows, and the guests it is split into.
///
/// One pass over the file, below 200 ns a packet; 3 MB at most whatever its size.
public struct TraceReport: Sendable {
  /// A size and how many packets have it.
  public struct SizeCount: Sendable, Equatable {
    /// The size in bytes, as a layer-2 frame.
    public let bytes: Int
    /// Packets.
    public let packets: Int
  }

  /// What one guest gets.
  public struct Share: Sendable, Equatable {
    /// Packets.
    public internal(set) var packets = 0
    /// Bytes.
    public internal(set) var bytes = 0
  }

  /// The file.
  public let path: String
  /// Packets, bytes, times.
  public let summary: TraceSummary
  /// The smallest and the largest packet, in bytes.
  public let sizes: ClosedRange<Int>
  /// The most frequent sizes, at most three, the most frequent first.
  public let frequent: [SizeCount]
  /// How unevenly packets come.
  public let burstiness: Burstiness
  /// Flows: addresses, protocol, ports.
  public let flows: Int
  /// Whether there are more flows than are told apart.
  public let hasMoreFlows: Bool
  /// Destination addresses; those beyond 65536 are not counted.
  public let destinations: Int
  /// Packets that are no IP.
  public let others: Int
  /// What the guests get, guest 1 first.
  public let guests: [Share]

  /// The mean size of a packet in bytes.
  public var meanSize: Double { Double(summary.bytes) / Double(max(summary.packets, 1)) }

  /// Bits per second at speed 1; nil where the trace has no length.
  public var bitRate: Double? { summary.duration > 0 ? Double(summary.bytes) * 8 / summary.duration : nil }

  /// Reads a capture from its beginning to its end, or to where it is damaged.
  ///
  /// - Throws: `TraceError` where there is no file, no capture, no packet, or frames of a kind that is not read.
  public static func read(path: String, guests: Int) throws(TraceError) -> TraceReport {
    let file = try CaptureFile(path: path)
    var reading = Reading(guests: max(guests, 1))
    while reading.isGoing { reading.take(from: file) }
    guard reading.summary.packets > 0 else { throw TraceError(path: path, cause: .empty) }
    return TraceReport(path, reading)
  }

  private init(_ path: String, _ reading: Reading) {
    self.path = path
    summary = reading.summary
    let counted = reading.sizes.indices.filter { reading.sizes[$0] > 0 }
    sizes = (counted.first ?? 0)...(counted.last ?? 0)
    let order = counted.sorted { (reading.sizes[$1], $0) < (reading.sizes[$0], $1) }
    frequent = order.prefix(3).map { SizeCount(bytes: $0, packets: reading.sizes[$0]) }
    burstiness = reading.burstiness
    flows = reading.flows.count
    hasMoreFlows = reading.flows.hasMore
    destinations = reading.destinations
    others = reading.others
    guests = reading.shares
  }
}

extension TraceReport {
  /// What one pass keeps.
  private struct Reading {
    var summary = TraceSummary()
    var isGoing = true
    var sizes = Array(repeating: 0, count: 65537)
    var burstiness = Burstiness()
    var flows = FlowTally()
    var destinations = 0
    var others = 0
    var shares: [Share]
    private var addresses = AddressTable()

    // As far as a trace is replayed.
    private static let farthest = Double(1 << 53)

    init(guests: Int) { shares = Array(repeating: Share(), count: guests) }

    mutating func take(from file: CaptureFile) {
      var flow: UInt64?
      switch file.next(looking: { flow = $1.flow($0) }) {
      case .packet(let stamp, let size, let destination): take(stamp, Int(size), destination, flow)
      case .end, .cut, .damaged:
        summary.extent = .wholeFile
        isGoing = false
      }
    }

    private mutating func take(_ stamp: Int64, _ size: Int, _ destination: HostAddress?, _ flow: UInt64?) {
      if summary.packets == 0 {
        summary.firstStamp = stamp
        summary.lastStamp = stamp
      } else if Double(stamp) - Double(summary.firstStamp) >= Self.farthest {
        isGoing = false
        return
      } else if stamp < summary.lastStamp {
        summary.raisedStamps += 1
      } else {
        summary.lastStamp = stamp
      }
      summary.packets += 1
      summary.bytes += size
      sizes[size] += 1
      burstiness.add(summary.lastStamp - summary.firstStamp)
      if let flow { flows.add(flow) }
      var number: Int32 = 0
      if let destination {
        number = addresses.number(destination)
        destinations = max(destinations, min(Int(number) + 1, AddressTable.capacity))
      } else {
        others += 1
      }
      // As a replay splits them.
      let guest = Int(UInt32(number) % UInt32(shares.count))
      shares[guest].packets += 1
      shares[guest].bytes += size
    }
  }
}
