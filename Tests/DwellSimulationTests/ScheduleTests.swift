import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Commands that a scenario carries out by itself.
@Suite struct ScheduleTests {
  private static let entries = [
    "20ms timeout=300us", "40ms guests=5", "30ms container-size=2048B", "60ms guests=2", "60ms load=200kpps",
    "80ms policy=adaptive",
    "90ms system=vanilla", "90ms arrivals=batch",
  ]

  private func scenario(_ entries: [String] = entries) throws -> Scenario {
    var draft = ScenarioDraft(Catalogs.scenario(policy: "fixed", workload: "poisson"))
    try draft.add(entries.map { Setting("at", $0) })
    return draft.scenario
  }

  private func refusal(_ text: String) -> String? {
    do {
      _ = try scenario([text])
      return nil
    } catch { return "\(error)" }
  }

  @Test func isTheSameAsByHand() throws {
    let run = try Simulator(scenario())
    run.finish()
    let hand = try Simulator(scenario([]))
    let commands: [(Int64, Command)] = [
      (20, .set(knob: "timeout", value: 3e5)), (30, .set(knob: "container-size", value: 2048)), (40, .guests(5)),
      (60, .guests(2)), (60, .set(knob: "load", value: 200_000)), (80, .policy("adaptive")), (90, .system("vanilla")),
      (90, .arrivals("batch")),
    ]
    for (time, command) in commands {
      hand.advance(to: Instant(nanoseconds: time * 1_000_000))
      try hand.apply(command)
    }
    hand.finish()
    #expect(run.digest == hand.digest && run.packets == hand.packets)
    #expect(run.log.map(\.command) == hand.log.map(\.command))
    #expect(run.log.map(\.instant) == hand.log.map(\.instant))
    let plain = try Simulator(scenario([]))
    plain.finish()
    #expect(plain.digest != run.digest)
    #expect(run.scenario.guests == 2 && run.scenario.policy == "adaptive" && run.scenario.arrivals == "batch")
  }

  @Test(arguments: [1, 7, 256])
  func dependsNeitherOnSlicesNorOnBlocks(capacity: Int) throws {
    let whole = try Simulator(scenario())
    whole.finish()
    let source = try WatchedRun.source(of: scenario())
    let sliced = try Simulator(scenario(), source: source, blockCapacity: capacity)
    for step in 1...33 { sliced.advance(to: Instant(nanoseconds: Int64(step) * 3_000_000 / Int64(1 + step % 2))) }
    sliced.finish()
    #expect(sliced.digest == whole.digest && sliced.summary().bytes == whole.summary().bytes)
  }

  @Test func guestsJoinAndLeave() throws {
    let run = try WatchedRun(scenario(["0s guests=1", "20ms guests=4", "50ms guests=2"]))
    let last = run.arrivals.filter { $0.guest > 1 }
    #expect(last.allSatisfy { $0.time >= 20_000_000 && $0.time < 50_000_000 } && last.contains { $0.guest == 3 })
    #expect(run.arrivals.allSatisfy { $0.time >= 20_000_000 || $0.guest == 0 })
    #expect(run.packets.delivered == run.packets.offered)
  }

  @Test func nothingIsDoneAtTheEndOrLater() throws {
    let run = try Simulator(scenario(["99999999ns guests=5", "100ms guests=7", "2s guests=8"]))
    run.finish()
    #expect(run.scenario.guests == 5 && run.log.count == 1)
  }

  @Test func whatCannotBeDoneIsWarnedOf() throws {
    let run = try Simulator(scenario(["10ms arrivals=closed-loop", "20ms load=5kpps"]))
    let warnings = run.summary().warnings
    #expect(warnings.count == 1 && warnings.first?.hasPrefix("at 20ms load=5kpps: ") == true, "\(warnings)")
    #expect(warnings.first?.contains("clients") == true)
  }

  @Test func everyWarningIsCounted() throws {
    let refused = (1...20).map { "\($0)ms trace-speed=\($0)" }
    let run = try Simulator(scenario(refused))
    run.finish()
    #expect(run.warnings.count == Simulator.mostWarnings && run.warned == 20)
    #expect(run.newestWarning?.hasPrefix("at 20ms trace-speed=20: ") == true)
  }

  /// A schedule may take away what the run was to end by.
  @Test(arguments: [Scenario.Ending.drain, .cut])
  func anEndThatIsTakenAwayComesAfterTenSeconds(ending: Scenario.Ending) throws {
    var scenario = try scenario(["5ms samples=0"])
    scenario.arrivals = "closed-loop"
    scenario.knobs.choose("samples", 100)
    scenario.knobs.choose("think-time", 1e7)
    scenario.duration = nil
    scenario.ending = ending
    let run = try Simulator(scenario)
    #expect(run.summary().windowSeconds == 10)
    #expect(run.log.count == 1)
  }

