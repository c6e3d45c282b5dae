public import DwellCore
import DwellEngine
public import DwellMetrics
public import DwellWorkload

/// One run in virtual time: packets from a source through front and pipeline, commands at virtual instants, figures out.
///
/// Deterministic: the same scenario, seed and commands give the same digest, whatever the blocks, slices or speed. Not `Sendable`; one
/// thread owns it.
public final class Simulator {
  /// What is kept besides the figures.
  public enum Recording: Sendable {
    /// Figures only.
    case figures
    /// Also the plotted past, for snapshots.
    case plots
  }

  /// What becomes of a source before its packets are asked for, such as that they are made on another thread; its packets stay the same.
  public typealias Arranging = @Sendable (any TrafficSource) -> any TrafficSource

  /// The settings in force.
  public internal(set) var scenario: Scenario
  /// The most commands that `log` keeps: more than half an hour of a key held down.
  public static let mostLogged = 65_536
  /// The commands carried out, with their instants; beyond `mostLogged` the oldest are dropped and counted in `forgotten`.
  public internal(set) var log: [(instant: Instant, command: Command)] = []
  /// Commands carried out that are no longer in `log`; while 0, the log replays the run.
  public internal(set) var forgotten = 0
  /// The most lines that `warnings` keeps.
  public static let mostWarnings = 16
  /// Lines to warn of, the first `mostWarnings` of them.
  public private(set) var warnings: [String] = []
  /// How many lines there were to warn of, those not kept among them.
  public private(set) var warned = 0
  /// The last of them.
  public private(set) var newestWarning: String?

  let backend: Backend
  // The system as it runs.
  var stages: StageSet
  var front: Front
  // Where stages have packets in their hands; else nil.
  var line: StageLine?
  var source: any TrafficSource
  let arranging: Arranging
  // The tariff of containers opened now.
  var tariffNumber: Int32 = 0
  // The same, outside the pipeline: the history asks for it while the pipeline is being changed.
  var presentTariff: Tariff
  // The most guests there have been.
  var guestRoom: Int
  // Legs of a guest; a row is one leg of one guest: 2 · guest + leg, or the guest itself.
  let legs: Int
  var rows: Int { guestRoom * legs }
  // Guests times nanoseconds up to when their number last changed.
  var guestTime = 0.0
  var guestsSince: Int64 = 0
  var doneUntil: Int64 = 0
  var offered = 0
  var lastArrival: Int64 = -1
  var end: Int64
  var baseline = Cut()
  var final: Cut?
  var isDrained = false
  var block: ArrivalBlock
  private var hasBaseline: Bool
  // When T0, and when a parameter of the policy other than T0 was turned last; `.min` for never.
  var timeoutTurned = Int64.min
  var policyTurned = Int64.min
  // Whether somebody is told of each container.
  private(set) var hasObserver = false
  // Commands of the schedule that are done.
  var scheduled = 0
  // Whether it runs to an end, which there must be.
  private var isFinishing = false

