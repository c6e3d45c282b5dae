public import DwellCore

/// What a screen wants to see: so much of the past, in so many columns, of one guest.
public struct View: Sendable, Hashable {
  /// The length of the window, 100 µs to 1 h.
  public var window: TimeSpan
  /// Where the window ends; nil: now.
  public var until: Instant?
  /// A stretch of the past to be summed up besides; nil: none.
  public var stretch: Range<Instant>?
  /// The number of columns of the widest plot (dots, not cells), 1 to 1024.
  public var columns: Int
  /// The guest looked at, counted from 0.
  public var guest: Int
  /// How many guests the screen can list.
  public var listedGuests: Int
  /// How many containers it wants with the arrivals of their packets, 0 to 64; they are kept from the first such view on.
  public var barContainers: Int
  /// Whether they are kept without being wanted yet, so that a later view has them at once.
  public var keepsBars = false
  /// How many columns make one of the map of dwell over time; 0: no map is wanted.
  public var mapDots = 0
  /// Whether the point of the present settings is wanted: what has been measured since the last turn.
  public var wantsPoint = false

  /// A view of `window` of `guest` in `columns` columns, the last one where `until` is nil.
  public init(
    window: TimeSpan, columns: Int, guest: Int = 0, listedGuests: Int = 16, barContainers: Int = 0,
    until: Instant? = nil, stretch: Range<Instant>? = nil
  ) {
    self.window = window
    self.columns = columns
    self.guest = guest
    self.listedGuests = listedGuests
    self.barContainers = barContainers
    self.until = until
    self.stretch = stretch
  }

  /// The width of a column: the window over the columns, rounded up to a nanosecond.
  public var columnWidth: TimeSpan { TimeSpan(nanoseconds: ColumnGrid.width(window, columns)) }

  /// The shortest and longest window.
  public static let windows = TimeSpan.microseconds(100)...TimeSpan.milliseconds(3_600_000)
}
