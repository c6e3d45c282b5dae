/// What clients have had answered so far, as a load generator reports it.
public struct RequestTally: Sendable, Equatable {
  /// How many ends of requests are kept.
  public static let mostEnds = 4096

  /// Requests whose reply has come, or is on its way.
  public internal(set) var answered = 0
  /// The bytes of these replies.
  public internal(set) var responseBytes: Int64 = 0
  /// From the first request sent, in nanoseconds; `nil` while none is answered.
  public internal(set) var firstStart: Int64?
  /// To the last reply.
  public internal(set) var lastEnd: Int64 = 0
  /// Nanoseconds from request to reply, summed up.
  public internal(set) var responseTime = 0.0
  /// When the first 4096 replies came, in the order they became known: in time order for each guest.
  public internal(set) var ends: [Int64] = []

  init() { ends.reserveCapacity(Self.mostEnds) }

  mutating func count(from start: Int64, to end: Int64, bytes: Int64) {
    answered += 1
    responseBytes += bytes
    firstStart = min(firstStart ?? start, start)
    lastEnd = max(lastEnd, end)
    responseTime += Double(end - start)
    if ends.count < Self.mostEnds { ends.append(end) }
  }

  /// The same with all instants later by `span` nanoseconds.
  public func later(by span: Int64) -> RequestTally {
    var moved = self
    moved.firstStart = firstStart.map { $0 + span }
    moved.lastEnd += span
    for i in ends.indices { moved.ends[i] += span }
    return moved
  }
}
