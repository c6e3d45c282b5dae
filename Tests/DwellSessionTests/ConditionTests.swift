import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import Testing

struct ConditionTests {
  private static func core(_ change: (inout Scenario) -> Void = { _ in }) throws -> SessionCore {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    return try SessionCore(scenario: scenario, speed: 1, view: View(window: .milliseconds(100), columns: 60))
  }

  /// Waits for `text` in slices of `slice`; what stands there then.
  private static func frame(
    until text: String, slice: TimeSpan = .milliseconds(7), within span: TimeSpan = .milliseconds(500),
    of core: SessionCore
  ) throws
    -> Frame
  {
    core.apply(.until(try Condition(parsing: text)))
    let end = core.now + span
    while core.clock == .running, core.now < end { core.advance(virtual: slice) }
    return core.frame()
  }

  @Test("Every form that is listed can be read, and reads as it was written")
  func forms() throws {
    for (form, summary) in Condition.forms {
      #expect(try Condition(parsing: form).description == form)
      #expect(!summary.isEmpty)
    }
    #expect(Set(try Condition.forms.map { try Condition(parsing: $0.form).subject }) == Set(Condition.Subject.allCases))
    #expect(try Condition(parsing: " T ≥ 2.5 s ") == Condition(parsing: "t>=2.5s"))
  }

  @Test(
    "What is no condition is refused in one line that says what is allowed",
    arguments: [
      ("", "NAME"), ("t", ">="), ("t>=", "value"), ("t>=2.5", "unit"), ("t<1s", ">="), ("q>1", "containers"),
      ("left=late", "full, due, idle, other"), ("left>full", "="), ("containers>=x", "quantity"), ("p>>1us", ">="),
      ("p>1B", "us"), ("containers>=1.5", "whole"), ("dropped>-1", "0"),
    ])
  func refusals(text: String, word: String) {
    do {
      _ = try Condition(parsing: text)
      Issue.record("'\(text)' was read")
    } catch {
      #expect(error.description.contains(word) && !error.description.contains("\n"), "\(error.description)")
    }
  }

  @Test("The clock stands at the very instant at which it first holds, whatever the slices")
  func exact() throws {
    for text in [
      "t>=4ms", "packets>=1000", "delivered>=500", "waiting>=9", "throughput>250kpps", "containers>=200", "left=full",
      "dwell>20us", "p<20us", "d>6us", "v<5us", "n>12us",
    ] {
      var instants: Set<Int64> = []
      for slice in [TimeSpan.milliseconds(50), .microseconds(333)] {
        let core = try Self.core()
        core.advance(virtual: .milliseconds(1))
        let frame = try Self.frame(until: text, slice: slice, within: .milliseconds(50), of: core)
        #expect(frame.clock == .paused && frame.until == nil && frame.notice?.isEmpty == false, "\(text)")
        instants.insert(frame.snapshot.now.nanoseconds)
        let whole = try Self.core()
        whole.advance(virtual: core.now - .zero)
        #expect(whole.digest == core.digest, "\(text)")
      }
      #expect(instants.count == 1, "\(text)")
    }
  }

  @Test("What stands then is what was waited for, and 1 ns before it was not")
  func meaning() throws {
    let containers = try Self.frame(until: "containers>=100", of: Self.core())
    #expect(containers.snapshot.containers.first?.number == 100)
    #expect(containers.snapshot.containers.first?.released.nanoseconds == containers.snapshot.now.nanoseconds - 1)
    let full = try Self.frame(until: "left=full", of: Self.core())
    #expect(full.snapshot.containers.first?.cause == .full)
    #expect(full.snapshot.containers.dropFirst().allSatisfy { $0.cause != .full })
    let packets = try Self.frame(until: "packets>=1234", of: Self.core())
    #expect(packets.snapshot.packets.offered == 1234)
    let time = try Self.frame(until: "t>=12.5ms", of: Self.core())
    #expect(time.snapshot.now.nanoseconds == 12_500_000)
    let lost = try Self.frame(
      until: "dropped>0",
      of: SessionCore(
        scenario: try #require(ScenarioCatalog.scenario(named: "overload")).scenario, speed: 1,
        view: View(window: .milliseconds(100), columns: 60)))
    #expect(lost.snapshot.packets.dropped > 0 && lost.snapshot.packets.dropped < 64)
    let release = try Self.frame(until: "p<100us", of: Self.core())
    #expect(try #require(release.snapshot.guests.first { $0.guest == 0 }).estimate.release < 100_000)
    let waited = try Self.frame(until: "dwell>300us", of: Self.core())
    let note = try #require(waited.snapshot.containers.first)
    #expect((note.released - note.opened).nanoseconds > 300_000)
  }

  @Test("What holds already stops at once; a pause, a step, a restart or nil ends the waiting")
  func already() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(5))
    core.apply(.until(try Condition(parsing: "packets>=1")))
    #expect(core.clock == .paused && core.frame().notice?.contains("already") == true)
    for command in [SessionCommand.pause, .nextEvent, .restart, .until(nil)] {
      core.apply(.until(try Condition(parsing: "t>=1000s")))
      #expect(core.clock == .running && core.frame().until != nil)
      core.apply(command)
      #expect(core.frame().until == nil)
    }
  }

  @Test("A run that ends before says so")
  func ended() throws {
    let core = try Self.core { $0.duration = .milliseconds(2) }
    let frame = try Self.frame(until: "t>=3s", of: core)
    #expect(frame.clock == .ended && frame.notice == "the run has ended before t>=3s" && frame.until == nil)
    core.apply(.until(try Condition(parsing: "p>1us")))
    #expect(core.frame().notice?.contains("ended") == true && core.clock == .ended)
  }
}
