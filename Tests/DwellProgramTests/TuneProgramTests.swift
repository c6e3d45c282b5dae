import Foundation
import Testing

struct TuneProgramTests {
  // A question that is answered within a moment.
  private static let quick = [
    "tune", "--minimise", "cost.driver_domain_utilisation", "--load", "100kpps", "--guests", "1", "--budget", "20",
    "--replications", "2", "--packets", "300", "--warmup", "1ms",
  ]
  private static let over = ["--over", "timeout=20us..200us"]

  private static func object(_ run: Program) throws -> [String: Any] { try #require(try run.json() as? [String: Any]) }

  @Test("The best with its interval, what comes next, how flat it is, whether it holds, and the line that runs it")
  func text() throws {
    let run = try Program(Self.quick + ["--limit", "delay.mean<300us"] + Self.over)
    #expect(run.status == 0, "\(run.errors)")
    for words in [
      "minimise driver domain, with delay mean < 300 µs", "over timeout 20 µs to 200 µs", "driver domain", "how flat",
      "does it hold", "fresh arrivals", "load −20 %", "load +20 %", "on arrivals that the search never met",
      "of at most 20 settings in", "to run the best once:",
    ] { #expect(run.output.contains(words), "\(words) is missing in \(run.output)") }
    // The line is one that works, and gives the settings of the table.
    let lines = run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let line = try #require(lines.last { $0.hasPrefix("dwell simulate ") })
    #expect(try Program(line.split(separator: " ").dropFirst().map(String.init)).status == 0)
    #expect(try Program(Self.quick + ["--limit", "delay.mean<300us", "--jobs", "1"] + Self.over).output == run.output)
  }

  @Test("JSON has what the contract says: settings in SI units, a summary, an interval, limits, the front")
  func json() throws {
    let run = try Program(Self.quick + ["--limit", "delay.mean<=123.456789us", "--format", "json"] + Self.over)
    #expect(run.status == 0, "\(run.errors)")
    let answer = try Self.object(run)
    let best = try #require(answer["best"] as? [String: Any])
    let timeout = try #require((best["settings"] as? [String: Any])?["timeout_s"] as? Double)
    #expect(timeout >= 20e-6 && timeout <= 200e-6)
    let interval = try #require(best["interval"] as? [String: Any])
    let summary = try #require((best["summary"] as? [String: Any])?["cost"] as? [String: Any])
    let busy = try #require(summary["driver_domain_utilisation"] as? Double)
    #expect(try #require(interval["low"] as? Double) <= busy && busy <= (interval["high"] as? Double ?? -1))
    #expect(interval["level"] as? Double == 0.95)
    let limits = try #require(answer["limits"] as? [[String: Any]])
    // To the last digit, as it is typed.
    #expect(limits.first?["limit"] as? String == "delay.mean<=123.456789us")
    #expect(limits.allSatisfy { $0["met"] is Bool && $0["value"] != nil } && limits.count == 3)
    for name in ["runner_up", "front", "sensitivity", "robustness", "present"] { #expect(answer[name] != nil) }
    let evaluated = try #require(answer["evaluated"] as? [String: Any])
    #expect(evaluated["budget"] as? Int == 20 && (evaluated["settings"] as? Int ?? 99) <= 20)
    let csv = try Program(Self.quick + ["--format", "csv"] + Self.over)
    let rows = csv.output.split(separator: "\n")
    #expect(csv.status == 0 && rows[0].hasPrefix("what,timeout_s,runs,cost.driver_domain_utilisation"))
    #expect(rows.contains { $0.hasPrefix("best,") } && rows.count <= 21)
    #expect(rows[0].hasSuffix(",packets.dropped_fraction,saturated,met"))
    for row in rows.dropFirst() {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false).suffix(2)
      #expect(fields.allSatisfy { ["true", "false"].contains($0) }, "\(row)")
    }
  }

  @Test(
    "For a target only what it can say is searched, and the lines to type come with it, nothing rounded",
    arguments: [("ethtool", "ethtool -C eth0 "), ("kafka-producer", "batch.size=")])
  func target(name: String, line: String) throws {
    let arguments = Self.quick + ["--for", name, "--limit", "delay.mean<5ms"]
    let run = try Program(arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("to type there:") && run.output.contains("\n  \(line)"), "\(run.output)")
    #expect(run.output.contains("rounded: nothing"))
    #expect(!run.output.contains("adaptive-size"))
    let answer = try Self.object(try Program(arguments + ["--format", "json"]))
    let emitted = try #require(answer["emit"] as? [String: Any])
    #expect((emitted["lines"] as? [String])?.contains { $0.hasPrefix(line) } == true)
    #expect((emitted["rounded"] as? [Any])?.isEmpty == true)
    // Rows have no place for lines.
    let csv = try Program(arguments + ["--format", "csv"])
    #expect(csv.status == 0 && csv.output.hasPrefix("what,") && !csv.output.contains(line))
  }

  @Test("Lines that break a limit on other machinery are printed all the same, with status 1 and a line")
  func brokenLines() throws {
    let arguments = [
      "tune", "--minimise", "cost.driver_domain_utilisation", "--limit", "delay.p99<200us", "--guests", "1", "--load",
      "240kpps", "--budget", "20", "--replications", "2", "--packets", "3000", "--warmup", "1ms", "--for",
    ]
    let run = try Program(arguments + ["ethtool"])
    #expect(run.status == 1 && run.output.contains("  ethtool -C eth0 ") && run.output.contains("# LIMIT: "))
    let line = "dwell: what ethtool makes of it breaks delay p99 < 200 µs on a card with a least gap (Intel)"
    #expect(run.complaints.last?.hasPrefix(line) == true, "\(run.errors)")
    let json = try Program(arguments + ["ethtool", "--format", "json"])
    let limits = try #require((try Self.object(json)["emit"] as? [String: Any])?["limits"] as? [[String: Any]])
    #expect(json.status == 1 && limits.contains { $0["met"] as? Bool == false })
    // Rows have no lines that could break one, and virtio-net means but one thing by its own.
    #expect(try Program(arguments + ["ethtool", "--format", "csv"]).status == 0)
    #expect(try Program(arguments + ["virtio-net"]).status == 0)
  }

  @Test("A limit that cannot be met: which, the nearest there is, and status 1")
  func impossible() throws {
    let run = try Program(Self.quick + ["--limit", "delay.mean<2us", "--limit", "delay.max<1s"] + Self.over)
    #expect(run.status == 1 && run.complaints.count == 1, "\(run.errors)")
    #expect(
      run.errors.hasPrefix(
        "dwell: no setting tried keeps to all limits; the nearest one breaks delay mean < 2 µs (the nearest"))
    #expect(!run.errors.contains("delay max"))
    #expect(run.output.contains("nearest") && run.output.contains("to run the nearest once:"))
    let json = try Program(Self.quick + ["--limit", "delay.mean<2us", "--format", "json"] + Self.over)
    let answer = try Self.object(json)
    #expect(json.status == 1 && answer["best"] is NSNull)
    let limit = try #require((answer["limits"] as? [[String: Any]])?.first)
    #expect(limit["met"] as? Bool == false && (limit["reached"] as? Double ?? 0) > 2e-6)
  }

  @Test("Where no setting has a value of the goal, no limit is blamed")
  func unknown() throws {
    // Too few packets for a 99th percentile.
    let run = try Program([
      "tune", "--minimise", "delay.p99", "--limit", "cost.notifications_per_second<600", "--load", "1kpps", "--guests",
      "1", "--budget", "20", "--replications", "2", "--packets", "30", "--warmup", "1ms", "--over",
      "timeout=100us..5ms",
    ])
    #expect(run.status == 1 && run.errors.contains("no setting tried has a value of delay p99"), "\(run.errors)")
  }

  @Test("What stands and cannot be bettered is the answer")
  func keeps() throws {
    // The longest wait of all costs the driver domain least.
    let run = try Program(Self.quick + ["--over", "timeout=20us..1ms", "--timeout", "1ms"])
    #expect(run.status == 0 && run.output.contains("best, now"), "\(run.errors)")
    #expect(run.output.contains("keep what stands: nothing that was tried is better"))
  }

  @Test("Interrupted in the middle it tells the best so far and ends with 130")
  func interrupted() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    // So many runs that nobody waits for the end of them.
    process.arguments = [
      "tune", "--minimise", "delay.mean", "--budget", "100000", "--replications", "10000", "--packets", "2000",
      "--jobs",
      "1", "--format", "json", "--over", "timeout=1us..1ms:lin:5000",
    ]
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // It is at work once it has used some time of its own; a signal that came too early is sent again.
    let id = process.processIdentifier
    while Self.ticks(id) != nil, !Self.takesInterrupts(id) { usleep(1000) }
    let start = Self.ticks(id) ?? 0
    while let now = Self.ticks(id), now < start + 10 { usleep(1000) }
    for _ in 0..<50 {
      guard let before = Self.ticks(id) else { break }
      kill(id, SIGINT)
      while let now = Self.ticks(id), now < before + 300 { usleep(1000) }
    }
    #expect(Self.ticks(id) == nil)
    if Self.ticks(id) != nil { kill(id, SIGKILL) }
    let rest = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let printed = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    #expect(rest.contains("dwell: interrupted "), "\(rest)")
    // Half an answer is no JSON.
    #expect(printed.isEmpty)
  }

