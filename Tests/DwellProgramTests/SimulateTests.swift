import Foundation
import Testing

struct SimulateTests {
  @Test func theSameSeedGivesTheSameDigestAndAnotherAnother() throws {
    func digest(_ seed: String) throws -> String? {
      let run = try Program(["simulate", "--packets", "20000", "--seed", seed, "--format", "json"])
      #expect(run.status == 0)
      #expect(run.errors.isEmpty)
      return (try run.json() as? [String: Any])?["digest"] as? String
    }
    let first = try #require(try digest("1"))
    #expect(first.count == 16)
    #expect(try digest("1") == first)
    #expect(try digest("2") != first)
  }

  @Test func simulatesTenSecondsWhereNothingElseIsSaid() throws {
    let run = try Program(["simulate", "--load", "1kpps", "--format", "json"])
    let scenario = try #require((try run.json() as? [String: Any])?["scenario"] as? [String: Any])
    #expect(scenario["duration_s"] as? Double == 10)
    #expect(scenario["load_pps"] as? Double == 1000)
    #expect(scenario["guests"] as? Int == 2)
  }

  @Test func whatIsEmittedCanBeTyped() throws {
    let settings = ["simulate", "--timeout", "35.4us", "--emit", "ethtool,gro", "--device", "ens1"]
    // The size there is another by far: that has to be asked for.
    let asks = try Program(settings)
    #expect(
      asks.status == 64 && asks.complaints.count == 1 && asks.errors.contains("container 4096 B to 64 KiB (+1500 %)"))
    // A limit that the lines break is no wrong usage.
    let held = try Program(["simulate", "--timeout", "1ms", "--emit", "virtio-net", "--limit", "delay.p99<50us"])
    #expect(
      held.status == 1 && held.output.isEmpty && held.errors.contains("breaks delay p99 < 50 µs"), "\(held.errors)")
    let run = try Program(settings + ["--force"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let lines = run.output.split(separator: "\n").filter { !$0.hasPrefix("# ") }
    #expect(lines.first == "ethtool -C ens1 adaptive-rx off rx-usecs 35 rx-frames 7")
    #expect(lines.last == "echo 35400 > /sys/class/net/ens1/gro_flush_timeout")
    #expect(run.output.contains("# as set"))
  }

  @Test func aNeighbourThatChangesMuchIsWrongUsageAndALimitThatBreaksAFailedRun() throws {
    let settings = [
      "simulate", "--emit", "kafka-producer", "--guests", "1", "--load", "1kpps", "--packet-size", "64B",
      "--container-size", "64KiB", "--timeout", "2600us",
    ]
    // To 3 ms is less than a fifth; 2 ms, which keeps to the limit, is more.
    let asks = try Program(settings + ["--limit", "delay.mean<1.75ms"])
    #expect(
      asks.status == 64 && asks.output.isEmpty && asks.errors.contains("timeout 2.6 ms to 2 ms"), "\(asks.errors)")
    let forced = try Program(settings + ["--limit", "delay.mean<1.75ms", "--force"])
    #expect(forced.status == 0 && forced.output.contains("\nlinger.ms=2\n"), "\(forced.errors)")
    let held = try Program(settings + ["--limit", "delay.mean<1ms"])
    #expect(held.status == 1 && held.errors.contains("breaks it as set, too"), "\(held.errors)")
  }

  @Test func aFileThatWasEmittedIsReadBack() throws {
    let options = ["--timeout", "333us", "--packets", "2000", "--guests", "3"]
    let file = try Program(["simulate", "--emit", "toml"] + options).output
    let files = try Files(["taken.toml": file])
    func digest(_ arguments: [String]) throws -> String? {
      (try Program(["simulate", "--format", "json"] + arguments).json() as? [String: Any])?["digest"] as? String
    }
    let taken = try #require(try digest(["--scenario", files.path + "/taken.toml"]))
    #expect(try digest(options) == taken)
  }

  @Test func theoryIsToldAndChecked() throws {
    let run = try Program([
      "simulate", "--guests", "1", "--load", "20kpps", "--timeout", "300us", "--packets", "5000", "--check", "--format",
      "json",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let json = try #require(try run.json() as? [String: Any])
    let theory = try #require(json["theory"] as? [String: Any])
    #expect(theory["holds"] as? Bool == true && theory["closed_form"] as? Bool == true)
    #expect(json["trace"] is NSNull && (json["exports"] as? [Any])?.isEmpty == true)
    let other = try Program(["simulate", "--policy", "adaptive", "--packets", "500", "--format", "json"]).json()
    #expect((other as? [String: Any])?["theory"] is NSNull)
  }

  @Test func aTableHasAHeadAndARowOfTheSameLength() throws {
    let run = try Program(["simulate", "--packets", "2000", "--packet-size", "40:7,576:4", "--format", "csv"])
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    // The mix holds a comma, so it stands in quotes.
    let quoted = try #require(lines.last).replacing("\"40:7,576:4\"", with: "mix")
    let head = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
    #expect(quoted.split(separator: ",", omittingEmptySubsequences: false).count == head.count)
    #expect(head.contains("dwell.p99_s"))
    #expect(head.contains("scenario.timeout_s"))
  }

  @Test func aTableNamesTheScheduleToo() throws {
    let run = try Program([
      "simulate", "--duration", "10ms", "--at", "1ms guests=4", "--at", "2ms guests=1", "--format", "csv",
    ])
    let lines = run.output.split(separator: "\n")
    let head = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
    #expect(head.contains("scenario.at"))
    #expect(try #require(lines.last).contains(",1ms guests=4; 2ms guests=1,"))
    #expect(run.errors.isEmpty)
  }

  @Test(arguments: [
    ("--duration 10ms --at", ["10ms guests=4"], "at '10ms guests=4': comes after the end, 10 ms"),
    ("--duration 10ms --container-size 64B --packet-size 1500:1", [], "larger than a container of 64 B"),
    ("--packets 10 --warmup 1s", [], "no packet arrived in the window"),
  ])
  func warnsOfWhatHasNoEffect(options: String, more: [String], words: String) throws {
    let run = try Program(["simulate"] + options.split(separator: " ").map(String.init) + more)
    #expect(run.status == 0)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func noCeilingIsBelowTheOneReached() throws {
    let run = try Program(["simulate", "--scenario", "paper-assumptions", "--duration", "1s", "--format", "json"])
    let throughput = try #require((try run.json() as? [String: Any])?["throughput"] as? [String: Any])
    let ceiling = try #require(throughput["ceiling_packets_per_second"] as? Double)
    #expect(try #require(throughput["ceiling_full_packets_per_second"] as? Double) >= ceiling)
  }

  @Test func replaysTheShippedTraceToItsEnd() throws {
    let trace = Program.root + "/traces/office.pcap"
    let run = try Program(["simulate", "--trace", trace, "--format", "json"])
    #expect(run.status == 0)
    let json = try #require(try run.json() as? [String: Any])
    let scenario = try #require(json["scenario"] as? [String: Any])
    #expect(scenario["trace"] as? String == trace)
    #expect(scenario["load_pps"] is NSNull)
    let packets = try #require(json["packets"] as? [String: Any])
    #expect((packets["offered"] as? Int ?? 0) > 1000)
    #expect(packets["offered"] as? Int == packets["delivered"] as? Int)
  }

  @Test func warnsOnStandardErrorAlone() throws {
    let run = try Program(["simulate", "--scenario", "overload", "--duration", "100ms", "--format", "json"])
    #expect(run.status == 0)
    #expect(run.complaints.count == 1)
    #expect(run.errors.hasPrefix("dwell: warning: the offered load, "))
    #expect(((try run.json() as? [String: Any])?["saturated"] as? Bool) == true)
  }

  @Test func speaksASCIIWhereTheLocaleKnowsNoMore() throws {
    let arguments = ["simulate", "--packets", "2000"]
    let plain = try Program(arguments, environment: ["LANG": "C"])
    #expect(plain.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(plain.output.contains(" us"))
    #expect(try Program(arguments).output.contains(" µs"))
  }

  @Test func takesScenarioConfigurationOptionAndSetInThisOrder() throws {
    let files = try Files([
      "my.toml": "timeout = \"2ms\"\nalpha = 0.5\nguests = 3\nmax-packets = 4\n",
      "config/dwell/config.toml": "timeout = \"3ms\"\nalpha = 0.6\nguests = 5\ntheme = \"light\"\n",
    ])
    let run = try Program(
      [
        "simulate", "--scenario", files.path + "/my.toml", "--alpha", "0.7", "--guests", "4", "--set", "alpha=0.8",
        "--packets", "100", "--format", "json",
      ], environment: ["XDG_CONFIG_HOME": files.path + "/config"])
    let scenario = try #require((try run.json() as? [String: Any])?["scenario"] as? [String: Any])
    #expect(scenario["max_packets"] as? Int == 4)
    #expect(scenario["timeout_s"] as? Double == 0.003)
    #expect(scenario["guests"] as? Int == 4)
    #expect(scenario["alpha"] as? Double == 0.8)
  }

  @Test func aReaderThatHasGoneAwayIsNoError() throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "\"$0\" simulate --guests 1024 --packets 5000 --format json | head -c 1", Program.path]
    let (output, errors) = (Pipe(), Pipe())
    shell.standardOutput = output
    shell.standardError = errors
    try shell.run()
    #expect(output.fileHandleForReading.readDataToEndOfFile().count == 1)
    #expect(errors.fileHandleForReading.readDataToEndOfFile().isEmpty)
    shell.waitUntilExit()
  }
}
