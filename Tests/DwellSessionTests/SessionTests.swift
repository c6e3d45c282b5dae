import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Foundation
import Testing

/// The session on its thread; every wait is for its wake descriptor, and ends a broken test after half a minute.
@Suite(.serialized)
struct SessionTests {
  /// A frame that did not come.
  struct Missing: Error {}

  private static func session(
    speed: Double = 0.1, framesPerSecond: Int = 200, _ change: (inout Scenario) -> Void = { _ in }
  ) throws -> Session {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    let view = View(window: .milliseconds(100), columns: 60)
    return Session(try SessionCore(scenario: scenario, speed: speed, view: view), framesPerSecond: framesPerSecond)
  }

  private static func isReadable(_ session: Session, milliseconds: Int32 = 0) -> Bool {
    var wait = pollfd(fd: session.wakeDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, milliseconds) == 1
  }

  private static func next(_ session: Session) throws -> Frame {
    while true {
      guard isReadable(session, milliseconds: 30_000) else { throw Missing() }
      if let frame = session.newestFrame() { return frame }
    }
  }

  /// The first frame that is as wanted, of at most 10 000.
  private static func frame(of session: Session, where isWanted: (Frame) -> Bool) throws -> Frame {
    for _ in 0..<10_000 {
      let frame = try next(session)
      if isWanted(frame) { return frame }
    }
    throw Missing()
  }

  @Test("It shows frames of a run that goes on, and ends when told, also twice")
  func running() throws {
    let session = try Self.session()
    let first = try Self.next(session)
    let later = try Self.frame(of: session) { $0.snapshot.now > first.snapshot.now }
    #expect(later.clock == .running)
    session.stop()
    session.stop()
    _ = session.newestFrame()
    session.send(.restart)
    #expect(!Self.isReadable(session))
  }

  @Test("Commands take effect, in their order, at the instant reached")
  func commands() throws {
    let session = try Self.session()
    defer { session.stop() }
    _ = try Self.frame(of: session) { $0.snapshot.now > .zero }
    session.send(.turn(.set(knob: "timeout", value: 600_000)))
    session.send(.turn(.set(knob: "timeout", value: 700_000)))
    session.send(.turn(.guests(4)))
    session.send(.speed(0.2))
    session.send(.view(View(window: .milliseconds(10), columns: 33, guest: 3)))
    session.send(.turn(.policy("nobody")))
    let frame = try Self.frame(of: session) { $0.notice != nil }
    // Where this thread was kept waiting between the first two they are two marks.
    let timeouts = frame.turns.filter { $0.name == "timeout" }
    #expect(frame.turns.dropFirst(timeouts.count).map(\.name) == ["guests"])
    #expect((1...2).contains(timeouts.count) && timeouts.last?.new == "700 µs")
    #expect(frame.turns.allSatisfy { $0.at > .zero && $0.at <= frame.snapshot.now })
    #expect(frame.scenario.guests == 4)
    #expect(frame.speed == 0.2)
    #expect(frame.snapshot.view.columns == 33 && frame.snapshot.view.guest == 3)
  }

  @Test("Paused, each command makes one frame, and nothing else does")
  func paused() throws {
    let session = try Self.session()
    defer { session.stop() }
    session.send(.pause)
    let stood = try Self.frame(of: session) { $0.clock == .paused }.snapshot.now
    for number in 1...20 {
      session.send(.turn(.set(knob: "timeout", value: Double(600_000 + number))))
      let frame = try Self.next(session)
      #expect(frame.scenario.knobs.chosenValue("timeout") == Double(600_000 + number))
      #expect(frame.snapshot.now == stood)
      #expect(!Self.isReadable(session))
    }
    // As long as another session takes for a hundred frames.
    let other = try Self.session(framesPerSecond: 1000)
    for _ in 0..<100 { _ = try Self.next(other) }
    other.stop()
    #expect(!Self.isReadable(session))
    session.send(.resume)
    #expect(try Self.frame(of: session) { $0.snapshot.now > stood }.clock == .running)
  }

  @Test("The end of the run is shown, then it sleeps; a restart runs at full pace again")
  func ending() throws {
    // A count of packets ends the run at a time that is known only afterwards.
    let session = try Self.session(speed: 1) { $0.packets = 5000 }
    defer { session.stop() }
    for _ in 0..<3 {
      let frame = try Self.frame(of: session) { $0.clock == .ended }
      #expect(frame.snapshot.packets.offered == 5000)
      #expect(!Self.isReadable(session))
      session.send(.restart)
    }
  }

