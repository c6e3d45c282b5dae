import DwellCore
import DwellMetrics
import DwellSimulation

extension TestCase {
  /// The engine's outcome.
  ///
  /// - Throws: `Knob.Refusal` where the engine refuses the scenario or a command.
  func engine() throws -> Outcome {
    let log = follows ? FateLog() : nil
    let source = ScriptedSource(arrivals, guests: scenario.guests, legs: scenario.directions == .rx ? 1 : 2, log: log)
    let legs = scenario.directions == .rx ? 1 : 2
    let simulator = try Simulator(scenario, source: source, blockCapacity: blockCapacity)
    let releases = Box<[NaiveRelease]>([])
    simulator.observeReleases { releases.value.append(NaiveRelease($0, legs: legs)) }
    var outcome = Outcome()
    for stop in stops {
      simulator.advance(to: Instant(nanoseconds: stop.time))
      outcome.counts.append(simulator.packets)
      guard let command = stop.command else { continue }
      try simulator.apply(command)
      outcome.counts.append(simulator.packets)
    }
    simulator.finish()
    outcome.counts.append(simulator.packets)
    outcome.releases = releases.value
    outcome.digest = simulator.digest
    if let log {
      let guests = (log.fates.keys.max() ?? -1) + 1
      // Told ahead of time; what lies beyond a run that is cut never happens.
      let end = scenario.ending == .cut ? scenario.duration?.nanoseconds ?? .max : .max
      outcome.fates = (0..<guests).map { (log.fates[$0] ?? []).filter { $0.time < end } }
    }
    return outcome
  }

  /// Both outcomes, by the name of who found them.
  func outcomes() throws -> [(side: String, outcome: Outcome)] {
    [("rules", naive()), ("engine", try engine())]
  }

  /// The first difference in words, or nil.
  func difference() throws -> String? {
    let (ours, theirs) = (naive(), try engine())
    if let text = TestCase.difference(ours, theirs, followed: follows) { return text }
    return nil
  }

  /// A smaller case with the same kind of difference, found by leaving things out.
  func shrunk() -> TestCase {
    var tries = 400
    func differs(_ candidate: TestCase) -> Bool {
      tries -= 1
      return tries > 0 && ((try? candidate.difference()) ?? nil) != nil
    }
    var best = self
    var progress = true
    while progress {
      progress = false
      for count in [best.arrivals.count / 2, best.arrivals.count / 8, 1] where count > 0 {
        var start = 0
        while start < best.arrivals.count {
          var smaller = best
          smaller.arrivals.removeSubrange(start..<min(start + count, best.arrivals.count))
          if differs(smaller) { (best, progress) = (smaller, true) } else { start += count }
        }
      }
      for i in best.stops.indices.reversed() {
        var smaller = best
        smaller.stops.remove(at: i)
        if differs(smaller) { (best, progress) = (smaller, true) }
      }
      for name in best.scenario.knobs.chosenNames {
        var smaller = best
        smaller.scenario.knobs.reset(name)
        if differs(smaller) { (best, progress) = (smaller, true) }
      }
    }
    return best
  }
}

/// A value shared with a closure.
final class Box<Value> {
  var value: Value

  init(_ value: Value) { self.value = value }
}

extension NaiveRelease {
  /// A note as the tests compare it.
  init(_ note: ContainerNote, legs: Int) {
    self.init(
      guest: note.guest * legs + (note.leg == .toOutside ? 1 : 0), cause: note.cause, packets: note.packets,
      bytes: note.bytes,
      opened: note.opened.nanoseconds, released: note.released.nanoseconds)
  }
}
