import DwellCore
import DwellSimulation
import DwellTuning
import Testing

struct CommonTrafficTests {
  private static func common(_ settings: [[Setting]]) throws -> CommonTraffic {
    CommonTraffic(
      try settings.map { settings in
        var draft = ScenarioDraft()
        try draft.add(settings)
        return draft.scenario
      })
  }

  @Test("Settings of the system leave the arrivals the same")
  func same() throws {
    #expect(
      try Self.common([
        [], [Setting("policy", "adaptive")], [Setting("system", "vanilla")], [Setting("timeout", "10us")],
        [Setting("machine", "theory")], [Setting("at", "1ms timeout=5us")], [Setting("at", "1ms policy=adaptive")],
      ]) == .arrivals)
  }

  @Test(
    "What turns the workload is named",
    arguments: [
      ([Setting("load", "10kpps")], ["load"]), ([Setting("guests", "3")], ["guests"]),
      ([Setting("packet-size", "64B")], ["packet-size"]), ([Setting("arrivals", "onoff")], ["arrivals"]),
      ([Setting("directions", "both")], ["directions"]), ([Setting("seed", "2")], ["seed"]),
      ([Setting("at", "1ms load=10kpps")], ["at"]), ([Setting("at", "1ms guests=3")], ["at"]),
      ([Setting("load", "10kpps"), Setting("guests", "3")], ["guests", "load"]),
    ])
  func different(settings: [Setting], names: [String]) throws {
    guard case .differs(let differences) = try Self.common([[], [], settings]) else {
      Issue.record("nothing differs")
      return
    }
    #expect(differences.map(\.place) == [2] && differences[0].names == names)
  }

  @Test("Where clients wait for answers the draws are the same, from the beginning or from some instant on")
  func draws() throws {
    let loop = [Setting("arrivals", "closed-loop")]
    #expect(try Self.common([loop, loop + [Setting("policy", "adaptive")]]) == .draws)
    let later = [Setting("at", "1ms arrivals=closed-loop")]
    #expect(try Self.common([later, later + [Setting("policy", "adaptive")]]) == .draws)
  }
}
