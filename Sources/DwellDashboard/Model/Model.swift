public import DwellCore
public import DwellMetrics
public import DwellSession
public import DwellSimulation
public import DwellTerminal

/// Everything the dashboard knows: the newest frame and how it is looked at. A value; drawing it has no other input.
public struct Model: Sendable {
  // What was chosen.

  /// Columns of the terminal.
  public internal(set) var width: Int
  /// Rows of the terminal.
  public internal(set) var height: Int
  /// The characters the screen is drawn with.
  public internal(set) var symbols: SymbolSet
  /// How many colours the screen is drawn in; 256 until told otherwise.
  public internal(set) var depth = ColorDepth.indexed
  /// The names the keys cycle through.
  public internal(set) var catalogs: Catalogs
  /// Which key does what.
  public internal(set) var bindings: BindingTable

  // What evolves.

  /// The newest frame, with settings that were asked for but not yet shown in it.
  public internal(set) var frame: Frame
  /// The snapshot that words and numbers are read from: taken anew at most five times a second, so that they can be read.
  ///
  /// Curves follow every frame. While the clock stands both are the same.
  public internal(set) var figures: Snapshot
  /// The row of the selected knob.
  public internal(set) var selected = 1
  /// A knob brought from the list to the four; nil: none.
  public internal(set) var pinned: Knob?
  /// The name of the panel that is explained; nil: none.
  public internal(set) var focus: String?
  /// The layout that was chosen, an entry of ``LayoutCatalog``.
  public internal(set) var layoutName = LayoutCatalog.overview
  /// The panel that has the screen for itself, where it fits; nil: none.
  public internal(set) var fullScreen: String?
  /// The guest looked at, counted from 0.
  public internal(set) var guest = 0
  /// The length of the window.
  public internal(set) var window: TimeSpan
  /// The place of the theme in the catalog.
  public internal(set) var theme: Int
  /// The cursor over the past, and what it belongs to; nil: the plots follow the run.
  public internal(set) var past: Past?
  /// What lies above the dashboard.
  public internal(set) var overlay = Overlay.none
  /// What the tune page shows; nil: nothing was searched.
  public internal(set) var tune: TuneBoard?
  /// What the next search is for, and how many times the present price it may pay.
  var tuneAim = TuneAim()
  /// Whether the explanation lies above the dashboard, under any other overlay.
  public internal(set) var explaining = Explaining.closed
  /// One line to tell; nil: none.
  public internal(set) var notice: String?
  /// What the session was last asked to show.
  public internal(set) var view: View

  /// A step that cannot be taken back and waits for the same key once more.
  enum Caution: Hashable {
    case none
    case reseeding(UInt64)
  }

  /// The commands typed so far.
  public internal(set) var history = CommandHistory()

  /// Who gets what the mouse does.
  public internal(set) var mouse = MouseUse.terminal

  var grip = Grip.none
  var caution = Caution.none
  /// What A/B has counted, as words and numbers show it; nil while there is one run.
  package internal(set) var comparison: Comparison?
  var axes = AxisMemory()
  /// Whether the frame is still one of another size, whose ranges are not to stay.
  var isResized = false
  /// What the trade-off plane shows, and how.
  package internal(set) var plane = PlaneMemory()
  var yScales = YScales()
  var wishes = Wishes()
  /// What theory says of the present settings, where that is shown.
  var theory = TheoryMemory()
  /// How many commands the session was asked to carry out so far, views not counted.
  package internal(set) var commandsAsked = 0
  var figuresWall = Double.nan

  /// Wall seconds for which words and numbers stay.
  static let figuresPeriod = 0.2
  /// Counts the notices told, so that who watches the clock knows a new one from the same words again.
  package internal(set) var noticesTold = 0

  /// A dashboard before its first frame.
  ///
  /// - Parameters:
  ///   - scenario: the settings the run starts with.
  ///   - window: the length of the time axis, held to 100 µs … 1 h.
  ///   - theme: the name of the first theme; the first of the catalog when it is not there.
  ///   - notices: lines to read first, such as what was wrong with a configuration.
  public init(
    scenario: Scenario, width: Int, height: Int, symbols: SymbolSet = .braille, window: TimeSpan = .milliseconds(1000),
    speed: Double = 1, catalogs: Catalogs = Catalogs(), theme: String? = nil, bindings: BindingTable = .standard,
    notices: [String] = [], history: CommandHistory = CommandHistory()
  ) {
    self.width = width
    self.height = height
    self.symbols = symbols
    self.window = min(max(window, View.windows.lowerBound), View.windows.upperBound)
    self.catalogs = catalogs
    self.bindings = bindings
    self.history = history
    self.theme = theme.flatMap { catalogs.themes.firstIndex(of: $0) } ?? 0
    view = View(window: self.window, columns: 1)
    frame = Frame(snapshot: Snapshot(view: view), scenario: scenario)
    figures = frame.snapshot
    frame.speed = speed
    view = wantedView
    frame.snapshot = Snapshot(view: view)
    frame.snapshot.columnWidth = TimeSpan(nanoseconds: max(self.window.nanoseconds / Int64(view.columns), 1))
    figures = frame.snapshot
    if notices.count == 1 { notice = notices[0] }
    if notices.count > 1 { overlay = .notices(notices, scroll: 0) }
  }

  /// The settings in force, with those asked for.
  public var scenario: Scenario { frame.scenario }

  /// The newest answer of the session.
  public var snapshot: Snapshot { frame.snapshot }

  /// The four knobs of the dashboard, and after them the one that was brought there from the list.
  public var knobs: [Knob] {
    let first = KnobCatalog.first(of: scenario)
    guard let pinned, !first.contains(pinned) else { return first }
    return first + [pinned]
  }

  /// The knob that `←` and `→` turn.
  public var selectedKnob: Knob? {
    let knobs = knobs
    return knobs.indices.contains(selected) ? knobs[selected] : knobs.first
  }

  /// What the session has to show for this screen.
  public var wantedView: View {
    var view = View(
      window: window, columns: plotDots, guest: guest, listedGuests: 1, until: past?.until, stretch: wantedStretch)
    view.barContainers = wantedBars
    view.keepsBars = keepsBars
    lookCloser(&view, layout)
    return view
  }

  /// What the snapshot says of the guest looked at.
  package var guestNow: GuestNow? { snapshot.guests.first { $0.guest == guest } }

  /// What the figures say of the guest looked at.
  package var guestFigures: GuestNow? { figures.guests.first { $0.guest == guest } }
}
