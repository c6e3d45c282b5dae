import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation
import Synchronization
import Testing

struct StudyTests {
  private static func setup(_ settings: KeyValuePairs<String, String>, _ plan: RunPlan) throws -> Setup {
    var draft = ScenarioDraft()
    try draft.add(settings.map { Setting($0.key, $0.value) })
    return try Setup(draft.scenario, plan)
  }

  private static let short = RunPlan(replications: .count(5), packets: 5000)

  @Test("What is left out is the longer of 500 packets a guest and 20 timeouts")
  func warmUp() throws {
    let slow = try Self.setup(["load": "100kpps", "guests": "2", "timeout": "1ms"], Self.short)
    #expect(slow.scenario.warmup == .milliseconds(20))
    let many = try Self.setup(["load": "100kpps", "guests": "8", "timeout": "1ms"], Self.short)
    #expect(many.scenario.warmup == .milliseconds(40))
    #expect(many.scenario.duration == .milliseconds(90))
  }

  @Test("Traffic that finds its own rate is timed by a short run")
  func pilot() throws {
    let loop = try Self.setup(["arrivals": "closed-loop", "guests": "2"], Self.short)
    #expect(loop.scenario.warmup >= .milliseconds(20) && loop.scenario.warmup < .milliseconds(60_000))
    #expect(try Study(Self.short).sample(loop).runs.count == 5)
  }

  @Test("Runs of different settings meet the same arrivals, and the first is that of the seed itself")
  func common() throws {
    let one = try Self.setup(["policy": "fixed", "seed": "7"], Self.short)
    let two = try Self.setup(["policy": "adaptive", "seed": "7"], Self.short)
    #expect(one.run(0).seed == 7)
    #expect((0..<9).map { one.run($0).seed } == (0..<9).map { two.run($0).seed })
    #expect(Set((0..<9).map { one.run($0).seed }).count == 9)
  }

  @Test("The same figures come from any number of workers")
  func workers() throws {
    let setups = try ["10us", "100us", "1ms"].map { try Self.setup(["timeout": $0], Self.short) }
    let one = try Study(Self.short, crew: Crew(workers: 1), keeping: .reports).samples(setups)
    let many = try Study(Self.short, crew: Crew(workers: 5), keeping: .reports).samples(setups)
    #expect(one.map { $0.report?.json() } == many.map { $0.report?.json() })
    for (sample, setup) in zip(one, setups) {
      let alone = try Study(Self.short, keeping: .reports).sample(setup)
      #expect(alone.report?.json() == sample.report?.json())
      #expect(alone.mean(MetricCatalog.dwellMean) == sample.mean(MetricCatalog.dwellMean))
    }
  }

  @Test("Runs go on until the interval is as narrow as asked, or the most are done")
  func precision() throws {
    let setup = try Self.setup(["timeout": "100us"], Self.short)
    func sample(_ share: Double, most: Int) throws -> Sample {
      let plan = RunPlan(replications: .precision(share, of: MetricCatalog.delayMean, most: most), packets: 5000)
      return try Study(plan).sample(setup)
    }
    let loose = try sample(0.2, most: 400)
    let tight = try sample(0.002, most: 400)
    #expect(loose.runs.count == RunPlan.fewest)
    #expect(tight.runs.count > RunPlan.fewest && tight.runs.count < 400)
    #expect(try #require(tight.interval(MetricCatalog.delayMean)).relative <= 0.002)
    #expect(try sample(1e-6, most: 12).runs.count == 12)
  }

  @Test("Differences on the same arrivals are narrower than those of independent runs")
  func paired() throws {
    let setups = try ["100us", "110us"].map { try Self.setup(["timeout": $0, "policy": "fixed"], Self.short) }
    let samples = try Study(Self.short).samples(setups)
    let difference = try #require(samples[1].difference(MetricCatalog.dwellMean, from: samples[0]))
    let widths = samples.compactMap { $0.interval(MetricCatalog.dwellMean)?.halfWidth }
    #expect(difference.mean > 0 && difference.excludesZero)
    #expect(difference.halfWidth < (widths[0] * widths[0] + widths[1] * widths[1]).squareRoot())
  }

  @Test("An interval is Student's, and one run has none")
  func interval() throws {
    let interval = try #require(Interval([1, 2, 3, 4, 5]))
    #expect(interval.mean == 3 && (interval.halfWidth / (2.77645 * 0.70710678) - 1).magnitude < 3e-4)
    #expect(Interval([1])?.halfWidth == .infinity)
    #expect(Interval([1, nil]) == nil && Interval([]) == nil)
  }

  @Test("A capture is cut into windows that follow each other and keep every packet once")
  func capture() throws {
    let path = try #require(Self.sample)
    let setup = try Self.setup(["trace": path, "policy": "fixed", "timeout": "100us"], Self.short)
    let captured = try #require(setup.captured)
    let runs = (0..<Setup.windows).map { setup.run($0) }
    for (one, next) in zip(runs, runs.dropFirst()) { #expect(one.duration == next.warmup) }
    #expect(runs[9].duration.map { captured.nanoseconds - $0.nanoseconds < 10 } == true)
    let sample = try Study(Self.short).sample(setup)
    #expect(sample.runs.count == Setup.windows)
  }

  // The trace that ships with the project.
  private static let sample: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let traces = root.appending(path: "traces")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: traces.path)) ?? []
    return files.sorted().first { $0.hasSuffix(".pcap") }.map { traces.appending(path: $0).path }
  }()
}

struct CrewTests {
  @Test("Results come in the order of their numbers, each once", arguments: [1, 2, 7])
  func order(workers: Int) {
    var seen: [Int] = []
    Crew(workers: workers).run(3..<500) {
      $0 * 2
    } take: { number, result in
      #expect(result == number * 2)
      seen.append(number)
    }
    #expect(seen == Array(3..<500))
  }

  @Test("The first error in the order of numbers ends it")
  func error() {
    struct Bad: Error, Equatable { let number: Int }
    let thrown = #expect(throws: Bad.self) {
      try Crew(workers: 4).run(0..<200) { number throws(Bad) in
        if number % 50 == 49 { throw Bad(number: number) }
        return number
      } take: { _, _ in
      }
    }
    #expect(thrown?.number == 49)
  }

  @Test("Cancelled, it begins nothing more and hands over what is in order")
  func cancelled() {
    let begun = Atomic(0)
    var seen: [Int] = []
    let isOver: @Sendable () -> Bool = { begun.load(ordering: .relaxed) >= 20 }
    let job: @Sendable (Int) -> Int = { number in
      begun.add(1, ordering: .relaxed)
      return number
    }
    Crew(workers: 3).run(0..<1000, isCancelled: isOver, job: job, take: { number, _ in seen.append(number) })
    #expect(seen == Array(0..<seen.count) && seen.count >= 20 && seen.count < 30)
  }

  @Test("Nothing to do is done at once")
  func nothing() { #expect(Crew(workers: 2).map(5..<5) { $0 }.isEmpty) }
}
