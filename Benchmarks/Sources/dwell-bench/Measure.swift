import Foundation

/// CPU time, and what is made of several runs of the same thing.
enum Measure {
  /// CPU time of this thread so far, in nanoseconds.
  static func threadTime() -> Int64 { clock(CLOCK_THREAD_CPUTIME_ID) }

  /// The threads there are, by number.
  static func threads() -> Set<String> {
    // Listing fails where a thread ends meanwhile; this one is always there.
    for _ in 0..<100 {
      if let threads = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") { return Set(threads) }
    }
    return []
  }

  /// CPU time so far of the threads of that name but those of `others`, in nanoseconds; 0 where there is none.
  ///
  /// A thread of an earlier run may still be ending: who measures a run leaves out what was there before it.
  static func threadTime(named name: String, except others: Set<String>) -> Int64 {
    threads().subtracting(others).reduce(0) { sum, task in
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
