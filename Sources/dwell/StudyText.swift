import DwellCore
import DwellSimulation
import DwellTuning

/// How figures were measured, in a sentence.
enum StudyText {
  static func method(_ setup: Setup, runs: Int) -> String {
    func time(_ span: TimeSpan) -> String { QuantityText.time(nanoseconds: Double(span.nanoseconds), .dropped) }
    let scenario = setup.scenario
    if let captured = setup.captured {
      return
        "the capture, \(time(captured)), in \(runs) windows one after the other; the first \(time(scenario.warmup)) left out"
    }
    var length = "to their end"
    var left = scenario.warmup > .zero ? ", after \(time(scenario.warmup)) of warm-up" : ""
    if let duration = scenario.duration {
      length = "of \(time(TimeSpan(nanoseconds: duration.nanoseconds - scenario.warmup.nanoseconds)))"
    } else if let packets = scenario.packets {
      length = "of \(QuantityText.count(packets)) packets"
      if scenario.warmup > .zero { left = ", those of the first \(time(scenario.warmup)) as warm-up" }
    }
    return "\(runs) independent \(runs == 1 ? "run" : "runs") \(length) each\(left), from seed \(scenario.seed)"
  }
}

extension StudyText {
  /// The plan of many settings, told by one of them.
  static func plan(_ plan: RunPlan, _ setup: Setup) -> String {
    if setup.captured != nil { return method(setup, runs: Setup.windows) }
    switch plan.replications {
    case .count(let count): return "at each point " + method(setup, runs: count)
    case .precision(let share, let metric, let most):
      let words = method(setup, runs: most).split(separator: " ").dropFirst().joined(separator: " ")
      return
        "at each point \(words), until \(metric.title) is known to \(QuantityText.significant(share * 100, .dropped)) %, at most \(most)"
    }
  }
}