  @Test("Its descriptor is readable exactly while a frame waits, however threads meet")
  func readableWithAFrame() throws {
    let session = try Self.session(framesPerSecond: 60)
    defer { session.stop() }
    session.send(.pause)
    _ = try Self.frame(of: session) { $0.clock == .paused }
    for number in 1...200 {
      // Looking without waiting meets the other thread at every point of what it does.
      session.send(.turn(.set(knob: "timeout", value: Double(600_000 + number))))
      var frame: Frame?
      let end = ContinuousClock.now + .seconds(30)
      while frame == nil {
        guard ContinuousClock.now < end else { throw Missing() }
        frame = session.newestFrame()
        // The other thread needs the same lock.
        sched_yield()
      }
      guard !Self.isReadable(session) else {
        Issue.record("frame \(number) was taken before its byte came")
        return
      }
    }
  }

  @Test("It ends at once while it stands, and while it has more to do than it can")
  func stopping() throws {
    let paused = try Self.session()
    paused.send(.pause)
    _ = try Self.frame(of: paused) { $0.clock == .paused }
    paused.stop()
    let busy = try Self.session(speed: 1000) { $0.choose("load", 5_000_000) }
    _ = try Self.next(busy)
    busy.stop()
    #expect(paused.newestFrame() == nil || !Self.isReadable(paused))
  }

  @Test("Where the machine is too slow the frames go on and say so")
  func lag() throws {
    let session = try Self.session(speed: 1000, framesPerSecond: 30) { $0.choose("load", 10_000_000) }
    defer { session.stop() }
    let frame = try Self.frame(of: session) { !$0.reachedSpeed.isNaN }
    #expect(frame.reachedSpeed > 0 && frame.reachedSpeed < 900)
    #expect(frame.speed == 1000)
    session.send(.pause)
    #expect(try Self.frame(of: session) { $0.clock == .paused }.reachedSpeed.isNaN)
  }

  @Test("Commands wait in their order, views only once, and never more than a bound")
  func queue() {
    var queue = CommandQueue()
    queue.add(.pause)
    for columns in 1...100 { queue.add(.view(View(window: .milliseconds(10), columns: columns))) }
    queue.add(.resume)
    let taken = queue.takeAll().commands
    #expect(taken.count == 3 && queue.isEmpty && queue.takeAll().commands.isEmpty)
    guard case .pause = taken[0], case .view(let view) = taken[1], case .resume = taken[2] else {
      Issue.record("another order: \(taken)")
      return
    }
    #expect(view.columns == 100)
    for number in 0..<CommandQueue.most + 100 { queue.add(.speed(Double(number))) }
    queue.add(.view(View(window: .milliseconds(10), columns: 1)))
    let all = queue.takeAll()
    #expect(all.lost == 100 && queue.takeAll().lost == 0, "a view finds room, and is not counted")
    let speeds = all.commands.compactMap { if case .speed(let speed) = $0 { speed } else { nil } }
    #expect(speeds == (0..<CommandQueue.most).map(Double.init))
    // A view is asked for once, so it finds room where nothing else does; of several the last one.
    for _ in 0..<CommandQueue.most { queue.add(.pause) }
    for columns in 1...3 { queue.add(.view(View(window: .milliseconds(10), columns: columns))) }
    queue.add(.resume)
    let full = queue.takeAll().commands
    #expect(full.count == CommandQueue.most + 1)
    if case .view(let view)? = full.last { #expect(view.columns == 3) } else { Issue.record("the view is lost") }
  }

  @Test("The speed reached is known after half a second, and is that of the last second")
  func meter() {
    var meter = SpeedMeter()
    #expect(meter.speed.isNaN)
    for tick in 0...4 {
      meter.add(wall: Double(tick) / 10, virtual: 0.05)
      #expect(meter.speed.isNaN)
    }
    for tick in 5...30 {
      meter.add(wall: Double(tick) / 10, virtual: 0.05)
      #expect(abs(meter.speed - 0.5) < 1e-9)
    }
    for tick in 31...42 { meter.add(wall: Double(tick) / 10, virtual: 0.01) }
    #expect(abs(meter.speed - 0.1) < 1e-9)
  }
}
