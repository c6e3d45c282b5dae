import DwellCore
import DwellWorkload

extension Scenario {
  /// The traffic model as the screen writes it: `on/off` for `onoff`, else its name.
  public var trafficWord: String { arrivals == "onoff" ? "on/off" : arrivals }

  /// The workload in a line: `poisson at 100 kpps, packets of 576 B, 2 guests, seed 1`.
  public var trafficLine: String {
    let guests = "\(guests) \(guests == 1 ? "guest" : "guests")"
    if let trace {
      let speed = QuantityText.knob(TraceSource.speed, value(of: TraceSource.speed))
      return "trace \(trace.path) at speed \(speed)\(trace.end == .loop ? ", again and again" : ""), \(guests)"
    }
    var words = arrivals
    if TrafficCatalog.model(named: arrivals)?.loadUse == .offered {
      words += " at \(QuantityText.knob(KnobCatalog.load, value(of: KnobCatalog.load)))"
    }
    return "\(words), packets of \(sizeWord), \(guests), seed \(seed)"
  }

  private var sizeWord: String {
    guard usesSizes else { return "\(QuantityText.bytes(meanPacketBytes)) on average" }
    return sizes.parts.count == 1 ? "\(sizes.parts[0].bytes) B" : sizes.text
  }
}
