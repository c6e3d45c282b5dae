import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

/// Frames that resemble a run of on/off bursts, made from formulas alone: the same call gives the same frame.
struct MadeUp {
  /// How much of the run has happened.
  var now = Instant(nanoseconds: 2_418_385_000)
  /// The settings in force.
  var scenario: Scenario
  /// The turns so far.
  var turns: [Turn] = [
    Turn(name: "alpha", symbol: "α", old: "0.99", new: "0.95", at: Instant(nanoseconds: 1_776_000_000)),
    Turn(name: "timeout", symbol: "T₀", old: "1 ms", new: "500 µs", at: Instant(nanoseconds: 2_100_000_000)),
  ]

  /// The run of the overview: two guests, α and the timeout turned.
  init(guests: Int = 2, policy: String = "adaptive") {
    scenario = Scenario()
    scenario.name = "bursts"
    scenario.policy = policy
    scenario.arrivals = "onoff"
    scenario.guests = guests
    scenario.knobs[EngineKnobs.alpha] = 0.95
    scenario.knobs[EngineKnobs.timeout] = 500_000
    scenario.knobs[KnobCatalog.load] = 240_000
  }

  /// The names the keys cycle through.
  static let catalogs = Catalogs(
    policies: ["immediate", "fixed", "printed", "adaptive", "self-clocked"], systems: ["vanilla", "aggregation"],
    workloads: ["poisson", "cbr", "onoff", "closed-loop"], themes: ["dark", "light", "mono"])

  /// A model of a size that has taken this frame in.
  func model(_ width: Int, _ height: Int, symbols: SymbolSet = .braille, window: TimeSpan = .milliseconds(1000))
    -> Model
  {
    var model = Model(
      scenario: scenario, width: width, height: height, symbols: symbols, window: window, speed: 0.1,
      catalogs: Self.catalogs)
    _ = model.update(.frame(frame(model.view)))
    return model
  }

  /// The frame that answers a view.
  func frame(_ view: View) -> Frame {
    var snapshot = Snapshot(view: view)
    snapshot.now = now
    let width = max((view.window.nanoseconds + Int64(view.columns) - 1) / Int64(view.columns), 1)
    snapshot.columnWidth = TimeSpan(nanoseconds: width)
    let last = view.until.map { (min($0, now).nanoseconds - 1) / width } ?? now.nanoseconds / width
    let first = last - Int64(view.columns) + 1
    snapshot.firstColumn = Instant(nanoseconds: first * width)
    for i in 0..<view.columns { fill(&snapshot, i, Double(first + Int64(i)) * Double(width) / 1e9, first + Int64(i)) }
    snapshot.guestCount = scenario.guests
    let listed = min(max(view.listedGuests, 1), scenario.guests)
    let from = min(max(view.guest - listed / 2, 0), scenario.guests - listed)
    snapshot.guests = (from..<(from + listed)).map(guest)
    snapshot.containers = (0..<64).map(note)
    snapshot.brief = rates(seconds: 0.05)
    snapshot.recent = rates(seconds: 0.5)
    snapshot.dwell = Self.distribution
    snapshot.excerpt = view.stretch.map(excerpt)
    var frame = Frame(snapshot: snapshot, scenario: scenario)
    frame.speed = 0.1
    frame.turns = turns
    frame.undo = undo
    return frame
  }

  /// The turns as undo knows them.
  private var undo: UndoLog {
    var log = UndoLog()
    for turn in turns {
      guard let knob = KnobCatalog.knob(named: turn.name), let old = try? knob.value(parsing: turn.old),
        let new = try? knob.value(parsing: turn.new)
      else { continue }
      let before = scenario.after(.set(knob: knob.name, value: old))
      log.add(turn, from: before, to: before.after(.set(knob: knob.name, value: new)), wall: .nan, run: 0)
    }
    return log
  }

  // MARK: Parts

  /// A number in 0 ..< 1 that belongs to `i`.
  private static func noise(_ i: Int64, _ salt: UInt64) -> Double {
    var x = UInt64(bitPattern: i) &* 0x9e37_79b9_7f4a_7c15 &+ salt &* 0xbf58_476d_1ce4_e5b9
    x ^= x >> 29
    x = x &* 0x94d0_49bb_1331_11eb
    x ^= x >> 32
    return Double(x >> 11) * 0x1p-53
  }

  private func fill(_ snapshot: inout Snapshot, _ i: Int, _ seconds: Double, _ number: Int64) {
    guard seconds >= 0 else { return }
    let cycle = (seconds / 0.23).truncatingRemainder(dividingBy: 1)
    let isOn = cycle < 0.55
    func noise(_ salt: UInt64) -> Double { Self.noise(number, salt) }
    func put(_ series: Series, _ mean: Double, low: Double = 0.7, high: Double = 1.4) {
      snapshot[series][i] = Column(low: Float(mean * low), mean: Float(mean), high: Float(mean * high))
    }
    let cap = seconds < 2.1 ? 1e6 : 5e5
    let release = isOn ? 11_000 + 2000 * noise(1) : min(cap, 2e5 + 3e6 * (cycle - 0.55))
    put(.release, release)
    put(.timeout, cap)
    put(.dwell, isOn ? 7000 + 2500 * noise(2) : release * (0.4 + 0.5 * noise(3)), high: isOn ? 3 : 1.3)
    let mean = isOn ? 3000.0 : 1.5e5 + 8e5 * (cycle - 0.55) + 8e4 * noise(4)
    put(.mean, mean)
    put(.variation, mean * (0.5 + 0.2 * noise(5)))
    if isOn || noise(6) < 0.7 { put(.sample, mean * 2.5 * noise(7)) }
    let offered = isOn ? 320_000 + 40_000 * noise(8) : 20_000 * noise(9)
    put(.offered, offered)
    put(.through, offered * (0.97 + 0.05 * noise(10)))
    put(.ceiling, 580_000 + 50_000 * noise(11))
    put(.ceilingFull, 710_000)
    if isOn || noise(12) < 0.4 { put(.full, isOn ? 0.1 + 0.2 * noise(13) : 0) }
    put(.delay, isOn ? 16_000 + 3000 * noise(14) : release * 0.9, high: 2)
  }

