/// Where files of a user belong: the one reading of the XDG base directory specification.
///
/// A variable that is empty or holds a relative path is ignored, as the specification asks ("all paths must be absolute; a relative path
/// should be considered invalid and ignored"); so is a home that is none.
/// Source: XDG Base Directory Specification 0.8, https://specifications.freedesktop.org/basedir-spec/
public struct BaseFolders: Sendable, Hashable {
  /// Settings, `$XDG_CONFIG_HOME` or `~/.config`; nil where there is no home.
  public let configuration: String?
  /// What is kept from run to run, `$XDG_STATE_HOME` or `~/.local/state`; nil where there is no home.
  public let state: String?

  /// The folders of an environment; nothing is looked up on the disk.
  public init(environment: [String: String]) {
    func absolute(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let home = absolute("HOME")
    configuration = absolute("XDG_CONFIG_HOME") ?? home.map { $0 + "/.config" }
    state = absolute("XDG_STATE_HOME") ?? home.map { $0 + "/.local/state" }
  }
}
