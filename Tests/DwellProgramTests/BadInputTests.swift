import Foundation
import Testing

struct BadInputTests {
  /// Refused with one line on standard error, nothing on standard output.
  private func expect(
    _ arguments: [String], _ status: Int32, _ words: String, environment: [String: String] = [:],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let run = try Program(arguments, environment: environment)
    #expect(run.status == status, "\(arguments): \(run.errors)", sourceLocation: location)
    #expect(run.complaints.count == 1, "\(run.errors)", sourceLocation: location)
    #expect(run.errors.hasPrefix("dwell: "), sourceLocation: location)
    #expect(run.errors.contains(words), "\(run.errors)", sourceLocation: location)
    #expect(run.output.isEmpty, sourceLocation: location)
  }

  @Test(arguments: [
    ("--alpha 2", "alpha is 2, but must lie from 0 to 0.9999"), ("--alpha -1", "alpha is -1"),
    ("--timeout 5", "'5' has no unit"), ("--timeout 5s", "must lie from 1 µs to 1 s"),
    ("--container-size 1B", "must lie from 64 B to 1024 KiB"), ("--load 2Gpps", "must lie from 1 pps to 1 Gpps"),
    ("--guests 0", "from 1 to 1024"), ("--seed x", "seed is 'x'"), ("--duration 0s", "from 1 ns to"),
    ("--packets -1", "packets is -1"), ("--warmup -1s", "warmup is -1s"), ("--packet-size x", "packet-size: 'x'"),
    ("--duration 1s --warmup 1s", "warmup is 1 s, but must be less than the duration, 1 s"),
    ("--arrivals x", "arrivals is 'x', but must be one of poisson"), ("--system x", "one of aggregation"),
    ("--policy x", "one of immediate"), ("--machine x", "one of default"), ("--stage x=y", "one of intake"),
    ("--stage cross=x", "one of container, copy"), ("--set x=1", "there is no knob 'x'"),
    ("--set timeout", "KNOB=VALUE"), ("--set =1", "KNOB=VALUE"),
    ("--format xml", "one of text, json, csv"), ("--scenario x", "one of bursts"),
    ("--trace-speed 2", "there is no trace"),
    ("--trace x --load 5kpps", "--trace-speed"), ("--arrivals closed-loop --load 5kpps", "clients"),
    ("--trace x --arrivals cbr", "brings its own"), ("--trace x --packet-size 64B", "brings its own sizes"),
    ("--system vanilla --policy fixed", "systems that fit are aggregation"), ("--nope", "Unknown option '--nope'"),
    ("--emit nic", "export is 'nic', but must be one of ethtool, "), ("--emit xen-netback", "no parameter"),
    ("--emit ethtool --policy adaptive", "has no form in ethtool"), ("--force", "--force is given, but nothing"),
    ("--device eth1", "--device is given, but nothing"), ("--emit gro --format csv", "no place in CSV"),
    ("--emit kafka-producer --timeout 250us", "--force writes it all the same"),
    ("--emit gro,toml --limit delay.p99<1ms --force", "toml writes the settings as they are"),
    ("--emit virtio-net,kafka-producer --timeout 250us --load 1Gpps", "kafka-producer would change timeout"),
    ("--emit ethtool --device a/b", "device is 'a/b'"), ("--check", "(2 guests, each by itself)"),
    ("--check --guests 1 --duration 1ms", "too short to check: a run has about 100 packets, but needs at least 1 800"),
    ("--check --guests 1 --duration 1ms --emit ethtool --force", "too short to check"),
    ("--foo", "Unknown option '--foo' (dwell simulate --help"), ("--timout 1ms", "Did you mean '--timeout'?"),
    ("--check --policy adaptive", "no closed form holds here (policy adaptive)"),
    ("extra", "Unexpected argument 'extra'"), ("--load", "Missing value"),
  ])
  func wrongUsageIs64(options: String, words: String) throws {
    try expect(["simulate"] + options.split(separator: " ").map(String.init), 64, words)
  }

  @Test(arguments: [
    ("", "a goal is needed: --minimise METRIC"),
    ("--minimise delay", "there is no metric 'delay'; near are delay.count"),
    ("--minimise delay.mean --maximise delay.p99", "one goal is allowed"),
    ("--minimise delay.mean --limit delay.p99<60", "has no unit"), ("--minimise delay.mean --limit x", "METRIC<VALUE"),
    ("--minimise delay.mean --no-limit delay", "one of packets.dropped_fraction, saturated"),
    ("--minimise delay.mean --over timeout=1ms..1us", "low end must lie below"),
    ("--minimise delay.mean --over alpha=0.9..0.99", "policy fixed weighs no past"),
    ("--minimise delay.mean --system vanilla", "packets cross one by one"),
    ("--minimise delay.mean --budget 3", "budget is '3', but must be a whole number from 20"),
    ("--minimise delay.mean --replications 1", "from 2 to"), ("--minimise delay.mean --precision 0%", "from 0.01% to"),
    ("--minimise delay.mean --jobs 0", "jobs is '0'"), ("--minimise delay.mean --format xml", "one of text, json, csv"),
  ])
  func aTuneThatMakesNoSenseIs64(options: String, words: String) throws {
    try expect(["tune"] + options.split(separator: " ").map(String.init), 64, words)
  }

  @Test func aFolderOfThemesThatIsNotThereIsRefused() throws {
    try expect(["snapshot", "--themes-dir", "/nope"], 64, "themes-dir is '/nope'")
    try expect(["list", "themes", "--themes-dir", "/nope"], 64, "themes-dir is '/nope'")
    try expect(["snapshot", "--theme", "nope.theme"], 1, "theme nope.theme does not exist")
  }

