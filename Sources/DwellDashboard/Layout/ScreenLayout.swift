/// A named arrangement of panels on the screen: one file in `Layouts`, one line in ``LayoutCatalog``.
public protocol ScreenLayout: Sendable {
  /// The name in commands and in the notice that tells of it.
  var name: String { get }
  /// One line: what it is for.
  var summary: String { get }
  /// How it comes to the screen.
  var use: LayoutUse { get }
  /// Puts its parts on a screen of at least 40x10. Pure: the same screen and run give the same parts.
  func place(on board: inout LayoutBoard)
}

extension ScreenLayout {
  public var use: LayoutUse { .chosen }
}

/// How a layout comes to the screen.
public enum LayoutUse: Sendable, Hashable {
  /// It is one of those that the user cycles through.
  case chosen
  /// Something else that goes on brings it, and takes it away again.
  case forced
}
