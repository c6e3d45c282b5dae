import DwellCore
import DwellEngine
import DwellSimulation
import Testing

struct ScenarioFileTests {
  private func refusal(_ text: String) -> String? {
    do {
      _ = try ScenarioFile(text: text, path: "my.toml").draft()
      return nil
    } catch { return error.description }
  }

  @Test func readsWhatOptionsSay() throws {
    let text = """
      # A comment.
      system = "aggregation"
      policy = "adaptive"
      arrivals = "onoff"
      load = "800Mbps"
      packet-size = "1000B"
      guests = 4
      alpha = 0.95
      timeout = "500us"
      no-drain = true

      [stage]
      notify = "sleeping"

      [set]
      off-rate = 0.25
      n-k = "wait"
      """
    let scenario = try ScenarioFile(text: text, path: "folder/mine.toml").draft().scenario
    #expect(scenario.name == "mine")
    #expect(scenario.policy == "adaptive")
    #expect(scenario.guests == 4)
    #expect(scenario.ending == .cut)
    #expect(scenario.stages == [.notify: "sleeping"])
    #expect(scenario.value(of: KnobCatalog.load) == 100_000)
    #expect(scenario.value(of: EngineKnobs.alpha) == 0.95)
    #expect(scenario.value(of: EngineKnobs.timeout) == 500_000)
    #expect(scenario.knobs.chosenValue("off-rate") == 0.25)
    #expect(scenario.knobs.chosenValue("n-k") == 1)
  }

  @Test func stagesMayBeAList() throws {
    let scenario = try ScenarioFile(text: "stage = [\"cross=copy\", \"notify=every\"]", path: "x").draft().scenario
    #expect(scenario.stages == [.cross: "copy", .notify: "every"])
  }

  @Test func aTraceLiesBesideTheFile() throws {
    let near = try ScenarioFile(text: "trace = \"a.pcap\"", path: "folder/x.toml").draft().scenario
    #expect(near.trace?.path == "folder/a.pcap")
    let far = try ScenarioFile(text: "trace = \"/a.pcap\"\nloop = true", path: "folder/x.toml").draft().scenario
    #expect(far.trace == Scenario.Trace(path: "/a.pcap", end: .loop))
  }

  @Test(arguments: [
    (
      "timeout = 5",
      "scenario my.toml, line 1: timeout: '5' has no unit; allowed is a number with one of ns, us, ms, s, min, h"
    ),
    ("\n\nguests = 0", "scenario my.toml, line 3: guests is 0, but must be a whole number from 1 to 1024"),
    ("loda = \"5kpps\"", "scenario my.toml, line 1: there is no key 'loda'; near are load, loop"),
    ("alpha = 0.9\n[set]\noff-rate = 7", "scenario my.toml, line 3: off-rate is 7, but must lie from 0 to 1"),
    ("set.off-rate = 7", "scenario my.toml, line 1: off-rate is 7, but must lie from 0 to 1"),
    ("[set]\nguests = 7", "scenario my.toml, line 2: there is no knob 'guests'; allowed are"),
    ("[stage]\ncoalesce = \"gro\"", "scenario my.toml, line 2: stage coalesce is 'gro', but must be none"),
    (
      "system = \"vanilla\"\npolicy = \"adaptive\"",
      "scenario my.toml, line 2: policy is 'adaptive', but no container crosses in system vanilla; systems that fit are"
    ),
    ("timeout = [1]", "scenario my.toml, line 1: timeout is of type array, but must be a text"),
    ("set = 3", "scenario my.toml, line 1: set must be a table such as [set]"),
    ("theme = \"dark\"", "scenario my.toml, line 1: there is no key 'theme'"),
    ("alpha = 0.9\nload = ", "scenario my.toml, line 2: this is no TOML"),
    ("alpha = 0.9\nalpha = 0.8", "scenario my.toml, line 2: this is no TOML"),
    ("a\u{0}b", "scenario my.toml is no text; TOML is needed"),
  ])
  func refusesInOneLineWithItsPlace(text: String, start: String) throws {
    let line = try #require(refusal(text))
    #expect(line.hasPrefix(start), "\(line)")
    #expect(!line.contains("\n"))
  }

  @Test func aConfigurationMaySayMore() throws {
    let kind = ScenarioFile.Kind.configuration(also: ["theme", "fps"])
    let file = try ScenarioFile(text: "theme = \"dark\"\nfps = 20\ntimeout = \"2ms\"", path: "c", kind: kind)
    #expect(file.others.map(\.name) == ["fps", "theme"])
    #expect(file.others.map(\.text) == ["20", "dark"])
    #expect(file.settings == [Setting("timeout", "2ms", place: "config c, line 3")])
  }

  @Test func onlyAConfigurationBindsKeys() throws {
    let text = "[keys]\npause = \"space P\"\nquit = [\"Q\", \"f10\"]"
    let file = try ScenarioFile(text: text, path: "c", kind: .configuration(also: []))
    #expect(
      file.keys == [
        Setting("pause", "space P", place: "config c, line 2"), Setting("quit", "Q f10", place: "config c, line 3"),
      ])
    #expect(refusal(text)?.hasPrefix("scenario my.toml, line 1: there is no key 'keys'") == true)
  }

  @Test(arguments: [
    ("/nowhere/at/all.toml", "does not exist"), ("/", "is a folder"), ("/dev/null", "is a pipe or a device"),
  ])
  func refusesWhatIsNoFile(path: String, words: String) {
    #expect(throws: Knob.Refusal("scenario \(path) \(words); a TOML file is needed")) { try ScenarioFile(path: path) }
  }
}
