import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation

extension Model {
  /// What of the run decides which panels there are.
  package var runShape: RunShape {
    var shape = RunShape(
      guests: scenario.guests, crossing: snapshot.aggregates ? .inContainers : .oneByOne,
      belief: PolicyCatalog.policy(named: scenario.policy)?.estimates == false ? .nothing : .estimates)
    shape.runs = frame.comparison == nil ? .one : .two
    return shape
  }

  /// Where everything lies at the present size.
  public var layout: Layout {
    Layout(
      width: width, height: height, run: runShape, name: layoutInForce, fullScreen: fullScreen)
  }

  /// The layout that is shown: what something under way brings with it, else the chosen one.
  package var layoutInForce: String { forcedLayout ?? layoutName }

  /// The layout that something under way brings with it, in place of the chosen one; nil: none does.
  package var forcedLayout: String? { frame.comparison == nil ? nil : LayoutCatalog.comparison }

  /// The next or previous of the layouts to choose from; a panel in full screen goes back to its place.
  mutating func cycleLayout(_ step: Int) {
    guard !isHeldByLayout() else { return }
    guard let name = Steps.name(after: layoutName, in: LayoutCatalog.chosen, by: step) else { return }
    choose(layout: name)
  }

  /// Takes the layout of that name.
  package mutating func choose(layout name: String) {
    guard !isHeldByLayout() else { return }
    layoutName = name
    fullScreen = nil
    let words = "layout \(name): \(LayoutCatalog.layout(name).summary)"
    tell(forcedLayout == nil ? words : "A/B has a layout of its own; after it \(words)")
  }

  /// Whether something under way has a layout of its own; says so.
  private mutating func isHeldByLayout() -> Bool {
    guard forcedLayout != nil else { return false }
    tell("A/B has a layout of its own; the chosen one, \(layoutName), comes back with its end")
    return true
  }

  /// Brings the panel with a digit to full screen, or back.
  mutating func toggleFullScreen(digit: Int) {
    if let panel = PanelCatalog.all.first(where: { $0.number == digit }) { toggleFullScreen(panel.name) }
  }

  /// Brings a panel to full screen whether or not the present layout shows it, or back where it is there already.
  ///
  /// Where it cannot be there, one line says why. An unknown name does nothing.
  package mutating func toggleFullScreen(_ name: String) {
    guard let panel = PanelCatalog.panel(name) else { return }
    if layout.fullScreen == name {
      fullScreen = nil
      return
    }
    guard let least = panel.rows(runShape).map(\.rows).min() else {
      tell("\(panel.title): nothing to show in system \(scenario.system), where packets cross one by one")
      return
    }
    let alone = Layout(width: width, height: height, run: runShape, name: layoutInForce, fullScreen: name)
    guard alone.fullScreen != nil else {
      tell(
        "\(panel.title) takes \(FullScreen.leastColumns)x\(max(least, FullScreen.leastRows)) cells; "
          + "the terminal has \(width)x\(height)")
      return
    }
    fullScreen = name
    var ofOneRun = runShape
    ofOneRun.runs = .one
    if runShape.runs == .two, !panel.rows(ofOneRun).isEmpty {
      let back = bindings.label(of: .back) ?? "back"
      tell("\(panel.title) of B alone; \(back) shows A and B again")
    }
  }

  /// Lets go of a panel that has nothing to show any more.
  mutating func settleFullScreen() {
    if let name = fullScreen, PanelCatalog.panel(name)?.rows(runShape).isEmpty != false { fullScreen = nil }
  }
}

extension DashboardCommand {
  /// The commands that bring a panel to full screen, for every digit that a panel has.
  static var panels: [DashboardCommand] {
    (1...9).filter { digit in PanelCatalog.all.contains { $0.number == digit } }
      .compactMap { DashboardCommand(rawValue: "panel-\($0)") }
  }

  /// The digit of the panel that a command brings to full screen; nil for every other command.
  var panelDigit: Int? { rawValue.hasPrefix("panel-") ? Int(rawValue.dropFirst("panel-".count)) : nil }
}
