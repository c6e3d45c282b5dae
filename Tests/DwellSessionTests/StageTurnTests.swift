import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import Testing

struct StageTurnTests {
  private func core(_ change: (inout Scenario) -> Void = { _ in }) throws -> SessionCore {
    var scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    change(&scenario)
    return try SessionCore(scenario: scenario, speed: 1, view: View(window: .milliseconds(100), columns: 10))
  }

  @Test("A stage is switched while it runs, and marked by its name")
  func stage() throws {
    let core = try core()
    core.advance(virtual: .milliseconds(20))
    core.apply(.turn(.stage(.cross, "copy")))
    #expect(core.frame().scenario.choice(on: .cross) == "copy")
    #expect(core.frame().scenario.stages == [.cross: "copy"])
    #expect(core.frame().turns.map(\.name) == ["cross"])
    #expect(core.frame().turns.first?.old == "container" && core.frame().turns.first?.new == "copy")
    core.wall += 10
    core.advance(virtual: .milliseconds(20))
    core.apply(.turn(.stage(.cross, nil)))
    // As the system has it: no override is left.
    #expect(core.frame().scenario.stages.isEmpty)
    #expect(core.frame().turns.count == 2)
  }

  @Test("A choice that does not exist is refused and changes nothing")
  func unknown() throws {
    let core = try core()
    let before = core.frame().scenario
    core.apply(.turn(.stage(.cross, "teleport")))
    #expect(core.frame().notice?.contains("copy") == true)
    core.apply(.turn(.machine("nope")))
    #expect(core.frame().notice?.contains("theory") == true)
    #expect(core.frame().scenario == before)
    #expect(core.log.isEmpty)
  }

  @Test("A machine gives all its costs, those turned by hand too, and leaves queues alone")
  func machine() throws {
    let core = try core()
    core.apply(.turn(.set(knob: "c-grant", value: 1)))
    core.apply(.turn(.set(knob: "queue-packets", value: 512)))
    core.apply(.turn(.machine("theory")))
    let scenario = core.frame().scenario
    #expect(scenario.value(of: CostKnobs.grant) == 4440)
    #expect(scenario.value(of: CostKnobs.wake) == 0)
    #expect(scenario.value(of: CostKnobs.queue) == 512)
    #expect(core.frame().turns.last?.name == "machine")
  }

  @Test("A machine in the middle of a run is the machine from then on: the same as its costs one by one")
  func machineIsItsCosts() throws {
    let (one, other) = (try core(), try core())
    for core in [one, other] { core.advance(virtual: .milliseconds(30)) }
    one.apply(.turn(.machine("theory")))
    let costs = try #require(MachineCatalog.machine(named: "theory")).costs
    for (name, value) in costs.sorted(by: { $0.key < $1.key }) { other.apply(.turn(.set(knob: name, value: value))) }
    for core in [one, other] { core.advance(virtual: .milliseconds(30)) }
    #expect(one.digest == other.digest)
  }

  @Test("The run begins anew with another seed, and the turns stay in force")
  func seed() throws {
    let core = try core()
    core.advance(virtual: .milliseconds(20))
    core.apply(.turn(.machine("theory")))
    core.apply(.seed(7))
    #expect(core.now == .zero)
    #expect(core.frame().scenario.seed == 7)
    #expect(core.frame().scenario.machine == "theory")
    core.advance(virtual: .milliseconds(20))
    let fresh = try self.core {
      $0.seed = 7
      $0.machine = "theory"
    }
    fresh.advance(virtual: .milliseconds(20))
    #expect(core.digest == fresh.digest)
  }

  @Test("A schedule can switch stages and machines")
  func scheduled() throws {
    let texts = ["10ms stage=cross=copy", "20ms machine=theory"]
    let entries = try texts.map { try ScheduledCommand(parsing: $0, bytesPerPacket: 576) }
    #expect(entries.map(\.command) == [.stage(.cross, "copy"), .machine("theory")])
    #expect(entries.map(\.text) == texts)
    let core = try core { $0.schedule = entries }
    core.advance(virtual: .milliseconds(30))
    #expect(core.frame().scenario.machine == "theory")
    #expect(core.frame().turns.map(\.name) == ["cross", "machine"])
    for (text, word) in [
      ("1s stage=cross", "STAGE=CHOICE"), ("1s stage=nope=copy", "coalesce"), ("1s stage=cross=nope", "container"),
      ("1s machine=nope", "fast-server"),
    ] {
      #expect {
        try ScheduledCommand(parsing: text, bytesPerPacket: 576)
      } throws: {
        "\($0)".contains(word)
      }
    }
  }
}
