import DwellCore
import DwellEngine
import Testing

struct DeadlineQueueTests {
  // What the queue must say: the least time, ties to the lower row.
  private static func expected(_ times: [Int64]) -> (time: Int64, row: Int)? {
    times.indices.filter { times[$0] < DeadlineQueue.never }.min { (times[$0], $0) < (times[$1], $1) }
      .map { (times[$0], $0) }
  }

  /// How the times of a random history follow each other.
  enum Order: CaseIterable, CustomTestStringConvertible {
    case rising, anyhow, manyTies

    var testDescription: String { "\(self)" }
  }

  @Test(
    "It says the earliest of any history of times, ties to the lower row", arguments: Order.allCases, [1, 2, 7, 64])
  func earliest(order: Order, rows: Int) {
    var random = RandomStream(seed: UInt64(rows), name: "deadlines")
    var queue = DeadlineQueue(rows: rows)
    var times = [Int64](repeating: DeadlineQueue.never, count: rows)
    var now: Int64 = 0
    for step in 0..<4000 {
      now += Int64(random.next(below: 3))
      let row = random.next(below: rows)
      let time: Int64 =
        switch order {
        case .rising: now + 100
        case .anyhow: now + Int64(random.next(below: 1000))
        case .manyTies: now + Int64(random.next(below: 3))
        }
      switch random.next(below: 4) {
      case 0, 1:
        times[row] = time
        queue.set(row, to: time)
      case 2:
        times[row] = DeadlineQueue.never
        queue.set(row, to: DeadlineQueue.never)
      default:
        // What falls due is taken out, as the aggregator does.
        guard let first = Self.expected(times), first.time <= now else { continue }
        times[first.row] = DeadlineQueue.never
        queue.set(first.row, to: DeadlineQueue.never)
      }
      let first = Self.expected(times)
      #expect(queue.first == first?.time ?? DeadlineQueue.never, "step \(step)")
      if let first { #expect(queue.firstRow == first.row, "step \(step)") }
      #expect(queue.time(of: row) == times[row])
    }
  }

  @Test("Rows whose times are turned back and forth for ever fill no memory and lose nobody")
  func turnedForEver() {
    var queue = DeadlineQueue(rows: 3)
    queue.set(0, to: 1_000_000)
    for i in 0..<10_000 { queue.set(1 + i % 2, to: Int64(2_000_000 + i)) }
    #expect(queue.first == 1_000_000)
    queue.set(0, to: DeadlineQueue.never)
    #expect(queue.first == 2_009_998)
    #expect(queue.firstRow == 1)
    queue.set(1, to: DeadlineQueue.never)
    #expect(queue.firstRow == 2)
    queue.set(2, to: DeadlineQueue.never)
    #expect(queue.first == DeadlineQueue.never)
  }
}
