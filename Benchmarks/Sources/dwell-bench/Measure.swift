import Foundation

/// CPU time, and what is made of several runs of the same thing.
enum Measure {
  /// CPU time of this thread so far, in nanoseconds.
  static func threadTime() -> Int64 { clock(CLOCK_THREAD_CPUTIME_ID) }

  /// CPU time of the threads of that name so far, in nanoseconds; 0 where there is none.
  static func threadTime(named name: String) -> Int64 {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.reduce(0) { sum, task in
      func line(_ file: String) -> String {
        (try? String(contentsOfFile: "/proc/self/task/\(task)/\(file)", encoding: .utf8)) ?? ""
      }
      guard line("comm").split(separator: "\n").first.map(String.init) == name else { return sum }
      return sum + (line("schedstat").split(separator: " ").first.flatMap { Int64($0) } ?? 0)
    }
  }

  /// CPU time of the process so far, all threads, in nanoseconds.
  static func processTime() -> Int64 { clock(CLOCK_PROCESS_CPUTIME_ID) }

  /// Wall time, in nanoseconds.
  static func wallTime() -> Int64 { clock(CLOCK_MONOTONIC) }

  private static func clock(_ id: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(id, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Nanoseconds of CPU that each of `runs` runs took; what `prepare` does is not timed.
  static func runs(_ runs: Int, prepare: () throws -> () -> Void) rethrows -> [Double] {
    var times: [Double] = []
    for _ in 0..<runs {
      let body = try prepare()
      let start = threadTime()
      body()
      times.append(Double(threadTime() - start))
    }
    return times.sorted()
  }

  /// The middle one of sorted figures; the lower of two.
  static func median(_ sorted: [Double]) -> Double { sorted.isEmpty ? .nan : sorted[(sorted.count - 1) / 2] }
}
