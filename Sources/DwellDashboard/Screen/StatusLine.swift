import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellWorkload

/// The first row: what runs, on what traffic, how the clock goes, where virtual time is, and what is wrong.
enum StatusLine {
  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let scenario = model.scenario
    let guests = scenario.guests == 1 ? "1 guest" : "\(scenario.guests) guests"
    // Where packets cross one by one no policy is at work; the system is what runs.
    let aggregates = model.snapshot.aggregates
    let policy: [WordLine.Word] = aggregates ? [.init(scenario.policy, bold: true, rank: 3)] : []
    let left: [WordLine.Word] =
      CompareStatus.words(model) ?? [.init("dwell", .brand, bold: true, rank: 5)] + policy + [
        .init(scenario.system, aggregates ? .dim : .text, bold: !aggregates, rank: aggregates ? 9 : 3),
        .init(workload(scenario), .dim, rank: 6),
        .init(guests, .dim, rank: 8),
      ]
    var right: [WordLine.Word] = []
    let isTight = area.width < 60
    if let words = Overload(model.figures.brief).words {
      right.append(.init(isTight ? words.short : words.text, .warning, bold: true, rank: 3))
    }
    let isFrozen = model.isFrozen
    let (sign, word, role): (String, String, Role) =
      switch model.frame.clock {
      case .running: (String(Character(canvas.symbols.running)), "running", .running)
      case .paused: (canvas.symbols.paused, isFrozen ? "frozen" : "paused", .paused)
      case .ended: (String(Character(canvas.symbols.full)), "ended", .paused)
      }
    let isRunning = model.frame.clock == .running
    right.append(.init(isTight && isRunning ? sign : "\(sign) \(word)", role, bold: true, rank: 0))
    if model.frame.clock == .ended, let key = model.bindings.keys(of: .restart).first {
      right.append(.init([(BindingTable.text(of: key), .hint, .bold), (" restarts", .dim, [])], rank: 1))
    }
    if let until = model.frame.until { right.append(.init("until \(until)", .given, rank: 5)) }
    right.append(clock(model.frame, isTight))
    let time = "\(TimeText.instant(model.figures.now, window: model.window)) s"
    if let cursor = model.cursor, let at = PastText.at(model) {
      right.append(.init(at, .hint, bold: true, rank: 1))
      if let before = PastText.before(cursor, model) { right.append(.init(before, .hint, rank: 3)) }
      right.append(.init("now \(time)", .dim, rank: 7))
    } else {
      right.append(.init(isTight ? time : "t \(time)", rank: 2))
    }
    if model.mouse == .dashboard { right.append(.init("mouse", .hint, rank: 7)) }
    right.append(.init("seed \(scenario.seed)", .dim, rank: 10))
    WordLine(left: left, right: right).draw(in: area, on: &canvas)
  }

  /// `on/off 576 B`, `bursts.pcap`.
  static func workload(_ scenario: Scenario) -> String {
    if let trace = scenario.trace {
      return trace.path.split(separator: "/").last.map(String.init) ?? trace.path
    }
    let model = scenario.trafficWord
    guard scenario.usesSizes else { return model }
    let sizes = scenario.sizes
    return "\(model) \(sizes.parts.count == 1 ? "\(sizes.parts[0].bytes) B" : sizes.text)"
  }

  /// `clock ×0.1`, or by how much it lags.
  private static func clock(_ frame: Frame, _ isTight: Bool) -> WordLine.Word {
    let speed = TimeText.speed(frame.speed)
    let lags = frame.clock == .running && frame.reachedSpeed < frame.speed * 0.98 && frame.speed > 0
    guard lags else { return .init(isTight ? speed : "clock \(speed)", rank: 4) }
    let reached = "×\(QuantityText.significant(frame.reachedSpeed, .dropped)) of \(speed)"
    // Something of it is reached: never 100 %.
    let behind = "\(QuantityText.percent(min(1 - frame.reachedSpeed / frame.speed, 0.99))) behind"
    return .init(isTight ? reached : "\(reached), \(behind)", .warning, bold: true, rank: 1)
  }
}
