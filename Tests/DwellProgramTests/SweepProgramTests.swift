import Foundation
import Testing

struct SweepProgramTests {
  private static let grid = [
    "sweep", "--over", "timeout=10us..1ms:log:200", "--over", "policy=fixed,adaptive", "--replications", "2",
    "--packets", "200",
    "--format", "csv",
  ]

  @Test("Rows are the same bytes on any number of cores, and put together from shards")
  func bytes() throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path]
    let one = try Program(Self.grid + ["--jobs", "1"], environment: environment)
    #expect(one.status == 0 && one.errors.isEmpty, "\(one.errors)")
    #expect(one.output.split(separator: "\n").count == 401)
    #expect(try Program(Self.grid + ["--jobs", "4"], environment: environment).output == one.output)
    var paths: [String] = []
    for number in [2, 3, 1] {
      let shard = try Program(Self.grid + ["--shard", "\(number)/3"], environment: environment)
      try files.write(shard.output, "part\(number)")
      paths.append(files.path + "/part\(number)")
    }
    #expect(try Program(["sweep", "--merge"] + paths).output == one.output)
    let missing = try Program(["sweep", "--merge"] + paths.prefix(2))
    #expect(missing.status == 1 && missing.complaints.count == 1 && missing.errors.contains("row 0 is missing"))
  }

  @Test("Interrupted or killed in the middle, nothing that was finished is lost", arguments: [SIGINT, SIGKILL])
  func interrupted(number: Int32) throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path, "PATH": "/usr/bin:/bin"]
    let whole = try Program(Self.grid, environment: environment).output
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = Self.grid
    process.environment = environment
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Once some rows are out the pipe fills, so it cannot come to its end before the signal.
    var seen = 0
    while seen < 30_000, let more = try output.fileHandleForReading.read(upToCount: 4096), !more.isEmpty {
      seen += more.count
    }
    #expect(seen >= 30_000)
    kill(process.processIdentifier, number)
    let rest = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if number == SIGINT {
      #expect(process.terminationStatus == 130)
      #expect(String(decoding: rest, as: UTF8.self).contains("the same command with --resume goes on"))
    }
    let kept = try Self.kept(files.path)
    #expect(kept > 0 && kept <= 400)
    let resumed = try Program(Self.grid + ["--resume"], environment: environment)
    #expect(resumed.status == 0 && resumed.output == whole)
    // Done, nothing is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.path + "/dwell/sweeps").isEmpty)
  }

  // The rows in the only journal.
  private static func kept(_ path: String) throws -> Int {
    let folder = path + "/dwell/sweeps"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    return text.count { $0 == "\n" } - 1
  }

  @Test(
    "Bad usage is one line and status 64",
    arguments: [
      [], ["--over", "timeout"], ["--over", "timeout=1ms..1us"], ["--over", "seed=1,2"],
      ["--over", "timeout=1us,2us", "--shard", "3/2"],
      ["--over", "timeout=1us,2us", "--shard", "1/2"], ["--over", "timeout=1us,2us", "--precision", "0"],
      ["--over", "timeout=1us,2us", "--precision", "2us"], ["--over", "timeout=1us,2us", "--replications", "0"],
      ["--over", "timeout=1us,2us", "--jobs", "x"], ["--over", "timeout=1us,2us", "--metric", "delay"],
      ["--over", "timeout=1us,2us", "--format", "xml"], ["--over", "timeout=1us,2us", "--over", "timeout=3us,4us"],
      ["--merge", "x", "--over", "timeout=1us,2us"],
    ])
  func bad(arguments: [String]) throws {
    let run = try Program(["sweep"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaints.count == 1, "\(run.errors)")
  }

  @Test("A table with its plots, and the plots alone as a picture")
  func text() throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path]
    let arguments = [
      "sweep", "--over", "timeout=10us..1ms:log:4", "--over", "container-size=1KiB..8KiB:log:4", "--replications", "2",
      "--packets", "500",
    ]
    let run = try Program(arguments, environment: environment)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("delay mean: timeout down, container-size across"))
    #expect(run.output.contains("sweep of 16 points over timeout, container-size"))
    let picture = try Program(arguments + ["--format", "svg"], environment: environment)
    #expect(picture.output.hasPrefix("<svg") || picture.output.hasPrefix("<?xml"))
  }
}

struct CompareProgramTests {
  private static let two = [
    "compare", "fixed:timeout=10us", "fixed:timeout=1ms", "--replications", "3", "--packets", "2000",
  ]

  @Test("A table marks the better values and says by how much")
  func text() throws {
    let run = try Program(Self.two)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("delay mean: fixed:timeout=10us is best"))
    #expect(run.output.contains("3 independent runs"))
    #expect(try Program(Self.two + ["--jobs", "1"]).output == run.output)
  }

  @Test("Rows for programs have the setting, the summary and the intervals")
  func rows() throws {
    let rows = try #require(try Program(Self.two + ["--format", "json"]).json() as? [[String: Any]])
    #expect(rows.count == 2 && rows[0]["setting"] as? String == "fixed:timeout=10us")
    let intervals = try #require(rows[0]["intervals"] as? [String: [String: Any]])
    let delay = try #require(intervals["delay.mean_s"])
    #expect(delay["standing"] as? String == "best" && delay["level"] as? Double == 0.95)
    let mean = try #require(delay["mean"] as? Double)
    #expect(try #require(delay["low"] as? Double) < mean && mean < (try #require(delay["high"] as? Double)))
    let summary = try #require(rows[0]["delay"] as? [String: Any])
    #expect((try #require(summary["mean_s"] as? Double) / mean - 1).magnitude < 1e-9)
    let csv = try Program(Self.two + ["--format", "csv"]).output.split(separator: "\n")
    #expect(
      csv.count == 3 && csv[0].hasPrefix("setting,replications,") && csv[0].contains("intervals.delay.mean_s.low"))
  }

  @Test("What could not keep up is marked, and other workloads are warned of")
  func marks() throws {
    let run = try Program([
      "compare", "vanilla", "fixed", "--load", "900kpps", "--replications", "2", "--packets", "20000",
    ])
    #expect(run.output.contains("vanilla !") && run.output.contains("! could not keep up"))
    let other = try Program(["compare", "fixed", "fixed:load=10kpps", "--replications", "2", "--packets", "500"])
    #expect(other.status == 0 && other.errors.contains("they do not meet the same arrivals"))
  }

  @Test(
    "Bad usage is one line and status 64",
    arguments: [
      [], ["fixed"], ["fixed", "fixed"], ["fixed", "vanila"], ["fixed", "adaptive:timeot=1us"],
      ["vanilla/fixed", "fixed"],
      ["fixed", "adaptive", "--metric", "nothing"],
    ])
  func bad(arguments: [String]) throws {
    let run = try Program(["compare"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaints.count == 1, "\(run.errors)")
  }
}
