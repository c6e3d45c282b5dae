import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellWorkload
import Glibc
import Testing

/// Run A beside B: its marks, its batches, and the fork of a recorded capture.
struct CounterpartTests {
  private static func core(speed: Double = 0.1, _ change: (inout Scenario) -> Void = { _ in }) throws -> SessionCore {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    return try SessionCore(scenario: scenario, speed: speed, view: View(window: .milliseconds(100), columns: 60))
  }

  private static func load(_ value: Double) -> SessionCommand { .turn(.set(knob: "load", value: value)) }

  @Test("Turns of both leave the same marks in A as in B: one within half a second, at most 256")
  func marksOfA() throws {
    let core = try Self.core()
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(1))
    for load in [250_000.0, 300_000, 400_000] { core.apply(Self.load(load)) }
    let b = core.frame().turns
    #expect(b.count == 1)
    core.apply(.fork(.backToA))
    #expect(core.frame().turns == b)

    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(1))
    for number in 0..<300 {
      core.wall += 1
      core.apply(Self.load(Double(100_000 + 1000 * number)))
    }
    core.apply(.fork(.backToA))
    #expect(core.frame().turns.count == SessionCore.mostTurns)
  }

  @Test("What is taken back at once is marked in A as in B")
  func walksOfA() throws {
    let core = try Self.core()
    core.advance(virtual: .milliseconds(1))
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(1))
    core.apply(Self.load(300_000))
    core.apply(.undo)
    let b = core.frame().turns
    #expect(b.count == 2)
    core.apply(.fork(.backToA))
    #expect(core.frame().turns == b)
  }

  @Test("What the schedule turns in both is marked in A too")
  func scheduledMarksOfA() throws {
    let entry = try ScheduledCommand(parsing: "5ms timeout=600us", bytesPerPacket: 576)
    let core = try Self.core { $0.schedule = [entry] }
    core.advance(virtual: .milliseconds(1))
    core.apply(.fork(.begin))
    core.advance(virtual: .milliseconds(9))
    let b = core.frame().turns
    #expect(b.map(\.name) == ["timeout"])
    core.apply(.fork(.backToA))
    #expect(core.frame().turns == b)
  }

  @Test(
    "Batches in common begin as long as the clock is fast, so that a frame closes no more of them at ×1000 than at ×1")
  func batches() throws {
    #expect(PairedBatches.width(atSpeed: 1e-6) == PairedBatches.firstWidth)
    #expect(PairedBatches.width(atSpeed: 1) == PairedBatches.firstWidth)
    #expect(PairedBatches.width(atSpeed: .nan) == PairedBatches.firstWidth)
    #expect((30_000_000...100_000_000).contains(PairedBatches.width(atSpeed: 1000)))
    for (speed, isEarly) in [(1.0, false), (1000, true)] {
      let core = try Self.core(speed: speed)
      core.apply(.fork(.begin))
      core.advance(virtual: .milliseconds(10))
      core.apply(.turn(.set(knob: "timeout", value: 200_000)))
      core.advance(virtual: .milliseconds(10))
      #expect((core.frame().comparison?.batches == 0) == isEarly)
    }
  }

  @Test("Every command is counted as done, refused ones too; a view is not")
  func commandsDone() throws {
    let core = try Self.core()
    #expect(core.frame().commandsDone == 0)
    core.apply(.pause)
    core.apply(.view(View(window: .milliseconds(10), columns: 10)))
    core.apply(.turn(.policy("no such policy")))
    core.apply(.undo)
    #expect(core.frame().commandsDone == 3 && core.frame().notice == nil)
  }

  @Test("A recorded capture forks like any other run: the same packets for both, also after turns and around its end")
  func capture() throws {
    let path = "fork-\(UInt64.random(in: 0...UInt64.max)).pcap"
    #expect(Self.write(capture: 400, to: path))
    defer { unlink(path) }
    for loops in [false, true] {
      let core = try Self.core { $0.trace = Scenario.Trace(path: path, end: loops ? .loop : .stop) }
      core.apply(.turn(.set(knob: "timeout", value: 300_000)))
      core.advance(virtual: .milliseconds(15))
      let digest = core.digest
      core.apply(.fork(.begin))
      while core.isCatchingUp { core.catchUp(packets: 20) }
      #expect(core.digest == digest && core.digestOfA == digest && core.frame().notice == nil)
      core.advance(virtual: .milliseconds(5))
      #expect(core.digestOfA == core.digest)
      core.apply(.turn(.set(knob: "timeout", value: 50_000)))
      core.advance(virtual: .milliseconds(40))
      let both = try #require(core.readings)
      #expect(both.a.time == both.b.time && both.a.offeredTo == both.b.offeredTo)
      #expect(both.a.offered == (loops ? both.b.offered : 400))
      #expect(loops == (core.clock == .running))
      #expect(core.digestOfA != core.digest)
      #expect(core.frame().comparison?.arrivals == .same)
      core.apply(.restart)
      core.advance(virtual: .milliseconds(10))
      #expect(core.readings?.a.offeredTo == core.readings?.b.offeredTo)
      core.apply(.fork(.backToA))
      #expect(core.frame().scenario.value(of: try #require(KnobCatalog.knob(named: "timeout"))) == 300_000)
    }
  }

  /// A capture of so many packets of 60 B, one each 100 µs.
  private static func write(capture packets: Int, to path: String) -> Bool {
    func words(_ values: [UInt32]) -> [UInt8] { values.flatMap { v in [0, 8, 16, 24].map { UInt8(v >> $0 & 0xff) } } }
    var bytes = words([0xa1b2_c3d4, 0x0004_0002, 0, 0, 65_535, 1])
    for packet in 0..<UInt32(packets) {
      bytes += words([1_000_000, packet * 100, 60, 60])
      bytes += [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0] + [UInt8](repeating: 0, count: 46)
    }
    guard let file = fopen(path, "wb") else { return false }
    defer { fclose(file) }
    return fwrite(bytes, 1, bytes.count, file) == bytes.count
  }
}
