import DwellCore
import DwellEngine
import DwellMetrics
import Testing

struct RecorderTests {
  /// Everything a recorder can say once all is settled.
  private static func outcome(_ recorder: inout Recorder, before time: Int64 = .max) -> [String] {
    recorder.settle(before: time)
    var summary = Summary()
    summary.guests = Array(repeating: Summary.Guest(), count: recorder.guests)
    recorder.summarise(into: &summary)
    return recorder.tallyList(before: time).map { "\($0)" } + [
      "\(recorder.digest)", "\(recorder.ended)", "\(recorder.counters(before: time))", "\(summary)",
      "\(recorder.meanInside(from: 0, to: 100_000_000) ?? -1)",
    ]
  }

  @Test(
    "Settling late changes nothing", arguments: [(UInt64(1), 1, false), (2, 3, false), (3, 5, true), (4, 20, true)])
  func settling(seed: UInt64, guests: Int, crossing: Bool) {
    var made = RandomTransfers(seed: seed, guests: guests, crossing: crossing)
    let transfers = made.list(4000)
    let window = Recorder.Window(start: 200_000)
    var late = Recorder(guests: guests, window: window, keepsAllRows: false, keepsHistory: false)
    var often = Recorder(guests: guests, window: window, keepsAllRows: false, keepsHistory: false)
    var random = RandomStream(seed: seed, name: "settling")
    for given in transfers {
      late.record(given)
      if random.next(below: 3) == 0 {
        often.settle(before: given.now - Int64(random.next(below: 5000)))
        _ = often.digest
      }
      often.record(given)
    }
    let now = transfers.last?.now ?? 0
    #expect(Self.outcome(&late, before: now) == Self.outcome(&often, before: now))
    #expect(Self.outcome(&late) == Self.outcome(&often))
  }

  @Test(
    "Settling at once what nobody asks about changes nothing, and losses do not pile up",
    arguments: [(UInt64(1), 1, false), (2, 3, false), (3, 5, true), (4, 20, true)], [1, 7, 256])
  func settlingAtOnce(run: (seed: UInt64, guests: Int, crossing: Bool), block: Int) {
    var made = RandomTransfers(seed: run.seed, guests: run.guests, crossing: run.crossing)
    let transfers = made.list(4000)
    let window = Recorder.Window(start: 200_000)
    var late = Recorder(guests: run.guests, window: window, keepsAllRows: false, keepsHistory: false)
    var atOnce = Recorder(guests: run.guests, window: window, keepsAllRows: false, keepsHistory: false)
    var lost = 0
    var mostLosses = 0
    for first in stride(from: 0, to: transfers.count, by: block) {
      let part = transfers[first..<min(first + block, transfers.count)]
      let packets = part.reduce(0) { $0 + Int($1.transfer.packets) }
      atOnce.expectNoQuestion(before: part.last?.now ?? 0, afterPackets: packets)
      mostLosses = max(mostLosses, atOnce.uncountedLosses)
      for given in part {
        late.record(given)
        atOnce.record(given)
        lost += given.transfer.handedOver < given.transfer.packets ? 1 : 0
      }
    }
    let now = transfers.last?.now ?? 0
    #expect(Self.outcome(&late, before: now) == Self.outcome(&atOnce, before: now))
    #expect(Self.outcome(&late) == Self.outcome(&atOnce))
    #expect(lost > 500 && mostLosses < 2 * block + 250, "\(mostLosses) of \(lost)")
  }

