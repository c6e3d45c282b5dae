/// A theme that can be chosen, as a list shows it.
public struct ThemeNote: Sendable, Hashable {
  /// The name it is chosen by.
  public var name: String
  /// `dark` or `light`; empty where that is not known.
  public var kind: String
  /// Where it comes from: a path, or `built in`.
  public var place: String
  /// Why it cannot be used, in one line; nil: it can.
  public var fault: String?

  /// A theme of that name.
  public init(_ name: String, kind: String = "", place: String = "", fault: String? = nil) {
    self.name = name
    self.kind = kind
    self.place = place
    self.fault = fault
  }
}
