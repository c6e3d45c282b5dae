import DwellDashboard
import DwellTerminal
import Foundation

/// Standard output and standard error: results there, everything else here.
enum Console {
  /// Whether the locale can carry more than ASCII; it is what POSIX says it is.
  static let isUTF8: Bool = {
    let environment = ProcessInfo.processInfo.environment
    let names = ["LC_ALL", "LC_CTYPE", "LANG"]
    let locale = names.lazy.compactMap { environment[$0].flatMap { $0.isEmpty ? nil : $0 } }.first ?? ""
    let codeset = locale.lowercased().filter { $0 != "-" }
    return codeset.contains("utf8")
  }()

  /// Columns for what is printed: those of the terminal, within reason; 96 where there is none.
  static let width: Int = {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 96 }
    return min(max(Int(size.ws_col) - 1, 60), 120)
  }()

  /// Columns of the terminal that results go to; nil where they go elsewhere, and lines may be as long as they like.
  static let terminalWidth: Int? = isatty(STDOUT_FILENO) == 1 ? width : nil

  /// Writes a result as it is; a reader that has gone away ends the process as its signal would, in silence where `onClosed` says nothing.
  static func write(_ text: String, onClosed: () -> Void = {}) throws(Failure) {
    let error = WholeText.write(text, to: STDOUT_FILENO)
    if error == EPIPE {
      onClosed()
      end(128 + SIGPIPE)
    }
    if error != 0 { throw .run("the result cannot be written: \(String(cString: strerror(error)))") }
  }

  /// Ends the process.
  static func end(_ status: Int32) -> Never { exit(status) }

  /// Writes lines for a person, in signs that the locale has.
  static func say(_ lines: [String], onClosed: () -> Void = {}) throws(Failure) {
    try write(plain(lines.map { $0 + "\n" }.joined()), onClosed: onClosed)
  }

  /// One line on standard error, the program's name before it.
  static func complain(_ line: String) {
    let oneLine = line.split(whereSeparator: \.isNewline).joined(separator: " ")
    // Nobody can be told that nobody listens.
    _ = WholeText.write(plain("dwell: \(printable(oneLine))\n"), to: STDERR_FILENO)
  }

  private static func plain(_ text: String) -> String { isUTF8 ? text : SymbolSet.ascii.plain(text) }

  // What a person typed or a file holds is quoted in messages; it must not reach the terminal as commands.
  private static func printable(_ line: String) -> String {
    String(
      String.UnicodeScalarView(
        line.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
  }
}
