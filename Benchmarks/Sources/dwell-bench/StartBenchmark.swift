import ArgumentParser
import CPty
import Foundation

/// From the start of the real program to its first whole frame on a terminal.
struct StartBenchmark: Measuring {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "From exec to the last byte of the first frame, in milliseconds.")

  @Argument(help: "The program, such as .build/release/dwell; else the one of the package.")
  var program: String?
  @Option(help: "Starts; the minimum and the median are written.") var runs = 20
  @OptionGroup var output: OutputOptions

  // Wall milliseconds after which no frame is taken to come.
  private static let patience: Int32 = 10_000

  /// It did not start, or showed nothing.
  private struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  func validate() throws {
    guard (1...1000).contains(runs) else { throw ValidationError("runs is \(runs), but must lie from 1 to 1000") }
  }

  func run() throws { output.write(try measure()) }

  func measure() throws -> [Table] {
    setenv("LC_ALL", "C.UTF-8", 1)
    setenv("TERM", "xterm-256color", 1)
    let path = program ?? Self.builtProgram
    guard access(path, X_OK) == 0 else {
      throw ValidationError("no program at \(path); build it, or name it: dwell-bench start PROGRAM")
    }
    var table = Table(
      "start to the first whole frame, \(runs) starts of each: ms of wall time, and of CPU by all threads",
      columns: ["size", "min", "median", "CPU min", "CPU median"])
    var aims = Aims("a start is not noticed")
    for (columns, rows) in [(200, 50), (120, 40), (80, 24)] {
      let starts = try (0..<runs).map { _ in try start(path, columns, rows) }
      let wall = starts.map(\.wall).sorted()
      let cpu = starts.map(\.cpu).sorted()
      table.rows.append([
        .word("\(columns)x\(rows)"), .figure(wall[0], decimals: 1), .figure(Measure.median(wall), decimals: 1),
        .figure(cpu[0], decimals: 1), .figure(Measure.median(cpu), decimals: 1),
      ])
      if rows == 40 {
        aims.add("\(columns)x\(rows), median", unit: "ms", atMost: 50, measured: Measure.median(wall), decimals: 1)
        // What a machine with nothing else to do takes at most, the threads one after the other.
        aims.add(
          "\(columns)x\(rows), CPU time, median", unit: "ms", atMost: 50, measured: Measure.median(cpu), decimals: 1)
      }
    }
    return [table, aims.table]
  }

  // Beside Benchmarks/, wherever this program was built: .build/release of the package above.
  private static var builtProgram: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(".build/release/dwell").path
  }

  private struct Start {
    var wall: Double
    var cpu: Double
  }

  // Says that it knows synchronised updates, as most terminals do: the frames after the first then begin with a mark.
  private func start(_ path: String, _ columns: Int, _ rows: Int) throws -> Start {
    var master: Int32 = -1
    var process: Int32 = -1
    let arguments = [strdup(path), nil]
    defer { free(arguments[0]) }
    let begin = Measure.wallTime()
    let problem = cb_start_in_terminal(&master, &process, arguments, Int32(rows), Int32(columns))
    guard problem == 0 else { throw Failure(description: "no start: \(String(cString: strerror(problem)))") }
    defer { end(master, process) }
    let question = Array("\u{1b}[c".utf8)
    let answer = Array("\u{1b}[?2026;2$y\u{1b}[?62;22c".utf8)
    let mark = Array("\u{1b}[?2026h".utf8)
    var clock = clockid_t()
    clock_getcpuclockid(process, &clock)
    var seen: [UInt8] = []
    seen.reserveCapacity(1 << 17)
    var isAnswered = false
    var last = Start(wall: .nan, cpu: .nan)
    var bytes = [UInt8](repeating: 0, count: 65536)
    // Little is done between two reads: a terminal that is slow to take bytes holds up the program.
    while true {
      var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&watched, 1, Self.patience)
      let count = isReady > 0 ? read(master, &bytes, bytes.count) : 0
      guard count > 0 else {
        throw Failure(description: "\(path) showed no frame: \(String(decoding: seen.prefix(200), as: UTF8.self))")
      }
      let now = Start(wall: Double(Measure.wallTime() - begin) / 1e6, cpu: Self.milliseconds(clock))
      // A mark may lie over the border of two reads.
      let from = max(seen.count - mark.count, 0)
      seen += bytes.prefix(count)
      if !isAnswered, Self.holds(seen, question, from: from) {
        isAnswered = true
        _ = write(master, answer, answer.count)
      }
      // The second frame: the first ended with what came before.
      if Self.holds(seen, mark, from: from), last.wall.isFinite { return last }
      last = now
    }
  }

  // Marks begin with an escape, which little else does.
  private static func holds(_ text: [UInt8], _ part: [UInt8], from: Int) -> Bool {
    var at = from
    while let escape = text[at...].firstIndex(of: part[0]) {
      if text[escape...].starts(with: part) { return true }
      at = escape + 1
    }
    return false
  }

  // CPU time of a process, all its threads.
  private static func milliseconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  private func end(_ master: Int32, _ process: Int32) {
    kill(process, SIGTERM)
    var bytes = [UInt8](repeating: 0, count: 4096)
    while read(master, &bytes, bytes.count) > 0 {}
    close(master)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}
