/// How rows stand in a file.
public enum RowForm: String, Sendable, Hashable {
  /// A line each, under a head.
  case csv
  /// An object each, in one array.
  case json

  func opening(_ head: String) -> String { self == .csv ? head + "\n" : "[\n" }
  func row(_ text: String, isFirst: Bool) -> String {
    self == .csv ? text + "\n" : (isFirst ? "" : ",\n") + text
  }
  var closing: String { self == .csv ? "" : "\n]\n" }
}
