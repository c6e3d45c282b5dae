import DwellCore
import DwellDashboard
import DwellTuning

/// The unit in which an axis of a printed plot is labelled.
struct PlotUnit {
  /// Its name; empty for a plain number.
  let name: String
  /// What one of it is in the plain unit.
  let factor: Double

  private init(_ name: String = "", _ factor: Double = 1) {
    self.name = name
    self.factor = factor
  }

  private init(_ unit: DwellDashboard.Axis.Unit, _ top: Double, _ base: Double = 1) {
    let unit = unit.scaled(to: top / base)
    self.init(unit.name, unit.factor * base)
  }

  /// For values of a knob up to `top`.
  static func of(_ knob: Knob?, upTo top: Double) -> PlotUnit {
    switch knob?.dimension {
    case .time: PlotUnit(.time, top)
    case .packetRate: PlotUnit(.packetRate, top)
    case .bytes: PlotUnit("B")
    case .bitRate, .number, .count, .choice, nil: PlotUnit()
    }
  }

  /// For values of a metric up to `top`.
  static func of(_ metric: Metric, upTo top: Double) -> PlotUnit {
    switch metric.unit {
    case .seconds: PlotUnit(.time, top, 1e-9)
    case .packetRate: PlotUnit(.packetRate, top)
    case .rate: PlotUnit(.rate, top)
    case .byteRate: PlotUnit("B/s")
    case .share: PlotUnit("%", 0.01)
    case .bytes: PlotUnit("B")
    case .count, .number, .flag: PlotUnit()
    }
  }
}
