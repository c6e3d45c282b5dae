import DwellCore
import DwellWorkload
import Foundation

/// Blocks of arrivals made ahead of their time by a thread of their own, in order, for one reader.
///
/// The reader waits for the thread only where that is in the middle of the very block that is wanted: where none is ready it makes its
/// packets itself. Each block keeps what the source was before it, so a turn takes back what was made too early. The thread begins once
/// the reader has filled a whole block by itself; while packets are few there is none. Memory: 16 blocks and as many copies of the source.
final class AheadLine: @unchecked Sendable {
  private final class Place {
    var block: ArrivalBlock
    // What the source was when it began with the block.
    var before: any TrafficSource

    init(like block: borrowing ArrivalBlock, _ source: any TrafficSource) {
      self.block = ArrivalBlock(capacity: block.capacity, sources: block.tellsSources ? .told : .untold)
      before = source
    }
  }

  private enum Maker {
    case unborn, waiting, making
  }

  private static let most = 16

  // Unchecked: all of it is under `condition` but for what one of the two has to itself: the thread, while it is making, the source and
  // the place behind the last block; the reader the place of the first block, and how much of it was read.
  private let condition = MonotonicCondition()
  private var source: any TrafficSource
  private var places: [Place] = []
  // Blocks that are made and not yet read through are `head ..< tail`; numbers grow for ever.
  private var head = 0
  private var tail = 0
  private var read = 0
  private var maker = Maker.unborn
  // Whether packets come so fast that making them ahead is worth it.
  private var isWanted = false
  private var isReaderWaiting = false
  private var isStopping = false
  private var taken = 0

  init(_ source: any TrafficSource) { self.source = source }

  /// How many blocks were taken over whole as the thread made them.
  var blocksTaken: Int { condition.withLock { taken } }

  // MARK: Reading

  /// Adds packets as the source itself would.
  func fill(_ block: inout ArrivalBlock, until limit: Instant) {
    let isReady = condition.withLock {
      waitForMaker(evenBehindOthers: false)
      guard head == tail else { return true }
      source.fill(&block, until: limit)
      if block.isFull { want(like: block) }
      return false
    }
    if isReady { take(&block, until: limit) }
  }

  // Takes the first block over whole where it fits, else copies as many of its packets as come before the limit.
  private func take(_ block: inout ArrivalBlock, until limit: Instant) {
    let place = places[head % Self.most]
    let end = place.block.firstArrival(at: limit.nanoseconds, from: read)
    if block.count == 0, read == 0, end == place.block.count, place.block.capacity == block.capacity,
      place.block.tellsSources == block.tellsSources
    {
      swap(&block, &place.block)
      return leave(whole: true)
    }
    let last = min(end, read + block.capacity - block.count)
    while read < last {
      if block.tellsSources { block.sources[block.count] = place.block.sources[read] }
      block.append(time: place.block.times[read], size: place.block.sizes[read], guest: place.block.guests[read])
      read += 1
    }
    if read == place.block.count { leave(whole: false) }
  }

  private func leave(whole: Bool) {
    condition.withLock {
      head += 1
      read = 0
      if whole { taken += 1 }
      // Not for each block: a thread that is woken costs more than a block.
      if isWanted, maker == .waiting, tail - head <= Self.most / 2 { condition.broadcast() }
    }
  }

  /// The packet that `fill` would give first.
  func nextArrival(before limit: Instant) -> NextArrival? {
    condition.withLock {
      waitForMaker(evenBehindOthers: false)
      guard head < tail else { return source.nextArrival(before: limit) }
      let block = places[head % Self.most]
      guard block.block.times[read] < limit.nanoseconds else { return nil }
      return NextArrival(
        time: block.block.times[read], size: block.block.sizes[read], guest: block.block.guests[read],
        source: block.block.tellsSources ? block.block.sources[read] : ArrivalBlock.outside)
    }
  }

  /// Turns something at the instant up to which all packets were read: what was made of later ones is forgotten.
  func turn<Result>(at now: Instant, _ change: (inout any TrafficSource) -> Result) -> Result {
    condition.withLock {
      waitForMaker(evenBehindOthers: true)
      if head < tail {
        let place = places[head % Self.most]
        source = place.before
        // What was read of it is made again, so that the source stands where the reader does.
        repeat {
          place.block.removeAll()
          source.fill(&place.block, until: now)
        } while place.block.count > 0
        head = tail
        read = 0
      }
      isWanted = false
      return change(&source)
    }
  }

  /// Ends the thread, if there is one.
  func stop() {
    condition.withLock {
      isStopping = true
      condition.broadcast()
    }
  }

  private func waitForMaker(evenBehindOthers: Bool) {
    while maker == .making, evenBehindOthers || head == tail {
      isReaderWaiting = true
      _ = condition.wait()
    }
    isReaderWaiting = false
  }

  // MARK: Making

  private func want(like block: borrowing ArrivalBlock) {
    isWanted = true
    guard maker == .unborn else { return condition.broadcast() }
    for _ in 0..<Self.most { places.append(Place(like: block, source)) }
    maker = .waiting
    Thread {
      Thread.current.name = "dwell arrivals"
      self.make()
    }.start()
  }

  private func make() {
    while let place = nextPlace() {
      place.before = source
      place.block.removeAll()
      source.fill(&place.block, until: Instant(nanoseconds: .max))
      condition.withLock {
        if place.block.count > 0 { tail += 1 }
        // A source that has no more for now will be asked by the reader.
        if !place.block.isFull { isWanted = false }
        maker = .waiting
        if isReaderWaiting { condition.broadcast() }
      }
    }
  }

  // Where to make the next block, once one is wanted; nil where none ever will be.
  private func nextPlace() -> Place? {
    condition.withLock {
      while !isStopping, !isWanted || tail - head == Self.most { _ = condition.wait() }
      guard !isStopping else { return nil }
      maker = .making
      return places[tail % Self.most]
    }
  }
}
