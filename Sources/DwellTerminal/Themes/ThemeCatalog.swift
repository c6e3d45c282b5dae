import Foundation

/// The themes that can be chosen by name, from the folders of contract.md, and those that need no file.
///
/// Folders are read once, when it is made; a folder that is not there has no themes. At most ``mostFiles`` files of a
/// folder are taken.
public struct ThemeCatalog: Sendable {
  /// A theme that can be chosen.
  public struct Entry: Equatable, Sendable {
    /// The file name without `.theme`, `.yaml` or `.yml`.
    public let name: String
    /// Where it is read from; nil for a built-in one.
    public let path: String?
  }

  /// Every name once, sorted; of equal names the folder searched first has it.
  public let entries: [Entry]

  /// More files of one folder are not looked at.
  public static let mostFiles = 1000

  /// Looks into folders in this order.
  public init(directories: [String]) {
    var found: [String: Entry] = [:]
    for directory in directories {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      for file in files.filter({ !$0.hasPrefix(".") && Self.suffix(of: $0) != nil }).sorted().prefix(Self.mostFiles) {
        let name = Self.stem(of: file)
        if found[name] == nil { found[name] = Entry(name: name, path: "\(directory)/\(file)") }
      }
    }
    for theme in [Theme.dark, Theme.light] where found[theme.name] == nil {
      found[theme.name] = Entry(name: theme.name, path: nil)
    }
    entries = found.values.sorted { $0.name < $1.name }
  }

  /// The folders searched, the first wins: `--themes-dir`, the user's, the installed, the checkout's, the user's of btop.
  public static func directories(
    themesDirectory: String?, environment: [String: String], executablePath: String?
  ) -> [String] {
    var result: [String] = []
    if let themesDirectory { result.append(themesDirectory) }
    let config = BaseFolders(environment: environment).configuration
    if let config { result.append("\(config)/dwell/themes") }
    if let executablePath {
      var folder = (executablePath as NSString).deletingLastPathComponent
      result.append(
        ((folder as NSString).deletingLastPathComponent as NSString).appendingPathComponent("share/dwell/themes"))
      // A build lies some folders below the package that it was made from.
      for _ in 0..<6 where folder.count > 1 {
        if FileManager.default.fileExists(atPath: "\(folder)/Package.swift") {
          result.append("\(folder)/themes")
          break
        }
        folder = (folder as NSString).deletingLastPathComponent
      }
    }
    if let config { result.append("\(config)/btop/themes") }
    return result
  }

  /// The catalog of this process: its environment and the place of its executable.
  public static func standard(themesDirectory: String? = nil) -> ThemeCatalog {
    let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return ThemeCatalog(
      directories: directories(
        themesDirectory: themesDirectory, environment: ProcessInfo.processInfo.environment,
        executablePath: executable ?? Bundle.main.executablePath))
  }

  /// The theme of a path, a file name or a name; a name may be written with or without `.theme`.
  public func theme(_ wanted: String) throws(ThemeError) -> Theme {
    let name = Self.stem(of: wanted)
    if !wanted.contains("/"), let entry = entries.first(where: { $0.name == name }) { return try theme(entry) }
    if wanted.contains("/") || FileManager.default.fileExists(atPath: wanted) {
      let file = (name as NSString).lastPathComponent
      return try theme(Entry(name: file.isEmpty ? wanted : file, path: wanted))
    }
    if Self.suffix(of: wanted) != nil { throw ThemeError("theme \(wanted) does not exist; \(Self.needed)") }
    let known = entries.map(\.name).joined(separator: ", ")
    throw ThemeError("theme '\(wanted)' is not known; allowed are \(known), or the path of a .theme or .yaml file")
  }

  /// The theme of an entry, read from its file now.
  public func theme(_ entry: Entry) throws(ThemeError) -> Theme {
    guard let path = entry.path else { return entry.name == Theme.light.name ? .light : .dark }
    let text = try Self.read(path)
    if Self.suffix(of: path) ?? ".theme" != ".theme" {
      return Theme(name: entry.name, scheme: try SchemeFile(text: text, path: path))
    }
    return Theme(name: entry.name, file: try ThemeFile(text: text, path: path))
  }

  /// What the name of a file ends in when it is taken for a theme; nil for others.
  private static func suffix(of file: String) -> String? {
    [".theme", ".yaml", ".yml"].first { file.hasSuffix($0) && file.utf8.count > $0.utf8.count }
  }

  /// The name of a theme in a file of that name or path.
  public static func stem(of file: String) -> String { String(file.dropLast(suffix(of: file)?.count ?? 0)) }

  private static let needed = "a .theme file, or a .yaml file of a base16 or base24 scheme, is needed"

  /// The entry after or before a name, round and round; the first when the name is not among them.
  public func entry(after name: String, by step: Int = 1) -> Entry? {
    guard let index = entries.firstIndex(where: { $0.name == name }) else { return entries.first }
    return entries[((index + step % entries.count) + entries.count) % entries.count]
  }

  private static func read(_ path: String) throws(ThemeError) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ThemeError("theme \(path) does not exist; \(needed)")
    }
    // The link's target counts, so that a pipe behind a link is not waited for.
    let attributes = try? FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
    if isFolder.boolValue { throw ThemeError("theme \(path) is a folder; \(needed)") }
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw ThemeError("theme \(path) is a pipe or a device; \(needed)")
    }
    guard (attributes?[.size] as? Int) ?? 0 <= ThemeFile.largestSize else {
      throw ThemeError("theme \(path) is larger than \(ThemeFile.largestSize / 1024) KiB; allowed is a file of less")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ThemeError("theme \(path) cannot be read; a readable file is needed")
    }
    // Comments may be in any character set; keys and colours are ASCII.
    guard !data.contains(0) else { throw ThemeError("theme \(path) is no text; \(needed)") }
    return String(decoding: data, as: UTF8.self)
  }
}
