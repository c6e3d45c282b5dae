import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation
import Testing

/// The search in the background.
struct TunerTests {
  private static func question() throws -> TuningQuestion {
    var draft = ScenarioDraft()
    try draft.add([Setting("load", "50kpps"), Setting("guests", "1"), Setting("timeout", "300us")])
    let plan = TuningPlan(RunPlan(replications: .count(3), packets: 1500), settings: 120)
    return TuningQuestion(draft.scenario, plan: plan)
  }

  // Waits for news until the end of the search.
  private static func follow(_ tuner: Tuner, _ waked: DispatchSemaphore) throws -> (tried: [Tried], end: Tuner.End) {
    var tried: [Tried] = []
    while true {
      // A minute without any news is no slow machine.
      try #require(waked.wait(timeout: .now() + 60) == .success, "the search fell silent")
      guard let news = tuner.takeNews() else { continue }
      tried += news.tried
      if let end = news.end { return (tried, end) }
    }
  }

  @Test("It tells every setting once, and finds what a search at the desk finds, paused or not")
  func finds() throws {
    let question = try Self.question()
    let expected = try #require(try question.asked(crew: Crew(workers: 2)).run(crew: Crew(workers: 2)))
    let waked = DispatchSemaphore(value: 0)
    let wake: @Sendable () -> Void = { waked.signal() }
    let tuner = Tuner(crew: Crew(workers: 1), wake: wake) { isCancelled throws(Knob.Refusal) in
      try question.asked(crew: Crew(workers: 1), isCancelled: isCancelled)
    }
    tuner.pause()
    tuner.resume()
    let (tried, end) = try Self.follow(tuner, waked)
    guard case .found(let result) = end else {
      Issue.record("nothing was found")
      return
    }
    #expect(result.csv == expected.csv && result.runs == expected.runs)
    #expect(Set(tried.compactMap(\.point)) == Set(result.tried.compactMap(\.point)))
    // The settings as they stand keep to the limit that was made of them, so nothing worse can be the answer.
    let (best, present) = (try #require(result.best), try #require(result.present))
    let means = [best, present].map { $0.sample.mean(MetricCatalog.driverDomain) ?? .nan }
    #expect(means[0] <= means[1])
    #expect(present.sample.mean(MetricCatalog.delayP99) == result.problem.limits[0].bound)
  }

  @Test("Pauses are no work")
  func clock() {
    var clock = WorkClock()
    #expect(clock.seconds(at: 5) == 0)
    clock.start(at: 10)
    clock.start(at: 11)
    #expect(clock.seconds(at: 12) == 2)
    clock.rest(at: 14)
    clock.rest(at: 15)
    #expect(clock.seconds(at: 100) == 4)
    clock.start(at: 200)
    #expect(clock.seconds(at: 203) == 7)
  }

  @Test("It is ended before it is known what is searched, and the next one begins no run before that")
  func endsEarly() throws {
    let question = try Self.question()
    // How many ask at the same time, and the most there were.
    let asking = Counter()
    let begun = DispatchSemaphore(value: 0)
    let crew = Crew(workers: 1)
    let wake: @Sendable () -> Void = {}
    var last: Tuner?
    var all: [Tuner] = []
    for _ in 0..<4 {
      let tuner = Tuner(crew: crew, after: last, wake: wake) { isCancelled throws(Knob.Refusal) in
        asking.enter()
        begun.signal()
        // As long as a long run would be.
        while !isCancelled() {}
        asking.leave()
        return try question.asked(crew: crew, isCancelled: isCancelled)
      }
      if last == nil { begun.wait() }
      // As keys do that ask anew.
      last?.cancel()
      last = tuner
      all.append(tuner)
    }
    last?.cancel()
    for tuner in all {
      #expect(tuner.waitUntilOver(atMost: 60))
      #expect(tuner.takeNews()?.end == nil)
    }
    #expect(asking.most == 1)
  }

  @Test("What cannot be searched is told as one line")
  func refuses() throws {
    var scenario = Scenario()
    scenario.system = "vanilla"
    let question = TuningQuestion(scenario)
    let waked = DispatchSemaphore(value: 0)
    let wake: @Sendable () -> Void = { waked.signal() }
    let tuner = Tuner(crew: Crew(workers: 1), wake: wake) { isCancelled throws(Knob.Refusal) in
      try question.asked(crew: Crew(workers: 1), isCancelled: isCancelled)
    }
    guard case .refused(let line) = try Self.follow(tuner, waked).end else {
      Issue.record("something was found")
      return
    }
    #expect(line.contains("packets cross one by one"))
  }
}

/// Counts who is inside.
private final class Counter: @unchecked Sendable {
  // Touched with the lock held only.
  private let lock = NSLock()
  private var inside = 0
  private var greatest = 0

  var most: Int { lock.withLock { greatest } }

  func enter() {
    lock.withLock {
      inside += 1
      greatest = max(greatest, inside)
    }
  }

  func leave() { lock.withLock { inside -= 1 } }
}
