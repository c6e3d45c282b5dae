import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// `:emit`, and what theory says in the explanation.
struct EmitTests {
  private func model(_ change: (inout Scenario) -> Void) -> Model {
    var made = MadeUp()
    change(&made.scenario)
    return made.model(120, 36)
  }

  private func type(_ text: String, into model: inout Model) -> [Effect] {
    var effects = model.update(.key(Key(":")))
    for letter in text.unicodeScalars { effects += model.update(.key(Key(.character(letter)))) }
    return effects + model.update(.key(.enter))
  }

  private func written(_ effects: [Effect]) -> WrittenFiles? {
    effects.lazy.compactMap { if case .write(let files) = $0 { files } else { nil } }.first
  }

  @Test("The lines go into a file that tells its first, with what the delay comes to")
  func lines() throws {
    var model = model {
      $0.policy = "fixed"
      $0.arrivals = "poisson"
      $0.knobs[EngineKnobs.timeout] = 35_000
    }
    let files = try #require(written(type("emit ethtool", into: &model)))
    #expect(files.stem == "dwell-ethtool" && files.files.map(\.ending) == [".sh"])
    #expect(files.first == nil)
    let line = "ethtool -C eth0 adaptive-rx off rx-usecs 35 rx-frames "
    #expect(files.workedOut().first?.hasPrefix(line) == true)
    guard case .later(let text)? = files.files.first?.contents else {
      Issue.record("no text")
      return
    }
    let whole = text { false }
    #expect(whole.text.contains("# as set") && whole.text.contains("# as rounded"))
    #expect(whole.told?.hasPrefix("mean delay ") == true && whole.told?.contains(", as rounded ") == true)
    #expect(whole.text == text { false }.text)
    // Who has to end soon gets the lines all the same.
    let brief = text { true }
    #expect(
      brief.told == nil && brief.text.contains("ethtool -C eth0") && brief.text.contains("# predicted: not known"))
  }

  @Test("A capture counts with the mean packet of the whole file, whatever was seen lately, as on the command line")
  func capture() throws {
    let path = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    var draft = ScenarioDraft()
    try draft.add([Setting("trace", "/" + path + "/traces/office.pcap"), Setting("timeout", "200us")])
    let captured = draft.scenario
    var model = model { $0 = captured }
    let files = try #require(written(type("emit virtio-net force", into: &model)))
    let expected = try Emission(of: captured, for: ExportCatalog.target(named: "virtio-net"), consent: .given)
    let text = files.workedOut().files.compactMap { if case .text(let text) = $0.contents { text } else { nil } }
      .joined()
    for line in expected.lines { #expect(text.contains(line), "\(text)") }
    // The tune page knows the size once the search has read it, and types nothing before.
    _ = model.update(.key(.escape))
    _ = model.update(.key(Key("u")))
    #expect(model.tune != nil && model.tune?.packetBytes == nil && model.tune?.toType == nil)
    var news = Tuner.News()
    news.packetBytes = try Emission.packetBytes(captured)
    _ = model.update(.tuned(news))
    #expect(model.tune?.packetBytes == news.packetBytes)
  }

  @Test("What has no form is said in the line, and force is a word")
  func refusals() throws {
    var adaptive = model { $0.policy = "adaptive" }
    #expect(written(type("emit ethtool", into: &adaptive)) == nil)
    guard case .line(let line) = adaptive.overlay else {
      Issue.record("the line is closed")
      return
    }
    #expect(line.refusal?.contains("has no form in ethtool") == true)
    var coarse = model {
      $0.policy = "fixed"
      $0.knobs[EngineKnobs.timeout] = 250_000
    }
    #expect(written(type("emit kafka-producer", into: &coarse)) == nil)
    _ = coarse.update(.key(.escape))
    #expect(
      written(type("emit kafka-producer force", into: &coarse))?.workedOut().first?.hasPrefix("batch.size=4096; ")
        == true)
  }

  @Test("Theory stands beside what was measured where a closed form holds, and nowhere else")
  func theory() throws {
    var recent = Recent()
    recent.dwell = 155_000
    recent.packetsPerContainer = 6
    var scenario = Scenario()
    scenario.guests = 1
    scenario.knobs[KnobCatalog.load] = 20_000
    scenario.knobs[EngineKnobs.timeout] = 300_000
    #expect(
      TheoryLine(scenario)?.text(recent)
        == "In theory (fixed, Poisson) E[W] = 156 µs, and 6.04 packets leave together; lately 155 µs and 6.00.")
    recent.dwell = .nan
    #expect(TheoryLine(scenario)?.text(recent)?.contains("lately") == false)
    scenario.policy = "immediate"
    scenario.machine = "theory"
    #expect(TheoryLine(scenario)?.text(recent)?.hasPrefix("In theory (immediate, M/G/1) a packet waits ") == true)
    scenario.policy = "adaptive"
    #expect(TheoryLine(scenario)?.text(recent) == nil)
  }
}
