import ArgumentParser
import DwellCore
import DwellSimulation
import DwellWorkload
import Foundation

/// Work whose instructions are counted, of any length.
struct CountedCase {
  /// What it is, in the words of `init(parsing:)`.
  let name: String
  /// Makes ready so many packets of it; what comes back does the work.
  let prepare: (Int) throws -> () -> Void

  /// What `scripts/check-instructions` guards: one of everything that has a loop of its own.
  static let main = [
    "1/fixed", "8/fixed", "1000/fixed", "8/adaptive", "8/self-clocked", "8/fixed/plots", "8/fixed/stations/vanilla",
    "trace/read", "trace/all",
  ]

  /// Those scenarios all in, under a name of the caller's.
  init(_ name: String, _ scenario: Scenario) {
    self.name = name
    prepare = { packets in try StageRun.make(.stations, scenario, packets: packets) }
  }

  /// `POINT/POLICY[/STAGE[/SYSTEM]]`, or `trace/read`, `trace/all`.
  init(parsing text: String) throws {
    name = text
    let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if words.count == 2, words[0] == "trace", let part = TraceRun.Part(rawValue: words[1]) {
      prepare = { packets in try TraceRun(packets: packets).make(part) }
      return
    }
    guard (2...4).contains(words.count), let point = Point(rawValue: words[0]),
      let stage = words.count < 3 ? .stations : BenchmarkStage(rawValue: words[2])
    else {
      throw ValidationError("'\(text)' is no case; write POINT/POLICY[/STAGE[/SYSTEM]], or trace/read, trace/all")
    }
    var scenario = try point.scenario(policy: words[1])
    if words.count == 4 {
      scenario.system = words[3]
      if !scenario.aggregates { scenario.knobs[KnobCatalog.load] = scenario.value(of: KnobCatalog.load) / 2 }
    }
    prepare = { [scenario] packets in try StageRun.make(stage, scenario, packets: packets) }
  }
}
