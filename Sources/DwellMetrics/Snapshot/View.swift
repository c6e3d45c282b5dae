public import DwellCore

/// What a screen wants to see: so much of the past, in so many columns, of one guest.
public struct View: Sendable, Hashable {
  /// The length of the window that ends now, 100 µs to 1 h.
  public var window: TimeSpan
  /// The number of columns of the widest plot (dots, not cells), 1 to 1024.
  public var columns: Int
  /// The guest looked at, counted from 0.
  public var guest: Int
  /// How many guests the screen can list.
  public var listedGuests: Int
  /// How many containers it wants with the arrivals of their packets, 0 to 64; they are kept from the first such view on.
  public var barContainers: Int
  /// How many columns make one of the map of dwell over time; 0: no map is wanted.
  public var mapDots = 0
  /// Whether the point of the present settings is wanted: what has been measured since the last turn.
  public var wantsPoint = false

  /// A view of the last `window` of `guest` in `columns` columns.
  public init(
    window: TimeSpan, columns: Int, guest: Int = 0, listedGuests: Int = 16, barContainers: Int = 0
  ) {
    self.window = window
    self.columns = columns
    self.guest = guest
    self.listedGuests = listedGuests
    self.barContainers = barContainers
  }

  /// The shortest and longest window.
  public static let windows = TimeSpan.microseconds(100)...TimeSpan.milliseconds(3_600_000)
}
