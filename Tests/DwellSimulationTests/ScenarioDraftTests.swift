import DwellCore
import DwellEngine
import DwellSimulation
import Testing

struct ScenarioDraftTests {
  private func scenario(_ layers: [[Setting]], from start: Scenario = Scenario()) throws -> Scenario {
    var draft = ScenarioDraft(start)
    for layer in layers { try draft.add(layer) }
    return draft.scenario
  }

  private func refusal(_ settings: [Setting]) -> String? {
    var draft = ScenarioDraft()
    do {
      try draft.add(settings)
      return nil
    } catch { return error.description }
  }

  @Test(arguments: [
    ("timeout", "5s", "timeout is 5s, but must lie from 1 µs to 1 s"),
    ("timeout", "5", "timeout: '5' has no unit; allowed is a number with one of ns, us, ms, s, min, h"),
    ("alpha", "1", "alpha is 1, but must lie from 0 to 0.9999"),
    ("alpha", "-0.5", "alpha is -0.5, but must lie from 0 to 0.9999"),
    ("container-size", "1B", "container-size is 1B, but must lie from 64 B to 1024 KiB"),
    ("load", "0pps", "load is 0pps, but must lie from 1 pps to 1 Gpps"),
    ("guests", "0", "guests is 0, but must be a whole number from 1 to 1024"),
    ("guests", "1025", "guests is 1025, but must be a whole number from 1 to 1024"),
    ("guests", "1.5", "guests is 1.5, but must be a whole number from 1 to 1024"),
    ("packets", "0", "packets is 0, but must be a whole number from 1 to 1000000000000"),
    ("seed", "-1", "seed is '-1', but must be a whole number from 0 to 9223372036854775807"),
    ("duration", "0s", "duration is 0s, but must lie from 1 ns to 1000000 s"),
    ("duration", "9e99s", "duration is 9e99s, but must lie from 1 ns to 1000000 s"),
    ("warmup", "-1s", "warmup is -1s, but must lie from 0 ns to 100000 s"),
    (
      "packet-size", "0",
      "packet-size: '0' has no unit; units that fit are B, KiB, kB, MiB, MB; or imix, or weights such as 40:7,576:4,1500:1"
    ),
    ("foo", "1", "there is no setting 'foo'; dwell list knobs names the knobs"),
    ("packet-size", "0B", "packet-size is 0B, but must be a whole number from 1 B to 65536 B"),
    (
      "system", "xenloop",
      "system is 'xenloop', but must be one of \(SystemCatalog.systems.map(\.name).joined(separator: ", "))"
    ),
    ("stage", "cross", "stage is 'cross', but must be STAGE=CHOICE such as cross=copy"),
    ("stage", "coalesce=gro", "stage coalesce is 'gro', but must be none"),
    ("no-drain", "yes", "no-drain is 'yes', but must be one of true, false"),
    ("trace", "", "trace is empty; the path of a pcap or pcapng file is needed"),
    ("trace-speed", "0.5", "trace-speed is '0.5', but there is no trace; --trace FILE names one"),
    ("loop", "true", "loop is given, but there is no trace to repeat; --trace FILE names one"),
    ("off-rate", "2", "off-rate is 2, but must lie from 0 to 1"),
    ("drop", "all", "drop is 'all', but must be one of container, packet"),
    ("tiemout", "1ms", "there is no setting 'tiemout'; near is timeout"),
  ])
  func refusesInOneLine(name: String, text: String, line: String) { #expect(refusal([Setting(name, text)]) == line) }

  @Test func everyKnobRefusesWhatLiesOutsideItsRange() {
    for knob in KnobCatalog.all where knob.dimension != .choice {
      let unit = Quantity.units(of: knob.dimension).first?.symbol ?? ""
      for value in [knob.range.lowerBound - 1, knob.range.upperBound * 2 + 1] {
        let line = refusal([Setting("trace", "x"), Setting(knob.name, "\(value)\(unit)")])
        #expect(line?.contains(knob.rangeText) == true, "\(knob.name) \(value)\(unit): \(line ?? "taken")")
        #expect(line?.contains("\n") == false)
      }
    }
  }

  /// A bit rate asked for as load is turned by the sizes there are, also those of a workload's own; a line's rate stays what it is.
  @Test func bitRatesGoByTheSizesThereAre() throws {
    let plain = try scenario([[Setting("load", "46.08Mbps")]])
    #expect(abs(plain.value(of: KnobCatalog.load) - 10_000) < 1e-6)
    let messages = [Setting("arrivals", "messages"), Setting("line-rate", "1Gbps")]
    let own = try scenario([messages, [Setting("load", "52.428Mbps")]])
    // 100 messages of 44 packets each.
    #expect(abs(own.value(of: KnobCatalog.load) - 4400) < 1e-6)
    #expect(own.trafficKnobs.chosenValue("line-rate") == 1e9)
    #expect(own.meanPacketBytes == 65535.0 / 44 && !own.usesSizes && plain.usesSizes)
  }

  @Test func laterLayersWin() throws {
    let layers = [
      [Setting("timeout", "2ms"), Setting("guests", "3")], [Setting("timeout", "3ms")], [Setting("timeout", "4ms")],
    ]
    let scenario = try scenario(layers)
    #expect(scenario.value(of: EngineKnobs.timeout) == 4e6)
    #expect(scenario.guests == 3)
  }

  @Test func relativeValuesStartFromWhatWasSaidBefore() throws {
    let twice = [[Setting("timeout", "2ms")], [Setting("timeout", "+10%")], [Setting("timeout", "+10%")]]
    #expect(abs(try scenario(twice).value(of: EngineKnobs.timeout) - 2.42e6) < 1)
    // A machine's own cost is where a relative value starts, whatever the order of the settings.
    let costs = try scenario([[Setting("c-pkt", "+100%"), Setting("machine", "theory")]])
    #expect(abs(costs.value(of: CostKnobs.packet) - 1112) < 1e-6)
  }

  @Test func aBitRateIsTurnedByTheMeanPacketWhateverTheOrder() throws {
    let scenario = try scenario([[Setting("load", "800Mbps"), Setting("packet-size", "1000B")]])
    #expect(scenario.value(of: KnobCatalog.load) == 100_000)
  }

  @Test func aSystemForgetsStagesOfEarlierLayersOnly() throws {
    #expect(try scenario([[Setting("stage", "notify=sleeping")], [Setting("system", "aggregation")]]).stages.isEmpty)
    let both = try scenario([[Setting("stage", "notify=sleeping"), Setting("system", "vanilla")]])
    #expect(both.stages == [.notify: "sleeping"])
  }

  @Test(arguments: [
    ([Setting("arrivals", "closed-loop"), Setting("load", "5kpps")], "clients"),
    ([Setting("arrivals", "voip"), Setting("load", "5kpps")], "calls"),
    ([Setting("arrivals", "voip"), Setting("packet-size", "64B")], "voice-size"),
    ([Setting("arrivals", "voip"), Setting("packet-size", "60")], "voice-size"),
    ([Setting("arrivals", "messages"), Setting("packet-size", "imix")], "message-size"),
    ([Setting("trace", "x"), Setting("load", "5kpps")], "--trace-speed"),
    ([Setting("trace", "x"), Setting("packet-size", "64B")], "brings its own sizes"),
    ([Setting("trace", "x"), Setting("arrivals", "cbr")], "brings its own"),
    ([Setting("system", "vanilla"), Setting("policy", "fixed")], "systems that fit are aggregation"),
    ([Setting("stage", "cross=copy"), Setting("policy", "fixed")], "systems that fit are aggregation"),
  ])
  func refusesWhatDoesNotGoTogether(settings: [Setting], names: String) throws {
    #expect(try #require(refusal(settings)).contains(names))
    // Said one after the other, the second time by a person, it is refused too.
    var draft = ScenarioDraft()
    try draft.add([settings[0]])
    if settings[1].name != "arrivals" { #expect(throws: Knob.Refusal.self) { try draft.add([settings[1]]) } }
  }

  @Test func aUsersDefaultsDoNotForbidWhatTheyRun() throws {
    var draft = ScenarioDraft()
    try draft.add([Setting("system", "vanilla")])
    try draft.add([Setting("policy", "adaptive")], as: .preferred)
    #expect(draft.scenario.policy == "adaptive")
    #expect(!draft.scenario.aggregates)
    #expect(throws: Knob.Refusal.self) {
      try draft.add([Setting("system", "vanilla"), Setting("policy", "adaptive")], as: .preferred)
    }
  }

  @Test func arrivalsOfALaterLayerReplaceATrace() throws {
    let scenario = try scenario([[Setting("trace", "x"), Setting("loop", "true")], [Setting("arrivals", "cbr")]])
    #expect(scenario.trace == nil)
    #expect(scenario.arrivals == "cbr")
  }

  @Test func everyPresetIsAllowed() throws {
    for entry in ScenarioCatalog.scenarios { try entry.scenario.validate() }
  }

  @Test func aBitRateGoesByTheSizesOfTheWholeLayer() throws {
    let settings = [
      Setting("arrivals", "messages"), Setting("load", "100Mbps"), Setting("message-size", "10000B"),
      Setting("mtu", "500B"),
    ]
    for layer in [settings, settings.reversed()] {
      #expect(try scenario([layer]).value(of: KnobCatalog.load) == 25_000)
    }
  }
}
