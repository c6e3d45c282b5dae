import DwellCore
import DwellMetrics
import DwellSimulation
import DwellWorkload
import Testing

/// Queues hold as many packets as two containers do, at least 1024 (model 6.2), whatever was turned to make it so many.
@Suite struct QueueTests {
  /// Far too many messages for a slow driver domain, so that its queue is full.
  private func inside(_ change: (inout Scenario) -> Void, _ commands: [Command]) throws -> Int {
    var scenario = Scenario()
    scenario.system = "vanilla"
    scenario.guests = 1
    scenario.knobs.choose("container-size", 65_536)
    scenario.knobs.choose("load", 1e6)
    scenario.knobs.choose("c-pkt", 20_000)
    change(&scenario)
    let run = try Simulator(scenario)
    run.advance(to: Instant(nanoseconds: 1_000_000))
    for command in commands { try run.apply(command) }
    run.advance(to: Instant(nanoseconds: 30_000_000))
    return run.packets.inFlight
  }

  @Test func growWithWhatFitsIntoAContainer() throws {
    let turns: [(change: (inout Scenario) -> Void, commands: [Command])] = [
      ({ $0.knobs.choose("mtu", 64) }, [.arrivals("messages")]),
      ({ $0.arrivals = "messages" }, [.set(knob: "mtu", value: 64)]),
      ({ $0.knobs.choose("mtu", 64) }, [.guests(2), .arrivals("messages"), .guests(1)]),
      ({ $0.arrivals = "messages" }, [.set(knob: "message-size", value: 64)]),
    ]
    #expect((1024...1200).contains(try inside({ $0.arrivals = "messages" }, [])))
    for (change, commands) in turns {
      #expect((2048...2300).contains(try inside(change, commands)), "\(commands)")
    }
  }
}