  @Test("At every instant: released = delivered + dropped + under way, for each guest")
  func conservation() {
    var made = RandomTransfers(seed: 7, guests: 4, crossing: true)
    let transfers = made.list(3000)
    var recorder = Recorder(guests: 4, window: .init(), keepsAllRows: false, keepsHistory: false)
    var random = RandomStream(seed: 7, name: "looks")
    for (number, given) in transfers.enumerated() {
      recorder.record(given)
      guard random.next(below: 40) == 0 || number == transfers.count - 1 else { continue }
      let now = given.now + 1
      recorder.settle(before: now)
      let tallies = recorder.tallyList(before: now)
      for guest in 0..<4 {
        let own = transfers[...number].map(\.transfer).filter { $0.guest == guest }
        let released = own.reduce(0) { $0 + Int($1.packets) }
        let delivered = own.reduce(0) { $0 + ($1.delivered < now ? Int($1.handedOver) : 0) }
        let dropped = own.reduce(0) {
          $0 + ($1.released < now ? Int($1.packets - $1.served) : 0)
            + ($1.handed < now ? Int($1.served - $1.handedOver) : 0)
        }
        #expect(tallies[guest].released == released)
        #expect(tallies[guest].delivered == delivered)
        #expect(tallies[guest].dropped == dropped)
        #expect(tallies[guest].delivered + tallies[guest].dropped <= released)
      }
    }
    recorder.settle(before: .max)
    #expect(
      recorder.ended.delivered + recorder.ended.dropped
        == transfers.reduce(0) { $0 + Int($1.transfer.packets) })
  }

  @Test("Running totals hold exactly what happened before the instant asked for")
  func counters() {
    var made = RandomTransfers(seed: 8, guests: 3, crossing: true)
    let transfers = made.list(2000)
    var recorder = Recorder(guests: 3, window: .init(), keepsAllRows: false, keepsHistory: false)
    for (number, given) in transfers.enumerated() {
      recorder.record(given)
      guard number % 61 == 0 || number == transfers.count - 1 else { continue }
      let time = given.now
      #expect(
        "\(recorder.counters(before: time))" == "\(Self.naive(transfers[...number].map(\.transfer), before: time))")
    }
  }

  private static func naive(_ transfers: [Transfer], before time: Int64) -> Counters {
    var counters = Counters()
    // Added up by guest, as floating-point sums depend on their order.
    var fills: [Int32: Double] = [:]
    for t in transfers {
      if t.isContainer {
        switch t.cause {
        case .full: counters.released.full += 1
        case .due: counters.released.due += 1
        case .idle: counters.released.idle += 1
        case .other: counters.released.other += 1
        }
        if t.cause != .other {
          counters.containerPackets += Int(t.packets)
          fills[t.guest, default: 0] += Double(t.bytes) / Double(t.capacity)
        }
      }
      if t.served == 0 { continue }
      if t.start < time { counters.grants += Int(t.grants) }
      counters.driverBusy += max(min(t.handed, time) - t.start, 0)
      if t.handed < time {
        counters.notifications += t.notified ? 1 : 0
        counters.served.packets += Int(t.served)
        counters.served.transfers += 1
        counters.served.bytes += t.servedBytes
      }
      if t.handedOver == 0 { continue }
      counters.guestBusy += max(min(t.delivered, time) - t.guestStart, 0)
      if t.delivered < time {
        counters.deliveredPackets += Int(t.handedOver)
        counters.deliveredBytes += t.handedBytes
      }
    }
    for guest in fills.keys.sorted() { counters.fill += fills[guest] ?? 0 }
    return counters
  }

  @Test("Dwell, delay and the parts of delay are those of the list of packets in the window", arguments: [0, 400_000])
  func byArrival(start: Int64) throws {
    var made = RandomTransfers(seed: 9, guests: 2, crossing: true)
    let transfers = made.list(3000)
    var recorder = Recorder(guests: 2, window: .init(start: start), keepsAllRows: false, keepsHistory: false)
    var dwells: [Int64] = []
    var delays: [Int64] = []
    var queue = 0.0
    var service = 0.0
    for given in transfers {
      recorder.record(given)
      let t = given.transfer
      for (index, arrival) in given.arrivals.enumerated() where arrival >= start {
        if t.isContainer { dwells.append(t.released - arrival) }
        guard index < t.handedOver else { continue }
        delays.append(t.delivered - arrival)
        queue += Double(t.start - (t.isContainer ? t.released : arrival))
        service += Double(t.handed - t.start + t.delivered - t.guestStart)
      }
    }
    recorder.settle(before: .max)
    var summary = Summary()
    recorder.summarise(into: &summary)
    for (found, list) in [(summary.dwell, dwells), (summary.delay, delays)] {
      #expect(found.count == list.count)
      #expect(found.least == list.min().map { Double($0) } && found.greatest == list.max().map { Double($0) })
      let mean = list.reduce(0.0) { $0 + Double($1) } / Double(list.count)
      #expect(abs(try #require(found.mean) - mean) <= 1e-9 * mean)
      let median = Double(list.sorted()[(list.count + 1) / 2 - 1])
      #expect(abs(try #require(found.p50) - median) <= 0.01 * median)
    }
    let parts = try #require(summary.parts)
    let count = Double(delays.count)
    #expect(abs(parts.queue - queue / count) <= 1e-9 * queue / count)
    #expect(abs(parts.service - service / count) <= 1e-9 * service / count)
    let sum = parts.intake + parts.dwell + parts.queue + parts.service + parts.notify + parts.regulate
    let mean = try #require(summary.delay.mean)
    #expect(abs(sum - mean) <= 1e-9 * mean)
  }

  @Test("Jitter follows RFC 3550 for each guest, in delivery order")
  func jitter() throws {
    var made = RandomTransfers(seed: 10, guests: 2, crossing: false)
    let transfers = made.list(2000)
    var recorder = Recorder(guests: 2, window: .init(), keepsAllRows: false, keepsHistory: false)
    var last: [Int32: Double] = [:]
    var jitters: [Int32: Double] = [:]
    var sum = 0.0
    var greatest = 0.0
    var variation = 0.0
    var count = 0.0
    for given in transfers {
      recorder.record(given)
      for arrival in given.arrivals.prefix(Int(given.transfer.handedOver)) {
        let delay = Double(given.transfer.delivered - arrival)
        let guest = given.transfer.guest
        if let previous = last[guest] {
          let difference = abs(delay - previous)
          jitters[guest, default: 0] += (difference - jitters[guest, default: 0]) / 16
          sum += jitters[guest, default: 0]
          greatest = max(greatest, jitters[guest, default: 0])
          variation += difference
          count += 1
        }
        last[guest] = delay
      }
    }
    recorder.settle(before: .max)
    var summary = Summary()
    recorder.summarise(into: &summary)
    // The meter counts in 2⁻¹⁶ ns.
    #expect(abs(try #require(summary.jitter.rfc3550) - sum / count) <= 1e-3)
    #expect(abs(try #require(summary.jitter.rfc3550Max) - greatest) <= 1e-3)
    #expect(abs(try #require(summary.jitter.ipdvMean) - variation / count) <= 1e-6 * variation / count)
  }

  @Test("More guests than rows are kept for have moments but no percentiles, and all together have both")
  func manyGuests() {
    var made = RandomTransfers(seed: 11, guests: 16, crossing: false)
    let transfers = made.list(2000)
    var grown = Recorder(guests: 16, window: .init(), keepsAllRows: false, keepsHistory: false)
    var few = Recorder(guests: 16, window: .init(), keepsAllRows: false, keepsHistory: false)
    for (number, given) in transfers.enumerated() {
      if number == 1000 { grown.grow(guests: 17) }
      grown.record(given)
      few.record(given)
    }
    grown.settle(before: .max)
    few.settle(before: .max)
    var summary = Summary()
    summary.guests = Array(repeating: Summary.Guest(), count: 17)
    var wanted = summary
    grown.summarise(into: &summary)
    few.summarise(into: &wanted)
    #expect(summary.dwell == wanted.dwell)
    #expect(summary.delay == wanted.delay)
    #expect(summary.guests[0].dwell.mean == wanted.guests[0].dwell.mean)
    #expect(summary.guests[0].dwell.p50 == nil && wanted.guests[0].dwell.p50 != nil)
  }
}
