import DwellCore

/// Keeps virtual time in step with the monotonic clock, frame by frame, and measures what it reaches.
struct Pacer {
  let core: SessionCore
  /// Wall seconds between frames, until told otherwise.
  let period: Double

  /// The wall seconds between so many frames a second; none is none, and counts as one.
  static func period(framesPerSecond: Int) -> Double { 1 / Double(max(framesPerSecond, 1)) }

  // Backlog beyond this much wall time is given up: the clock lags and says so, instead of stuttering.
  private static let patience = 0.1
  // The share of a frame that the engine may take where it cannot keep up; the rest is for the frame and for others on its core.
  private static let share = 0.95
  // The engine looks up at least so often, in wall seconds, to see a command or the end of its frame.
  private static let look = 0.005
  // Virtual seconds in a wall second of an engine that was not measured yet.
  private static let firstPace = 1e-3
  // Packets repeated at once while a second run is made: some milliseconds.
  private static let repeated = 50_000

  /// Runs until `wait` returns nil. `wait` sleeps until a command or a moment of that clock; `publish` takes each frame.
  func run(wait: (_ until: Double?) -> (commands: [SessionCommand], lost: Int)?, publish: (Frame) -> Void) {
    var period = period
    var last = MonotonicCondition.now
    var nextFrame = last
    var owed = 0.0
    // Virtual seconds that the engine does in one wall second, as measured; decides the size of a slice.
    var pace = Self.firstPace
    var meter = SpeedMeter()
    core.wall = last
    publish(core.frame())
    while true {
      let isRunning = core.clock == .running || core.isCatchingUp
      guard let (commands, lost) = wait(isRunning ? nextFrame : nil) else { return }
      let now = MonotonicCondition.now
      if !isRunning {
        last = now
        meter = SpeedMeter()
      }
      core.wall = now
      for command in commands {
        switch command {
        case .speed: meter = SpeedMeter()
        case .framesPerSecond(let count): period = Self.period(framesPerSecond: count)
        // Looking after each event, or two runs instead of one: what was fast may be slow now.
        case .until, .fork: pace = Self.firstPace
        default: break
        }
        core.apply(command)
      }
      core.miss(lost)
      if core.isCatchingUp {
        // The clock waits for A.
        while core.isCatchingUp, MonotonicCondition.now < now + period * Self.share {
          core.catchUp(packets: Self.repeated)
        }
        last = MonotonicCondition.now
        owed = 0
        core.reachedSpeed = .nan
        meter = SpeedMeter()
      } else if core.clock == .running {
        owed = min(owed + (now - last) * core.speed, Self.patience * core.speed)
        last = now
        let done = advance(&owed, until: now + period * Self.share, pace: &pace)
        meter.add(wall: MonotonicCondition.now, virtual: done)
        core.reachedSpeed = meter.speed
      } else {
        owed = 0
        core.reachedSpeed = .nan
      }
      publish(core.frame())
      nextFrame = max(nextFrame + period, MonotonicCondition.now + period * (1 - Self.share) / 2)
    }
  }

  // Slices that take about `look` each, until nothing is owed or the frame's time is over; returns virtual seconds done.
  private func advance(_ owed: inout Double, until end: Double, pace: inout Double) -> Double {
    var done = 0.0
    while owed * 1e9 >= 1, core.clock == .running {
      let started = MonotonicCondition.now
      if done > 0, started >= end { break }
      let slice = min(owed, max(pace * Self.look, 1e-9))
      let span = TimeSpan.seconds(slice)
      let before = core.now
      core.advance(virtual: span)
      let moved = (core.now - before).seconds
      let took = max(MonotonicCondition.now - started, 1e-7)
      // A slice grows at most fourfold, so one slow stretch after a fast one costs little; never to nothing, which a slice in
      // which the run ends may have moved.
      pace = max(min(moved / took, pace * 4), 1e-6)
      owed -= span.seconds
      done += moved
    }
    return done
  }
}

/// Virtual seconds per wall second over about the last second.
package struct SpeedMeter {
  private var samples: [(wall: Double, virtual: Double)] = []

  package init() {}

  package mutating func add(wall: Double, virtual: Double) {
    samples.append((wall, virtual))
    while samples.count > 2, let first = samples.first, wall - first.wall > 1 { samples.removeFirst() }
  }

  /// What was reached; NaN for the first half second.
  package var speed: Double {
    guard let first = samples.first, let last = samples.last, last.wall - first.wall >= 0.5 else { return .nan }
    return samples.dropFirst().reduce(0) { $0 + $1.virtual } / (last.wall - first.wall)
  }
}
