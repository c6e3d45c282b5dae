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
    var seen: [UInt8] = []
    var isAnswered = false
    var last = Start(wall: .nan, cpu: .nan)
    var bytes = [UInt8](repeating: 0, count: 65536)
    while true {
      var watched = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      let isReady = poll(&watched, 1, Self.patience)
      let count = isReady > 0 ? read(master, &bytes, bytes.count) : 0
      guard count > 0 else {
        throw Failure(description: "\(path) showed no frame: \(String(decoding: seen.prefix(200), as: UTF8.self))")
      }
      let now = Measure.wallTime()
      seen += bytes.prefix(count)
      if !isAnswered, Self.contains(seen, question) {
        isAnswered = true
        _ = write(master, answer, answer.count)
      }
      // The second frame: the first ended with what came before.
      if Self.contains(seen, mark) {
        guard last.wall.isFinite else { continue }
        return last
      }
      last = Start(wall: Double(now - begin) / 1e6, cpu: Self.cpu(of: process))
    }
  }

  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard text.count >= part.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }

  // Milliseconds that all its threads ran.
  private static func cpu(of process: Int32) -> Double {
    let tasks = "/proc/\(process)/task"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: tasks)) ?? []
    return names.reduce(0) { sum, name in
      let text = (try? String(contentsOfFile: "\(tasks)/\(name)/schedstat", encoding: .utf8)) ?? ""
      return sum + (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e6
    }
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
