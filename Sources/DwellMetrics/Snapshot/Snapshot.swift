public import DwellCore
public import DwellEngine

/// Everything a screen shows of a run at one instant: one value per frame, made for one `View`.
public struct Snapshot: Sendable {
  /// The instant.
  public var now = Instant.zero
  /// The view it answers.
  public var view: View
  /// The width of a column; edges lie at absolute multiples of it, so plots scroll and never shimmer.
  public var columnWidth = TimeSpan.nanoseconds(1)
  /// The left edge of the first column; the last column holds what was done just before `end`.
  public var firstColumn = Instant.zero
  /// The width of the bins that the columns were read from; where it is wider than a column, nothing finer was kept.
  public var binWidth = TimeSpan.nanoseconds(1)
  /// One column list per series, by `Series.rawValue`; each `view.columns` long.
  public var columns: [[Column]]
  /// The guests the screen can list, around the one looked at.
  public var guests: [GuestNow] = []
  /// The number of guests in the run.
  public var guestCount = 0
  /// The last containers of all guests, newest first, at most 256: up to now, or to the end of the view's stretch.
  public var containers: [ContainerNote] = []
  /// The last containers with the arrivals of their packets, newest first, and before them the open ones of the guests listed;
  /// empty where the view does not ask for them. Containers that left before it did are missing.
  public var bars: [ContainerBar] = []
  /// How the policy arrived at the release time of the guest looked at; nil where nothing waits for one, or the view asks for no bars.
  public var explanation: Explanation?
  /// Where the packets are, over the whole run.
  public var packets = PacketCounts()
  /// Rates and means over the last 50 ms.
  public var brief = Recent()
  /// Rates and means over the last 500 ms.
  public var recent = Recent()
  /// Dwell of the packets that left in the window.
  public var dwell = Distribution.empty
  /// Dwell over time, where the view wants it.
  public var map = DwellMap.empty
  /// What happened in the stretch that the view asks for; nil where it asks for none.
  public var excerpt: Excerpt?
  /// Whether packets cross in containers at all.
  public var aggregates = true

  /// An empty snapshot for `view`.
  public init(view: View) {
    self.view = view
    columns = Array(repeating: Array(repeating: .empty, count: view.columns), count: Series.allCases.count)
  }

  /// Where the window ends: now, or in the past.
  public var end: Instant { min(view.until ?? now, now) }

  /// The columns of one series.
  public subscript(series: Series) -> [Column] {
    get { columns[series.rawValue] }
    set { columns[series.rawValue] = newValue }
  }
}