  /// A run of `scenario` with the source it names.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  public convenience init(
    _ scenario: Scenario, recording: Recording = .figures, arranging: @escaping Arranging = { $0 }
  ) throws(Knob.Refusal) {
    try scenario.validate()
    var horizon: Int64?
    if recording == .figures, scenario.ending == .cut, scenario.mayEndByItself {
      // Where the run ends is known only once it has ended: a first pass finds out, so that nothing later is counted.
      var rehearsal = scenario
      rehearsal.ending = .drain
      let first = try Simulator(rehearsal)
      first.finish()
      horizon = first.end
    }
    try self.init(
      scenario, source: arranging(scenario.makeSource()), blockCapacity: ArrivalBlock.usualCapacity,
      recording: recording,
      stages: StageSet(scenario), horizon: horizon, arranging: arranging)
  }

  /// A run of `scenario` with packets from `source`, in blocks of `blockCapacity` packets.
  public convenience init(
    _ scenario: Scenario, source: any TrafficSource, blockCapacity: Int, recording: Recording = .figures
  ) throws(Knob.Refusal) {
    try self.init(
      scenario, source: source, blockCapacity: blockCapacity, recording: recording, stages: StageSet(scenario),
      horizon: nil)
  }

  /// The same with `stages` in place of the scenario's, which need stand in no catalog.
  package convenience init(
    _ scenario: Scenario, source: any TrafficSource, blockCapacity: Int, recording: Recording = .figures,
    stages: StageSet
  ) throws(Knob.Refusal) {
    try self.init(
      scenario, source: source, blockCapacity: blockCapacity, recording: recording, stages: stages, horizon: nil)
  }

  private init(
    _ scenario: Scenario, source: any TrafficSource, blockCapacity: Int, recording: Recording, stages: StageSet,
    horizon: Int64?, arranging: @escaping Arranging = { $0 }
  ) throws(Knob.Refusal) {
    try scenario.validate()
    self.scenario = scenario
    self.stages = stages
    self.arranging = arranging
    self.source = try stages.transport.behaviour?(source, scenario.stageSettings) ?? source
    let tariff = scenario.tariff(stages.notify.behaviour)
    presentTariff = tariff
    guestRoom = scenario.guests
    legs = scenario.directions.legs
    end = scenario.duration?.nanoseconds ?? .max
    hasBaseline = scenario.warmup == .zero
    block = ArrivalBlock(
      capacity: blockCapacity, sources: stages.bypass.behaviour == nil && legs == 1 ? .untold : .told)
    try Self.check(stages, scenario)
    let window = Recorder.Window(
      start: scenario.warmup.nanoseconds,
      horizon: scenario.ending == .drain ? .max : horizon ?? scenario.duration?.nanoseconds ?? .max)
    let rows = scenario.guests * legs
    let stations = Stations(guests: rows, limit: scenario.queueLimit)
    backend = Backend(
      Pipeline(
        stations: stations,
        recorder: Recorder(
          guests: rows, legs: legs, window: window, keepsAllRows: scenario.guestPercentiles == .all,
          keepsHistory: recording == .plots),
        tariff: tariff), directions: scenario.directions)
    front = stages.cross.behaviour.makeFront(
      try PolicyCatalog.entry(scenario.policy), scenario.policySettings, scenario.containerRules(tariff: 0),
      rows, backend)
    backend.pipeline.tellsSource = self.source.lookahead != nil
    backend.pipeline.recorder.history.timeout = scenario.value(of: EngineKnobs.timeout)
    setFullWork()
    placeStages()
  }

  // MARK: Running

  /// Everything strictly before this instant is done.
  public var now: Instant { Instant(nanoseconds: doneUntil) }

  /// Whether arrivals have ended.
  public var isEnded: Bool { doneUntil >= end }

  /// Does everything strictly before `instant`, as far as arrivals go on.
  ///
  /// Commands of the schedule are carried out on the way, those of `instant` itself too.
  public func advance(to instant: Instant) {
    while scheduled < scenario.schedule.count, scenario.schedule[scheduled].instant <= instant {
      let entry = scenario.schedule[scheduled]
      go(to: entry.instant.nanoseconds)
      guard !isEnded else { return }
      scheduled += 1
      do { try apply(entry.command) } catch { warn("at \(entry.text): \(error.description)") }
      if isFinishing { boundEnd() }
    }
    go(to: instant.nanoseconds)
  }

  private func go(to target: Int64) {
    if !hasBaseline, min(target, end) >= scenario.warmup.nanoseconds {
      run(to: scenario.warmup.nanoseconds)
      baseline = cut(at: doneUntil)
      hasBaseline = true
    }
    run(to: target)
  }

  /// Runs to the end: arrivals until duration, count or trace are over, then, unless cut, what is inside.
  ///
  /// A scenario without any end runs for 10 s; one whose schedule takes the end away, for as long, or no longer where that is past.
  public func finish() {
    guard final == nil else { return }
    isFinishing = true
    boundEnd()
    advance(to: Instant(nanoseconds: .max))
    final = cut(at: end)
    // A run that ends before its window begins has an empty one.
    if !hasBaseline, let final { baseline = final }
    source.stopSending(at: Instant(nanoseconds: end))
    if scenario.ending == .drain {
      advanceAll(to: .max)
      backend.pipeline.recorder.settle(before: .max)
      isDrained = true
    } else if !backend.pipeline.following.isOn {
      for container in front.waitingContainers() {
        backend.pipeline.recorder.countWaiting(container.packets.count, at: container.open.opened)
      }
    }
    // What is known now counts as answered.
    tellSource()
  }

  private func boundEnd() { if end == .max, !scenario.endsByItself { end = max(10_000_000_000, doneUntil) } }

  private func run(to target: Int64) {
    guard target > doneUntil else { return }
    while true {
      let limit = min(target, end)
      fill(until: limit)
      guard block.count > 0 else {
        if source.isExhausted, end == .max || scenario.trace != nil || scenario.endsByItself, doneUntil < limit {
          let over = max(source.endOfTraffic?.nanoseconds ?? 0, lastArrival + 1, doneUntil)
          if over < end {
            end = over
            continue
          }
        }
        // A source that follows deliveries may have more to say after what is next to leave.
        let next = nextEvent
        guard backend.pipeline.tellsSource, next < limit, next != .max else { break }
        advanceAll(to: next + 1)
        continue
      }
      backend.pipeline.recorder.history.offer(block)
      if isFinishing {
        backend.pipeline.recorder.expectNoQuestion(
          before: block.times[block.count - 1], afterPackets: block.count)
      }
      if let line { line.take(block, front) } else { front.ingest(block) }
      lastArrival = block.times[block.count - 1]
      offered += block.count
      if offered == scenario.packets { endAfterLastArrival() }
    }
    let reached = min(target, end)
    advanceAll(to: reached)
    doneUntil = max(doneUntil, reached)
    collectWarnings()
  }

  // Everything strictly before a time, from the card to the application.
  private func advanceAll(to time: Int64) {
    if let line { line.advance(to: time, front) } else { front.advance(time) }
  }

  // A time before which nothing happens of itself that a source might be told of.
  var nextEvent: Int64 { min(line?.nextEvent ?? .max, front.nextEvent()) }

  // A reached count ends the run 1 ns after the last arrival (model rule 6.4).
  private func endAfterLastArrival() { end = min(end, max(lastArrival + 1, doneUntil)) }

  private func fill(until limit: Int64) {
    block.removeAll()
    guard offered != scenario.packets else { return }
    var until = limit
    if let lookahead = source.lookahead {
      tellSource()
      // What follows at the very instant waits for a round of its own: see `completeBefore`.
      let (sum, overflow) = nextEvent.addingReportingOverflow(max(lookahead.nanoseconds, 1))
      if !overflow { until = min(until, sum) }
    }
    source.fill(&block, until: Instant(nanoseconds: until))
    if let packets = scenario.packets { block.count = min(block.count, packets - offered) }
    if legs == 2 { findRows() }
  }

  // Sources know guests, what lies behind them knows rows.
  private func findRows() {
    for i in 0..<block.count {
      let guest = block.guests[i]
      block.guests[i] = guest == ArrivalBlock.outside ? 2 * block.sources[i] + 1 : 2 * guest
    }
  }

  func tellSource() {
    backend.pipeline.deliveries.completeBefore = nextEvent
    if legs == 2 {
      for i in backend.pipeline.deliveries.entries.indices {
        let row = backend.pipeline.deliveries.entries[i].guest
        backend.pipeline.deliveries.entries[i].guest = row >> 1
        backend.pipeline.deliveries.entries[i].leg = row & 1 == 0 ? .toGuest : .toOutside
      }
    }
    source.follow(backend.pipeline.deliveries)
    backend.pipeline.deliveries.entries.removeAll(keepingCapacity: true)
  }

  private func collectWarnings() {
    for warning in source.takeWarnings() { warn(warning) }
  }

  private func warn(_ line: String) {
    warned += 1
    newestWarning = line
    if warnings.count < Self.mostWarnings { warnings.append(line) }
  }

  // MARK: Looking

  /// The digest of everything that has ended (model rule 5.5).
  public var digest: UInt64 {
    settle()
    return backend.pipeline.recorder.digest
  }

  /// Where the packets are now.
  public var packets: PacketCounts {
    settle()
    var counts = PacketCounts()
    let ended = backend.pipeline.recorder.ended
    counts.offered = offered
    counts.received = offered
    counts.delivered = ended.delivered
    counts.droppedQueue = ended.dropped
    for row in 0..<rows { counts.waiting += Int(front.open(row).load.packets) }
    for (guest, followed) in backend.pipeline.following.guests.enumerated() {
      counts.received -= followed.turnedAway
      counts.waiting += followed.waiting
      counts.count(backend.pipeline.recorder.lostByStages(guest))
    }
    counts.inFlight = counts.received - counts.waiting - ended.delivered - ended.dropped
    return counts
  }

  /// What clients have had answered; nil where there are none.
  public var requests: RequestTally? { source.requests }

  /// Calls `body` with every container that leaves, in order; for tests and timelines.
  public func observeReleases(_ body: @escaping (ContainerNote) -> Void) {
    hasObserver = true
    backend.pipeline.isObserved = true
    backend.pipeline.observer = body
  }

  func settle() { if !isDrained { backend.pipeline.recorder.settle(before: doneUntil) } }

  /// Bytes offered so far: released, waiting in containers, waiting alone.
  var offeredBytes: Int64 {
    if backend.pipeline.following.isOn { return backend.pipeline.following.offeredBytes }
    var sum = backend.pipeline.lone.bytes
    for row in 0..<rows {
      sum += backend.pipeline.recorder.tallies[row].releasedBytes + front.open(row).load.bytes
    }
    return sum
  }

  func cut(at time: Int64) -> Cut {
    var cut = Cut()
    cut.time = time
    cut.counters = backend.pipeline.recorder.counters(before: time)
    cut.tallies = backend.pipeline.recorder.tallyList(before: time)
    for (guest, busy) in backend.pipeline.following.unloading(before: time) {
      cut.counters.guestBusy += busy
      cut.tallies[guest].busy += busy
    }
    cut.guestTime = guestTime(at: time)
    cut.offered = offered
    cut.offeredBytes = offeredBytes
    cut.offeredTo = (0..<rows).map { offeredTo($0) }
    return cut
  }

  /// Guests times nanoseconds up to `time`, which no change of their number may follow.
  func guestTime(at time: Int64) -> Double { guestTime + Double(scenario.guests) * Double(time - guestsSince) }

  /// Packets offered on a row so far: released, waiting in its container, waiting alone; or as they were followed.
  func offeredTo(_ row: Int) -> Int {
    if backend.pipeline.following.isOn { return backend.pipeline.following.guests[row].offered }
    return backend.pipeline.recorder.tallies[row].released + Int(front.open(row).load.packets)
      + Int(backend.pipeline.lone.count(of: row))
  }
}