  @Test func anEndThatIsGivenCutsWhatComesLater() throws {
    var scenario = try scenario(["5ms samples=3"])
    scenario.arrivals = "closed-loop"
    scenario.duration = .seconds(1)
    scenario.ending = .cut
    let summary = try Simulator(scenario).summary()
    #expect(summary.windowSeconds < 0.1)
    #expect(summary.delay.count == summary.window.delivered)
    #expect(summary.packets.delivered == summary.window.delivered)
  }

  @Test func utilisationIsThatOfTheGuestsThereWere() throws {
    var changing = try scenario(["75ms guests=1"])
    changing.guests = 4
    let run = try Simulator(changing).summary()
    let busy = try #require(run.cost.guestUtilisation)
    let seconds = busy * (0.075 * 4 + 0.025)
    // A guest's work is its events and its packets, wherever they go.
    let scenario = changing
    let work =
      Double(run.cost.notifications) * scenario.value(of: CostKnobs.event)
      + Double(run.packets.delivered) * scenario.value(of: CostKnobs.guestPacket)
    #expect(abs(seconds - work / 1e9) < 0.02 * seconds)
    #expect(run.estimate == nil, "there was more than one guest")
  }

  @Test func theScheduleGoesByTheSizesOfItsInstant() throws {
    var draft = ScenarioDraft()
    try draft.add([
      Setting("at", "3s load=100Mbps"), Setting("at", "1s load=100Mbps"), Setting("at", "2s mtu=500B"),
      Setting("arrivals", "messages"), Setting("mtu", "1000B"), Setting("message-size", "10000B"),
    ])
    let commands = draft.scenario.schedule.map(\.command)
    #expect(commands.first == .set(knob: "load", value: 12_500))
    #expect(commands.last == .set(knob: "load", value: 25_000))
  }

  @Test func filesHaveALine() throws {
    let text = "at = [\"1s guests=4\", \"250ms timeout = 500us\"]"
    let scenario = try ScenarioFile(text: text, path: "x.toml").draft().scenario
    #expect(scenario.schedule.map(\.text) == ["250ms timeout=500us", "1s guests=4"])
    #expect(scenario.schedule.map(\.instant) == [.init(nanoseconds: 250_000_000), .init(nanoseconds: 1_000_000_000)])
    #expect(scenario.schedule.map(\.command) == [.set(knob: "timeout", value: 5e5), .guests(4)])
    #expect(try ScenarioFile(text: "at = \"1s guests=4\"", path: "x.toml").draft().scenario.schedule.count == 1)
    #expect(scenario.report.json().contains("1s guests=4"))
  }

  @Test(arguments: [
    ("1s", "at is '1s', but must be TIME NAME=VALUE such as '1s guests=4'"),
    ("guests=4 1s", "at is 'guests=4 1s', but must be TIME NAME=VALUE such as '1s guests=4'"),
    ("1 guests=4", "at '1 guests=4': time: '1' has no unit; allowed is a number with one of ns, us, ms, s, min, h"),
    ("-1s guests=4", "at '-1s guests=4': time is -1s, but must lie from 0 ns to 1000000 s"),
    ("1s guests=0", "at '1s guests=0': guests is 0, but must be a whole number from 1 to 1024"),
    ("1s guest=4", "at '1s guest=4': there is no 'guest' to turn; near is guests"),
    ("1s tiemout=1ms", "at '1s tiemout=1ms': there is no 'tiemout' to turn; near is timeout"),
    ("1s alpha=2", "at '1s alpha=2': alpha is 2, but must lie from 0 to 0.9999"),
    (
      "1s seed=2",
      "at '1s seed=2': seed holds for a whole run; guests, policy, system, stage, machine, arrivals and knobs can be turned while it goes on"
    ),
  ])
  func refusesInOneLine(text: String, line: String) { #expect(refusal(text) == line) }

  @Test(arguments: ["policy", "system", "arrivals"])
  func namesAreChecked(name: String) {
    #expect(refusal("1s \(name)=nothing")?.contains("\(name) is 'nothing', but must be one of") == true)
  }

  @Test func thereIsABound() throws {
    let many = Array(repeating: "1ms guests=2", count: ScheduledCommand.most)
    #expect(try scenario(many).schedule.count == ScheduledCommand.most)
    #expect(throws: Knob.Refusal.self) { try scenario(many + ["1ms guests=2"]) }
  }
}
