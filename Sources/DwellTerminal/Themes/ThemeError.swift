/// Why a theme cannot be used, in one line.
public struct ThemeError: Error, Equatable, CustomStringConvertible, Sendable {
  /// File, line where there is one, what is wrong and what is allowed.
  public let description: String

  /// An error at a line of a file.
  init(_ path: String, line: Int, _ message: String) { description = "theme \(path), line \(line): \(message)" }

  /// An error about a whole file or name.
  init(_ message: String) { description = message }
}
