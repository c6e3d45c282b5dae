package import DwellCore
import DwellMetrics
import DwellSession
import DwellTerminal

/// What lies under the pointer.
public enum MouseTarget: Sendable, Hashable {
  /// The row of a knob, beside its slider.
  case knob(row: Int)
  /// The slider of a knob, from 0 at its low end to 1.
  case slider(row: Int, fraction: Double)
  /// A row of the choices under the knobs, by the commands for the next and the previous one.
  case choice(next: DashboardCommand, previous: DashboardCommand)
  /// A guest, counted from 0.
  case guest(Int)
  /// The title of a panel.
  case title(String)
  /// The plot of a panel, from 0 at the left edge to 1.
  case plot(String, fraction: Double)
  /// Another part of a panel.
  case panel(String)
  /// Nothing that can be chosen.
  case nothing
}

extension MouseTarget {
  /// The slider of a row where a column lies on it, else the row of its knob.
  static func knob(row: Int, slider: Rect, x: Int) -> MouseTarget {
    guard slider.width >= 3, x >= slider.x, x < slider.right else { return .knob(row: row) }
    return .slider(row: row, fraction: Model.fraction(x - slider.x, of: slider.width))
  }
}

extension Model {
  /// What lies at a cell of the dashboard, nothing where the explanation lies above it.
  ///
  /// Pure: the same model and cell give the same.
  public func target(x: Int, y: Int) -> MouseTarget {
    if explaining == .open, ExplainOverlay.box(self)?.contains(x: x, y: y) == true { return .nothing }
    for slot in layout.slots where slot.rect.contains(x: x, y: y) {
      guard case .panel(let name) = slot.content, let panel = PanelCatalog.panel(name) else { return .nothing }
      if let own = panel.target(x: x, y: y, self, in: slot.rect) { return own }
      let titled = panel.rows(runShape).map(\.rows).min() ?? .max
      if y == slot.rect.y, slot.rect.height >= titled { return .title(name) }
      let plot = PlotGeometry(x: slot.rect.x, width: slot.rect.width)
      if panel.isOverTime, x >= plot.x, x < plot.x + plot.columns {
        return .plot(name, fraction: Self.fraction(x - plot.x, of: plot.columns))
      }
      return .panel(name)
    }
    return .nothing
  }

  /// Where among so many columns one lies, from 0 to 1, nowhere beyond.
  fileprivate static func fraction(_ column: Int, of columns: Int) -> Double {
    columns > 1 ? min(max(Double(column) / Double(columns - 1), 0), 1) : 0
  }

  /// Where on the slider of a row a column lies, also beyond its ends; nil where the row has no slider on the screen.
  func sliderFraction(row: Int, x: Int) -> Double? {
    for slot in layout.slots {
      guard case .panel(let name) = slot.content, let panel = PanelCatalog.panel(name),
        let slider = panel.slider(row: row, self, in: slot.rect), slider.width >= 3
      else { continue }
      return Self.fraction(x - slider.x, of: slider.width)
    }
    return nil
  }
}

extension Knob {
  /// The value of a fine step whose place on the slider is nearest to one from 0 to 1; at most 4096 steps are looked at.
  package func value(near place: Double) -> Double {
    var value = range.lowerBound
    var best = value
    for _ in 0..<4096 {
      if (position(of: value) - place).magnitude < (position(of: best) - place).magnitude { best = value }
      let next = stepped(value, .up, .fine)
      if next <= value || position(of: value) > place { break }
      value = next
    }
    return best
  }
}
