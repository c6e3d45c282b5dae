/// Every named layout.
public enum LayoutCatalog {
  /// All of them, in the order of the cycle; the first is the one to start with.
  public static let all: [any ScreenLayout] = [
    OverviewLayout(),
    PlaneLayout(),
    LectureLayout(),
    TimelineLayout(),
    CompareLayout(),
  ]

  /// The name of the layout to start with.
  public static let overview = "overview"
  /// The name of the layout of A/B.
  public static let comparison = "a-b"

  /// The names that the user cycles through.
  public static var chosen: [String] { all.filter { $0.use == .chosen }.map(\.name) }

  /// The layout of that name; the overview when there is none.
  public static func layout(_ name: String) -> any ScreenLayout { all.first { $0.name == name } ?? OverviewLayout() }
}