  private func guest(_ index: Int) -> GuestNow {
    let packets = [4, 3, 0, 6, 1][index % 5]
    return GuestNow(
      guest: index, packets: packets, bytes: packets * 576, capacity: 4096, fits: 7,
      due: packets == 0 ? .never : now + TimeSpan(nanoseconds: index == 0 ? 3050 : 113_000),
      estimate: policyEstimates
        ? Estimate(mean: 3030, variation: 2140, sample: 2400, release: 11_600)
        : Estimate(mean: .nan, variation: .nan, sample: .nan, release: scenario.knobs[EngineKnobs.timeout]),
      departures: (0..<64).map {
        let fill = Self.noise(Int64($0), UInt64(index + 20))
        return .init(fill: Float(fill > 0.9 ? 1 : fill), cause: fill > 0.9 ? .full : .due)
      })
  }

  private var policyEstimates: Bool { scenario.policy == "adaptive" || scenario.policy == "printed" }

  private func note(_ i: Int) -> ContainerNote {
    let released = now - TimeSpan(nanoseconds: Int64(i) * 17_300)
    let packets = [6, 2, 6, 7, 5][i % 5]
    return ContainerNote(
      number: 9220 - i, guest: i % scenario.guests, cause: packets == 7 ? .full : .due, packets: packets,
      bytes: packets * 576, capacity: 4096, opened: released - TimeSpan(nanoseconds: 9_000 + Int64(i % 7) * 800),
      released: released, delivered: released + TimeSpan(nanoseconds: 41_200))
  }

  private func excerpt(_ stretch: Range<Instant>) -> Excerpt {
    var excerpt = Excerpt(from: stretch.lowerBound, to: stretch.upperBound)
    excerpt.rates = rates(seconds: (stretch.upperBound - stretch.lowerBound).seconds)
    excerpt.rates.full = 0.22
    excerpt.rates.due = 0.78
    excerpt.dwell = Self.distribution
    for (series, mean) in [
      (Series.release, Float(11_200)), (.dwell, 7900), (.mean, 3000), (.variation, 2100), (.delay, 48_000),
    ] {
      excerpt[series] = Column(low: mean / 2, mean: mean, high: mean * 3)
    }
    return excerpt
  }

  private func rates(seconds: Double) -> Recent {
    var recent = Recent()
    recent.seconds = seconds
    recent.offered = 345_000
    recent.through = 345_000
    recent.ceiling = 603_000
    recent.ceilingFull = 710_000
    recent.full = 0.11
    recent.due = 0.89
    recent.idle = 0
    recent.other = 0
    recent.driverUtilisation = 0.37
    recent.guestUtilisation = 0.21
    recent.fill = 0.65
    recent.packetsPerContainer = 4.63
    recent.notifications = 47_900
    recent.memoryCalls = 47_900
    recent.memoryCallsPerByte = 0.00037
    recent.dwell = 7760
    recent.dropped = 0
    return recent
  }

  private static let distribution: Distribution = {
    var cells: [Distribution.Cell] = []
    var low = 1024.0
    for k in 0..<72 {
      let high = low * 1.090507732665258
      let centre = Double(k - 26) / 9
      let count = k > 40 ? (k % 3 == 0 ? 40 : 12) : Int(9000 / (1 + centre * centre * (centre > 0 ? 6 : 2)))
      cells.append(.init(low: low, high: high, count: count))
      low = high
    }
    return Distribution(count: 100_000, mean: 9800, p50: 8920, p90: 18_400, p99: 32_900, max: 1e6, cells: cells)
  }()
}

extension MadeUp {
  /// One panel alone on a canvas, over as many columns as its plot has dots.
  func panel(
    _ name: String, _ width: Int, _ height: Int, symbols: SymbolSet = .braille, depth: ColorDepth = .indexed,
    keys: [Key] = [],
    change: (inout Frame) -> Void = { _ in }
  ) -> Canvas {
    var model = model(120, 36, symbols: symbols)
    var view = model.view
    view.columns = PlotGeometry(x: 0, width: width).columns * symbols.dotsAcross
    var frame = frame(view)
    change(&frame)
    _ = model.update(.colours(depth))
    _ = model.update(.frame(frame))
    for key in keys { _ = model.update(.key(key)) }
    var canvas = Canvas(width: width, height: height, symbols: symbols)
    PanelCatalog.panel(name)?.draw(model, in: canvas.bounds, on: &canvas)
    return canvas
  }
}
