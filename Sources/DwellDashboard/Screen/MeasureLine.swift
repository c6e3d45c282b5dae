import DwellCore
import DwellMetrics
import DwellTerminal

/// One line of numbers for the stretch that is measured: how long it is, and the mean of each curve over it.
enum MeasureLine {
  /// Whether there is something to say.
  static func isShown(_ model: Model) -> Bool { model.measured != nil && model.overlay == .none }

  static func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    guard let measured = model.measured else { return }
    func time(_ value: Double) -> String { QuantityText.time(nanoseconds: value) }
    let length = Double((measured.upperBound - measured.lowerBound).nanoseconds)
    var left: [WordLine.Word] = [.init("Δt \(time(length))", .hint, bold: true, rank: 0)]
    func add(_ name: String, _ value: String, _ role: Role, _ rank: Int) {
      left.append(.init([(name + " ", role, []), (value, role, .bold)], rank: rank))
    }
    guard !measured.isEmpty else {
      left.append(.init("move the cursor: the means between here and there", .dim, rank: 1))
      WordLine(left: left).draw(in: area, on: &canvas)
      return
    }
    if let stretch = model.figures.excerpt, let over = PastText.over(model) {
      let rates = stretch.rates
      left.append(.init(over, .dim, rank: 6))
      add("through", QuantityText.packetRate(rates.through), .throughput, 1)
      if rates.dropped > 0 { add("dropped", QuantityText.packetRate(rates.dropped), .limit, 2) }
      if model.snapshot.aggregates {
        add("dwell", time(rates.dwell), .dwell, 2)
        add("p99", time(stretch.dwell.p99), .dwell, 4)
        add("P", time(Double(stretch[.release].mean)), .p, 5)
        add("full", QuantityText.percent(rates.full), .full, 3)
        add("due", QuantityText.percent(rates.due), .p, 7)
        if rates.idle > 0 { add("idle", QuantityText.percent(rates.idle), .sample, 8) }
        if stretch[.mean].mean.isFinite {
          add("D", time(Double(stretch[.mean].mean)), .d, 10)
          add("V", time(Double(stretch[.variation].mean)), .v, 11)
        }
      }
      add("delay", time(Double(stretch[.delay].mean)), .dwell, 9)
      add("offered", QuantityText.packetRate(rates.offered), .given, 12)
    }
    WordLine(left: left).draw(in: area, on: &canvas)
  }
}
