import Foundation
import Testing

struct SweepProgramTests {
  private static let grid = [
    "sweep", "--over", "timeout=10us..1ms:log:200", "--over", "policy=fixed,adaptive", "--replications", "1",
    "--packets", "100", "--warmup", "0s",
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
    #expect(missing.status == 1 && missing.output.isEmpty && missing.complaints.count == 1)
    #expect(missing.errors.contains("row 1 and 133 more of 400 are missing"), "\(missing.errors)")
  }

  @Test("Shards of another sweep are refused, though their columns and rows fit", arguments: ["csv", "json"])
  func otherSweep(format: String) throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path]
    let grid = [
      "sweep", "--over", "timeout=10us,20us,30us,40us", "--replications", "1", "--packets", "50", "--warmup", "0s",
      "--format", format,
    ]
    for (name, more) in [("one", []), ("two", []), ("other", ["--seed", "2"])] {
      let shard = try Program(
        grid + more + ["--shard", name == "one" ? "1/2" : "2/2"], environment: environment)
      try files.write(shard.output, name)
    }
    func merge(_ names: [String], _ more: [String] = []) throws -> Program {
      try Program(["sweep", "--merge"] + names.map { files.path + "/" + $0 } + more)
    }
    let other = try merge(["one", "other"])
    #expect(other.status == 1 && other.output.isEmpty && other.complaints.count == 1)
    #expect(other.errors.contains("/other is of sweep ") && other.errors.contains("/one of sweep "), "\(other.errors)")
    let whole = try Program(grid + ["--jobs", "1"], environment: environment).output
    #expect(try merge(["two", "one"]).output == whole)
    #expect(try merge(["two", "one"], ["--format", format]).output == whole)
    // The files are put together as they are, or not at all.
    for wish in ["csv", "json", "text", "svg"] where wish != format {
      let run = try merge(["one", "two"], ["--format", wish])
      #expect(run.status == 64 && run.output.isEmpty && run.complaints.count == 1)
      #expect(run.errors.contains("format is \(wish), but the files hold \(format)"), "\(run.errors)")
    }
  }

  @Test("A relative folder for state is no folder: rows are kept where XDG says then")
  func relativeState() throws {
    let files = try Files()
    let run = try Program(Self.grid, environment: ["XDG_STATE_HOME": "state", "HOME": files.path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(FileManager.default.fileExists(atPath: files.path + "/.local/state/dwell/sweeps"))
    #expect(!FileManager.default.fileExists(atPath: FileManager.default.currentDirectoryPath + "/state/dwell"))
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
    // It is at work, and stays so while nobody reads: another on the same rows is refused, whatever it is told to do.
    for more in [[], ["--resume"], ["--anew"]] {
      let other = try Program(Self.grid + more, environment: environment)
      #expect(other.status == 1 && other.output.isEmpty && other.complaints.count == 1)
      #expect(other.errors.contains("another dwell is at work on this sweep"), "\(other.errors)")
    }
    kill(process.processIdentifier, number)
    let rest = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if number == SIGINT {
      #expect(process.terminationStatus == 130)
      #expect(String(decoding: rest, as: UTF8.self).contains("the same command with --resume goes on"))
    }
    let kept = try Self.kept(files.path)
    #expect(kept > 0 && kept <= 400)
    // Begun again by the way, it takes nothing from them.
    let again = try Program(Self.grid, environment: environment)
    #expect(again.status == 1 && again.output.isEmpty && again.complaints.count == 1)
    #expect(again.errors.contains("--resume goes on with them, --anew throws them away"), "\(again.errors)")
    #expect(try Self.kept(files.path) == kept)
    let resumed = try Program(Self.grid + ["--resume"], environment: environment)
    #expect(resumed.status == 0 && resumed.output == whole)
    // Done, nothing is left behind.
    #expect(try FileManager.default.contentsOfDirectory(atPath: files.path + "/dwell/sweeps").isEmpty)
  }

  @Test("Begun anew, what was kept is gone and everything is done")
  func anew() throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path]
    let cut = try Program(Self.grid, environment: environment, script: Self.head)
    #expect(cut.status == 141 && cut.output.hasPrefix("timeout_s,policy,replications,"), "\(cut.status)")
    // Where a reader goes away, it is said that rows are kept.
    #expect(cut.complaints.count == 1 && cut.errors.contains("the same command with --resume goes on"), "\(cut.errors)")
    #expect(try Self.kept(files.path) > 0)
    let both = try Program(Self.grid + ["--anew", "--resume"], environment: environment)
    #expect(both.status == 64 && both.complaints.count == 1)
    let whole = try Program(Self.grid + ["--anew"], environment: environment)
    #expect(whole.status == 0 && whole.errors.isEmpty)
    #expect(try Program(Self.grid, environment: environment).output == whole.output)
  }

  // A reader that takes the first line and leaves; what comes after is more than any pipe holds.
  // The status is that of the program, as a shell with pipefail has it.
  private static let head =
    "exec 4>&1; s=$({ { \"$0\" \"$@\"; echo $? >&3; } | head -n 1 >&4; } 3>&1); exit $s"

  @Test("A reader that leaves early loses nothing: resumed, all rows are there")
  func left() throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path]
    _ = try Program(Self.grid, environment: environment, script: Self.head)
    let kept = try Self.kept(files.path)
    let resumed = try Program(Self.grid + ["--resume"], environment: environment)
    #expect(kept > 0 && resumed.status == 0 && resumed.output.split(separator: "\n").count == 401)
    #expect(resumed.output == (try Program(Self.grid, environment: environment).output))
  }

  @Test("A hundred shards come together where only 64 files may be open")
  func limited() throws {
    let files = try Files()
    let whole = try Program(Self.grid, environment: ["XDG_STATE_HOME": files.path]).output
    let lines = whole.split(separator: "\n")
    var paths: [String] = []
    for shard in 0..<100 {
      let rows = stride(from: shard + 1, to: lines.count, by: 100).map { lines[$0] }
      try files.write(([lines[0]] + rows).joined(separator: "\n") + "\n", "part\(shard)")
      paths.append(files.path + "/part\(shard)")
    }
    let merged = try Program(["sweep", "--merge"] + paths, script: "ulimit -n 64; exec \"$0\" \"$@\"")
    #expect(merged.status == 0 && merged.errors.isEmpty, "\(merged.errors)")
    #expect(merged.output == whole)
  }

  @Test("Shards are read from pipes as well, which cannot be read twice")
  func pipes() throws {
    let files = try Files([
      "one": "x,sweep,row,rows\na,m,1,3\nc,m,3,3\n", "two": "x,sweep,row,rows\nb,m,2,3\n",
    ])
    let merged = try Program(
      ["sweep", "--merge", "/dev/stdin", files.path + "/two"], script: "cat \(files.path)/one | \"$0\" \"$@\"")
    #expect(merged.output == "x,sweep,row,rows\na,m,1,3\nb,m,2,3\nc,m,3,3\n", "\(merged.errors)")
  }

  @Test("Rows whose settings do not go together are left out with the reason, however many come first")
  func refused() throws {
    let files = try Files()
    let environment = ["XDG_STATE_HOME": files.path]
    let short = ["--replications", "1", "--packets", "1", "--warmup", "0s"]
    // The first 1001 of 2002 rows are for a system without containers.
    let many = try Program(
      ["sweep", "--over", "system=vanilla,aggregation", "--over", "policy=fixed"]
        + ["--over", "timeout=10us..1ms:lin:1001", "--format", "csv"] + short,
      environment: environment)
    #expect(many.status == 0 && many.output.split(separator: "\n").count == 2003)
    #expect(many.complaints.count == 1 && many.errors.contains("could not be run, the first at system=vanilla"))
    #expect(many.output.contains("no container crosses in system vanilla"))
    let some = try Program(
      ["sweep", "--over", "system=vanilla,aggregation", "--over", "policy=fixed,adaptive"]
        + ["--over", "timeout=10us,20us"] + short, environment: environment)
    #expect(some.status == 0 && some.complaints.count == 2)
    #expect(
      some.errors.contains("2 rows of 8 could not be run, the first at system=vanilla policy=fixed timeout=10us: "))
    #expect(some.errors.contains("2 rows could not be run, the first at system=vanilla policy=adaptive timeout=10us: "))
    let none = try Program(
      ["sweep", "--over", "system=vanilla", "--over", "policy=fixed,adaptive"], environment: environment)
    #expect(none.status == 64 && none.output.isEmpty && none.complaints.count == 1)
    #expect(none.errors.contains("none of the 2 points goes together: policy is 'fixed'"), "\(none.errors)")
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
      ["--merge", "x", "--over", "timeout=1us,2us"], ["--merge", "x", "--load", "5kpps"],
      ["--merge", "x", "--jobs", "2"],
      ["--merge", "x", "--set", "c-pkt=1us"], ["--merge", "x", "--metric", "delay.p99"],
      ["--policy", "fixed", "--over", "policy=fixed,adaptive"], ["--set", "timeout=1ms", "--over", "timeout=1us,2us"],
      ["--stage", "cross=copy", "--over", "stage=cross=copy,cross=container"], ["--over", "guests=0..4"],
      ["--merge", "x", "--anew"],
      ["--over", "timeout=1us,2us", "--shard", "x", "--format", "csv"],
      ["--over", "timeout=1us..2us:cubic"], ["--over", "timeout=1us,,2us"], ["--over", "timeout=1,2"],
      ["--over", "policy=fixed,quick"], ["--over", "timeot=1us,2us"],
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

  @Test("One run tells nothing of noise: that is said, nothing is called equal or best, and bars are drawn")
  func once() throws {
    let arguments = ["compare", "fixed:timeout=10us", "fixed:timeout=1ms", "--replications", "1", "--packets", "2000"]
    let run = try Program(arguments)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output.contains("one run of each tells nothing of noise"))
    for words in ["no more than noise", "is best", "not to be told", " = ", "\n\n\n"] {
      #expect(!run.output.contains(words), "\(words) is in \(run.output)")
    }
    #expect(run.output.contains("delay mean, lower is better"))
    let rows = try #require(try Program(arguments + ["--format", "json"]).json() as? [[String: Any]])
    let intervals = try #require(rows[0]["intervals"] as? [String: [String: Any]])
    #expect(intervals.values.allSatisfy { $0["standing"] as? String == "unranked" })
  }

  @Test("Why a percentile of a capture has no value stands below the table, and settings that are level have no bars")
  func capture() throws {
    let arguments = ["compare", "fixed", "adaptive", "--trace", Program.root + "/traces/office.pcap"]
    let run = try Program(arguments)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let more = try Program(arguments + ["--replications", "3"])
    #expect(more.output == run.output && more.complaints.count == 1)
    #expect(more.errors.contains("a capture is cut into 10 windows"), "\(more.errors)")
    #expect(
      run.output.contains(
        "– delay p99 of fixed: a 99th percentile takes 1 000 packets, and some window of the capture has"))
    #expect(!run.output.contains("\n\n\n"))
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
    #expect(other.status == 0 && other.errors.contains("fixed:load=10kpps (load)"))
    #expect(other.errors.contains("they do not meet the same arrivals"))
    #expect(other.output.hasPrefix("2 settings whose workloads differ; that of the first: poisson"))
  }

  @Test("Where clients wait for answers, only the draws are the same, and the head says so")
  func draws() throws {
    let short = ["--replications", "2", "--packets", "500"]
    let loop = try Program(["compare", "fixed", "adaptive", "--arrivals", "closed-loop"] + short)
    #expect(loop.status == 0 && loop.errors.isEmpty)
    #expect(loop.output.hasPrefix("2 settings with the same draws, whose clients wait for answers: closed-loop"))
    let open = try Program(["compare", "fixed", "adaptive"] + short)
    #expect(open.output.hasPrefix("2 settings on the same arrivals: poisson"))
  }

  @Test("Columns of a comparison are those of all settings, in one order")
  func columns() throws {
    let lines = try Program([
      "compare", "aggregation:stage=notify=sleeping", "aggregation:stage=cross=copy", "--replications", "2",
      "--packets", "200",
      "--format", "csv",
    ]).output.split(separator: "\n")
    let head = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
    #expect(head.contains("scenario.stages.notify") && head.contains("scenario.stages.cross"))
    #expect(Set(head).count == head.count && lines.count == 3)
  }

  @Test(
    "Bad usage is one line and status 64",
    arguments: [
      [], ["fixed"], ["fixed", "fixed"], ["fixed", "vanila"], ["fixed", "adaptive:timeot=1us"],
      ["vanilla/fixed", "fixed"],
      ["fixed", "adaptive", "--metric", "nothing"], ["fixed", "adaptive", "--policy", "throttle"],
      ["bursts", "steady", "--scenario", "mixed"], ["fixed", "adaptive", "--precision", "abc"],
    ])
  func bad(arguments: [String]) throws {
    let run = try Program(["compare"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.complaints.count == 1, "\(run.errors)")
  }
}