  // Whether a process no longer ends by an interrupt alone: it is ignored, or somebody listens.
  private static func takesInterrupts(_ id: pid_t) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8) else { return false }
    return ["SigIgn:", "SigCgt:"].contains { name in
      guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }),
        let mask = UInt64(line.dropFirst(name.count).trimmingCharacters(in: .whitespaces), radix: 16)
      else { return false }
      return mask >> UInt64(SIGINT - 1) & 1 == 1
    }
  }

  // What a process has used of the processor, in hundredths of a second; nil where it has ended.
  private static func ticks(_ id: pid_t) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[end...].split(separator: " ")
    guard fields.count > 13, fields[1] != "Z", let user = Int(fields[12]), let system = Int(fields[13]) else {
      return nil
    }
    return user + system
  }

  @Test(
    "A bad goal, limit, range, target or budget is one line that says what is allowed, and status 64",
    arguments: [
      ([], "a goal is needed: --minimise METRIC or --maximise METRIC"),
      (["--minimise", "delay.mean", "--maximise", "throughput.packets"], "one goal is allowed"),
      (["--minimise", "dely.mean"], "there is no metric 'dely.mean'"),
      (["--maximise", ""], "there is no metric ''"),
      (["--minimise", "delay.mean", "--limit", "delay.p99"], "but must be METRIC<VALUE"),
      (["--minimise", "delay.mean", "--limit", "delay.p99<>3us"], "is none of <, <=, >, >=, ="),
      (["--minimise", "delay.mean", "--limit", "delay.p99<60"], "no unit"),
      (["--minimise", "delay.mean", "--limit", "delay.p99<60B"], "delay.p99"),
      (["--minimise", "delay.mean", "--limit", "delay.p98<60us"], "there is no metric 'delay.p98'"),
      (["--minimise", "delay.mean", "--limit", "delay.p99<1ms", "--limit", "delay.p99<1000us"], "given twice"),
      (["--minimise", "delay.mean", "--limit", "saturated=maybe"], "true or false"),
      (["--minimise", "delay.mean", "--no-limit", "delay.mean"], "packets.dropped_fraction, saturated"),
      (["--minimise", "delay.mean", "--no-limit", "saturated", "--no-limit", "saturated"], "twice"),
      (["--minimise", "delay.mean", "--over", "timeout"], "KNOB=LOW..HIGH"),
      (["--minimise", "delay.mean", "--over", "timeout=1ms,1000us"], "1ms and 1000us are the same"),
      (["--minimise", "delay.mean", "--over", "timeout=2ms..1ms"], "low end"),
      (["--minimise", "delay.mean", "--over", "timeot=1us..1ms"], "near is timeout"),
      (["--minimise", "delay.mean", "--over", "alpha=0.9..0.99"], "alpha changes nothing here"),
      (["--minimise", "delay.mean", "--for", "xen-netback"], "no parameter"),
      (["--minimise", "delay.mean", "--for", "nic"], "ethtool, tpacket-v3"),
      (["--minimise", "delay.mean", "--for", "gro", "--over", "container-size=1KiB..8KiB"], "gro cannot express"),
      (["--minimise", "delay.mean", "--for", "ethtool", "--over", "policy=adaptive"], "no form of policy adaptive"),
      (["--minimise", "delay.mean", "--for", "gro", "--system", "vanilla"], "no container crosses in system vanilla"),
      (["--minimise", "delay.mean", "--budget", "3"], "20"), (["--minimise", "delay.mean", "--budget", "many"], "20"),
      (
        [
          "--minimise", "delay.mean", "--budget", "20", "--over", "policy=fixed,throttle", "--over",
          "guests=1,2,3,4,5,6,7,8,9,10",
        ],
        "the budget is 20 settings"
      ),
      (["--minimise", "delay.mean", "--replications", "1"], "2"),
      (["--minimise", "delay.mean", "--precision", "0"], "such as 2%"),
      (["--minimise", "delay.mean", "--system", "vanilla"], "there is nothing to tune in system vanilla"),
      (["--minimise", "delay.mean", "--jobs", "0"], "jobs"),
      (["--minimise", "delay.mean", "--format", "svg"], "text, json, csv"),
    ])
  func bad(arguments: [String], words: String) throws {
    let run = try Program(["tune"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty, "\(run.output)")
    #expect(run.complaints.count == 1 && run.errors.contains(words), "\(run.errors)")
  }
}
