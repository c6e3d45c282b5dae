import DwellMetrics
import DwellSession
import DwellTerminal

extension Model {
  /// The range of the y axis of a panel; nil before there is anything to show.
  package func scale(of panel: some Panel) -> Scale? {
    yScales.held(panel.name) ?? axes[panel.name] ?? panel.scale(of: frame, as: yScales[panel.name])
  }

  /// The y scale that was chosen for a panel.
  package func yScale(of panel: some Panel) -> YScale { yScales[panel.name] }

  /// Lets the ranges of all axes follow a newer snapshot.
  mutating func settleAxes() {
    for panel in PanelCatalog.all {
      if let wanted = panel.scale(of: frame, as: yScales[panel.name]) { axes.settle(panel.name, wanted: wanted) }
    }
  }

  /// The panel whose y scale is meant: the focused one, else the one in full screen, else the first that has one.
  private var scaledPanel: (any Panel)? {
    if let name = focus ?? layout.fullScreen { return PanelCatalog.panel(name) }
    return layout.panelNames.compactMap { PanelCatalog.panel($0) }.first { $0.hasYScale }
  }

  /// Goes on to the next axis of the panel that is meant.
  mutating func nextYScale() {
    guard let panel = scaledPanel else { return tell("no panel on this screen has a y scale to choose") }
    panel.nextAxis(&self)
  }

  /// Goes on to the next y scale of a panel; one that would look like the first is left out.
  mutating func nextSpread(of panel: some Panel) {
    guard panel.hasYScale else {
      return tell("\(panel.title) has no y scale to choose; Tab moves to another panel")
    }
    let now = yScales[panel.name]
    let auto = panel.scale(of: frame, as: .auto)
    let choices = YScale.allCases.filter { choice in
      switch choice {
      case .auto, .fixed: true
      case .fromZero: auto?.isFromZero != true
      case .logarithmic: auto?.kind != .logarithmic
      }
    }
    let index = (choices.firstIndex(of: now) ?? -1) + 1
    let next = choices[index % choices.count]
    let range = scale(of: panel)
    if next == .fixed, range == nil {
      tell("\(panel.title) shows nothing yet whose range could be held")
      return
    }
    yScales.choose(next, for: panel.name, range: range)
    axes.forget(panel.name)
    if let wanted = panel.scale(of: frame, as: next) { axes.settle(panel.name, wanted: wanted) }
    let words =
      switch next {
      case .auto: "follows the data"
      case .fixed: "is fixed; \(symbols == .ascii ? "^ v" : "▴ ▾") mark what lies outside"
      case .fromZero: "is linear from 0"
      case .logarithmic: "is logarithmic"
      }
    tell("\(panel.title): the y axis \(words)")
  }
}

extension Scale {
  /// Whether it is linear and begins at 0.
  package var isFromZero: Bool { kind == .linear && low == 0 }
}
