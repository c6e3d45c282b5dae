import DwellTerminal
import Foundation

/// The commands typed in earlier sessions, one a line, oldest first: kept in the user's state folder, for this user alone.
///
/// Whatever goes wrong with it is no reason to bother anybody: then there is no history.
public struct HistoryFile: Sendable {
  /// More of a file than this is not looked at, in bytes.
  static let mostBytes = 1 << 20
  /// Longer lines are not kept, in bytes.
  static let longest = 4096

  /// Where it is.
  public let path: String

  /// The file in `$XDG_STATE_HOME/dwell`, else in `~/.local/state/dwell`; nil where there is no home.
  public init?(environment: [String: String]) {
    guard let state = BaseFolders(environment: environment).state else { return nil }
    path = state + "/dwell/history"
  }

  /// What stands in it; nothing where it cannot be read.
  public func read() -> CommandHistory {
    guard let handle = FileHandle(forReadingAtPath: path) else { return CommandHistory() }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Self.mostBytes) else { return CommandHistory() }
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
    return CommandHistory(lines.filter(Self.isKept))
  }

  /// Adds what was typed since it was read; what other sessions added meanwhile stays.
  ///
  /// - Returns: whether it is there now.
  @discardableResult
  public func add(_ history: CommandHistory) -> Bool {
    let typed = history.typed.filter(Self.isKept)
    guard !typed.isEmpty else { return true }
    var all = read()
    for line in typed { all.add(line) }
    let file = URL(fileURLWithPath: path)
    let files = FileManager.default
    do {
      try files.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      // As a whole or not at all: two sessions may end at once.
      try Data(all.lines.map { $0 + "\n" }.joined().utf8).write(to: file, options: .atomic)
      try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      return true
    } catch { return false }
  }

  /// Nothing that a terminal would obey, and nothing that was never typed.
  private static func isKept(_ line: String) -> Bool {
    line.utf8.count <= longest
      && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }
  }
}