  @Test func aTurnBeforeTheBeginningIsRefused() throws {
    try expect(["simulate", "--at", "-1s guests=4"], 64, "time is -1s")
  }

  @Test(arguments: ["replay", "nonsense"])
  func aCommandThatIsNotThereIsNamedWithThoseThatAre(name: String) throws {
    try expect([name], 64, "there is no command '\(name)'; there are run, simulate, compare, sweep, tune, ")
    let help = try Program(["--help"])
    #expect(help.status == 0)
    #expect(!help.output.contains(name))
  }

  @Test func aTraceThatCannotBeReadIsAFailedRun() throws {
    let files = try Files(["text.pcap": "hello", "empty.pcap": ""])
    try FileManager.default.createDirectory(atPath: files.path + "/folder", withIntermediateDirectories: true)
    let shipped = Program.root + "/traces/office.pcap"
    let head = try #require(FileManager.default.contents(atPath: shipped)).prefix(24)
    try head.write(to: URL(fileURLWithPath: files.path + "/head.pcap"))
    let cases = [
      ("missing.pcap", "does not exist"), ("folder", "is a folder"), ("text.pcap", "is not a capture"),
      ("empty.pcap", "is not a capture"), ("head.pcap", "holds no packet"),
    ]
    for (name, words) in cases {
      for command in ["simulate", "snapshot"] { try expect([command, "--trace", "\(files.path)/\(name)"], 1, words) }
    }
  }

  @Test func aBrokenScenarioNamesFileAndLine() throws {
    let files = try Files(["a.toml": "guests = 2\ntimeout = \"5s\"\n", "b.toml": "load =\n", "c.toml": "loda = 1\n"])
    try expect(["simulate", "--scenario", files.path + "/a.toml"], 1, "a.toml, line 2: timeout is 5s")
    try expect(["simulate", "--scenario", files.path + "/b.toml"], 1, "b.toml, line 1: this is no TOML")
    try expect(["snapshot", "--scenario", files.path + "/c.toml"], 1, "c.toml, line 1: there is no key 'loda'")
    try expect(["simulate", "--scenario", files.path], 1, "is a folder")
    try expect(["simulate", "--scenario", files.path + "/d.toml"], 1, "does not exist")
  }

  @Test(arguments: [
    ("timeout = \"5s\"", "timeout is 5s"), ("fps = 99", "fps is 99"), ("symbols = \"x\"", "symbols is 'x'"),
    ("color = \"32\"", "color is '32'"), ("speed = 0", "speed is 0"), ("spee = 1", "near are speed"),
    ("x", "this is no TOML"), ("scenario = \"x\"", "scenario is 'x'"), ("keys = 1", "must be a table"),
    ("keys.paus = \"x\"", "near is pause"), ("keys.pause = \"nokey\"", "'nokey' is no key"),
  ])
  func aBrokenConfigurationNamesFileAndLine(text: String, words: String) throws {
    let files = try Files(["dwell/config.toml": text + "\n"])
    let environment = ["XDG_CONFIG_HOME": files.path]
    for command in ["simulate", "snapshot"] {
      try expect([command], 1, "dwell/config.toml, line 1: ", environment: environment)
      try expect([command], 1, words, environment: environment)
    }
  }

  @Test func aBrokenThemeNamesFileAndLineAndAnUnknownOneThoseThereAre() throws {
    let files = try Files(["bad.theme": "theme[main_bg]=\"#zzzzzz\"\n", "dwell/config.toml": "theme = \"nope\"\n"])
    try expect(["snapshot", "--theme", files.path + "/bad.theme"], 1, "bad.theme, line 1")
    try expect(
      ["snapshot", "--theme", "nope"], 64, "theme 'nope' is not known; allowed are dark, high-contrast, light")
    try expect(
      ["snapshot"], 1, "config.toml, line 1: theme 'nope' is not known", environment: ["XDG_CONFIG_HOME": files.path])
  }

  @Test(arguments: [
    ("--size 0x9", "from 1 to 2000"), ("--size 9", "COLUMNSxROWS"), ("--after 5", "'5' has no unit"),
    ("--keys nope", "'nope', which is no key"), ("--keys wait:5", "'5' has no unit"), ("--format png", "svg"),
    ("--symbols x", "one of auto, braille, block, ascii"), ("--color 32", "one of auto, truecolor, 256"),
    ("--color 7", "one of auto, truecolor, 256, 16, 8, mono"), ("--speed 0", "from 0.000001 to 1000"),
  ])
  func aWrongPictureIs64(options: String, words: String) throws {
    try expect(["snapshot"] + options.split(separator: " ").map(String.init), 64, words)
  }

  @Test func waitingWhilePausedIsAnError() throws {
    try expect(["snapshot", "--keys", "space wait:5ms"], 64, "keys wait while the clock is paused")
  }

  @Test(arguments: [[], ["run"], ["--guests", "4"], ["run", "--check-terminal"], ["--speed", "1"]])
  func aDashboardWithoutATerminalNamesWhatNeedsNone(arguments: [String]) throws {
    try expect(arguments, 64, "is not a terminal; dwell simulate and dwell snapshot need none")
  }

  @Test(arguments: [("--speed 5000", "speed is 5000"), ("--fps 0", "from 1 to 60"), ("--format json", "has none")])
  func optionsOfTheDashboardAreCheckedBeforeTheTerminal(options: String, words: String) throws {
    try expect(options.split(separator: " ").map(String.init), 64, words)
  }
}
