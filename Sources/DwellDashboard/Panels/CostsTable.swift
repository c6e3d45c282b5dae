import DwellCore
import DwellMetrics
import DwellTerminal

/// What moving the packets costs where there is room for all of it: two stretches side by side, and where the packets are.
enum CostsTable {
  private struct Line {
    var label: String
    var note: String
    var value: (Recent) -> String
    /// What a bar shows; nil: there is none.
    var share: ((Recent) -> Double)?

    init(_ label: String, _ note: String, share: ((Recent) -> Double)? = nil, _ value: @escaping (Recent) -> String) {
      self.label = label
      self.note = note
      self.value = value
      self.share = share
    }
  }

  /// The rows it takes.
  static var rows: Int { 1 + busy.count + 1 + work(true).count + 1 + 1 + 6 }

  private static var busy: [Line] {
    [
      Line("driver domain", "busy share", share: \.driverUtilisation) { QuantityText.percent($0.driverUtilisation) },
      Line("guests", "busy share, mean", share: \.guestUtilisation) { QuantityText.percent($0.guestUtilisation) },
      Line("fill", "bytes over capacity", share: \.fill) { QuantityText.percent($0.fill) },
      Line("left full", "of the containers", share: \.full) { QuantityText.percent($0.full) },
      Line("left due", "of the containers", share: \.due) { QuantityText.percent($0.due) },
    ]
  }

  private static func work(_ aggregates: Bool) -> [Line] {
    [
      Line(aggregates ? "containers" : "transfers", "that crossed") { QuantityText.rate($0.containers) },
      Line("packets each", aggregates ? "per container" : "per transfer") {
        QuantityText.significant($0.packetsPerContainer)
      },
      Line("notifications", "events to guests") { QuantityText.rate($0.notifications) },
      Line("memory calls", "grant operations") { QuantityText.rate($0.memoryCalls) },
      Line("", "per delivered kB") { "\(QuantityText.significant($0.memoryCallsPerByte * 1000)) /kB" },
      Line("through", "handed over") { QuantityText.packetRate($0.through) },
      Line("ceiling", "at this batch") { rate($0.ceiling) },
      Line("", "with full containers") { rate($0.ceilingFull) },
      Line("dropped", "lost") { QuantityText.packetRate($0.dropped) },
    ]
  }

  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    let (brief, recent) = (model.figures.brief, model.figures.recent)
    // Two columns of numbers stand beside the labels; bars have what is left.
    let first = min(area.x + 46, area.right - 12)
    let second = min(first + 13, area.right)
    var y = area.y
    canvas.textEnding("last 50 ms", before: first, y: y, role: .dim)
    canvas.textEnding("last 500 ms", before: second, y: y, role: .dim)
    y += 1
    let aggregates = model.snapshot.aggregates
    func row(_ line: Line) {
      let isLoss = line.label == "dropped" && recent.dropped > 0
      canvas.text(line.label, x: area.x, y: y, role: isLoss ? .limit : .dim)
      canvas.text(line.note, x: area.x + 15, y: y, role: .dim, limit: max(first - 10 - area.x - 15, 0))
      for (value, right) in [(brief, first), (recent, second)] {
        canvas.textEnding(line.value(value), before: right, y: y, role: isLoss ? .limit : .text, attributes: .bold)
      }
      if let share = line.share?(recent) { bar(share, from: second + 2, to: area.right, y, on: &canvas) }
      y += 1
    }
    for line in busy where aggregates || ["driver domain", "guests"].contains(line.label) { row(line) }
    y += 1
    for line in work(aggregates) { row(line) }
    y += 1
    canvas.text("packets", x: area.x, y: y, role: .title, attributes: .bold)
    canvas.textEnding("whole run", before: first, y: y, role: .dim)
    y += 1
    let counts = model.figures.packets
    for (label, note, count) in [
      ("offered", "that came", counts.offered), ("received", "taken in", counts.received),
      ("delivered", "handed over", counts.delivered), ("dropped", "lost", counts.dropped),
      ("waiting", "not yet released", counts.waiting), ("in flight", "on their way", counts.inFlight),
    ] where y < area.bottom {
      let isLoss = label == "dropped" && count > 0
      canvas.text(label, x: area.x, y: y, role: isLoss ? .limit : .dim)
      canvas.text(note, x: area.x + 15, y: y, role: .dim, limit: max(first - 14 - area.x - 15, 0))
      canvas.textEnding(
        QuantityText.count(count), before: first, y: y, role: isLoss ? .limit : .text, attributes: .bold)
      y += 1
    }
  }

  private static func rate(_ perSecond: Double) -> String {
    perSecond == .infinity ? "no bound" : QuantityText.packetRate(perSecond)
  }

  private static func bar(_ share: Double, from x: Int, to end: Int, _ y: Int, on canvas: inout Canvas) {
    let width = end - x
    guard width >= 4, share.isFinite else { return }
    let filled = (share * Double(width)).whole(in: 0...width)
    for column in 0..<width {
      canvas.put(
        column < filled ? canvas.symbols.sliderFilled : canvas.symbols.sliderTrack, x: x + column, y: y,
        role: column < filled ? .throughput : .rule)
    }
  }
}
