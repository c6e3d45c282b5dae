public import DwellCore
import Foundation
import TOMLKit

/// The settings of a TOML file: a scenario, or a user's configuration.
///
/// Keys are the names of options without dashes, or of knobs; quantities are texts with a unit, what needs no unit may be a plain
/// number. Knobs may also stand in a table `[set]`, stages in a table `[stage]`. A relative `trace` lies beside the file.
public struct ScenarioFile: Sendable, Hashable {
  /// What a file may say besides the settings of a scenario.
  public enum Kind: Sendable, Hashable {
    /// Nothing: a scenario.
    case scenario
    /// These keys: a configuration.
    case configuration(also: [String])

    var word: String { self == .scenario ? "scenario" : "config" }
  }

  /// The settings of the scenario, in the order of their names.
  public private(set) var settings: [Setting] = []
  /// What else was said, where the kind of file allows it.
  public private(set) var others: [Setting] = []
  /// Commands of the dashboard with the keys that shall give them, separated by blanks; only in a configuration.
  public private(set) var keys: [Setting] = []

  /// Longer files are refused.
  public static let largestSize = 1 << 20

  private let kind: Kind
  private let path: String
  private let lines: [Substring]

  /// Reads a file.
  ///
  /// - Throws: `Knob.Refusal`, one line: file, line where there is one, what is wrong, what is allowed.
  public init(path: String, kind: Kind = .scenario) throws(Knob.Refusal) {
    try self.init(text: try Self.text(path, kind.word), path: path, kind: kind)
  }

  /// Reads the text of a file; `path` is for messages and relative traces.
  public init(text: String, path: String, kind: Kind = .scenario) throws(Knob.Refusal) {
    self.kind = kind
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard !text.utf8.contains(0) else { throw Knob.Refusal("\(kind.word) \(path) is no text; TOML is needed") }
    let table: TOMLTable
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      // The sentence of the parser may run over lines and quote what it saw.
      let words = error.description.split(whereSeparator: \.isNewline).joined(separator: " ")
      let isOpen = words.contains("unescaped control character") || words.contains("end-of-file")
      let what =
        isOpen ? "a text or list is not closed" : words.hasPrefix("Error while ") ? String(words.dropFirst(12)) : words
      throw Knob.Refusal("\(kind.word) \(path), line \(error.source.begin.line): this is no TOML (\(what))")
    } catch {
      throw Knob.Refusal("\(kind.word) \(path): cannot be read as TOML")
    }
    for key in table.keys.sorted() {
      guard let value = table[key] else { continue }
      switch key {
      case "set": try takeTable(value, key) { Setting($0, $1, place: $2) }
      case "stage", "stages": try takeStages(value, key)
      case "at":
        for text in try texts(value, key) { settings.append(Setting("at", text, place: place(key, in: nil))) }
      case "keys" where kind != .scenario: try takeKeys(value)
      default: try take(key, value, in: nil)
      }
    }
  }

  // MARK: Keys

  private mutating func take(_ key: String, _ value: any TOMLValueConvertible, in section: String?) throws(Knob.Refusal)
  {
    let place = place(key, in: section)
    if section == nil, case .configuration(let also) = kind, also.contains(key) {
      others.append(Setting(key, try text(value, key, place), place: place))
      return
    }
    let isKnob = KnobCatalog.knob(named: key) != nil
    guard isKnob || section == nil && Setting.names.contains(key) else { throw unknown(key, place, in: section) }
    var text = try text(value, key, place)
    if key == "trace", !text.hasPrefix("/"), !text.isEmpty {
      let folder = (path as NSString).deletingLastPathComponent
      text = (folder as NSString).appendingPathComponent(text)
    }
    settings.append(Setting(key, text, place: place))
  }

  private mutating func takeTable(
    _ value: any TOMLValueConvertible, _ section: String, _ make: (String, String, String) -> Setting
  ) throws(Knob.Refusal) {
    guard let table = value.table else {
      throw Knob.Refusal("\(place(section, in: nil)): \(section) must be a table such as [\(section)]")
    }
    for key in table.keys.sorted() {
      guard let value = table[key] else { continue }
      let place = place(key, in: section)
      if section == "set" {
        try take(key, value, in: section)
      } else {
        settings.append(make(key, try text(value, key, place), place))
      }
    }
  }

  private mutating func takeStages(_ value: any TOMLValueConvertible, _ key: String) throws(Knob.Refusal) {
    if value.type == .table {
      try takeTable(value, key) { Setting("stage", "\($0)=\($1)", place: $2) }
      return
    }
    let place = place(key, in: nil)
    for text in try texts(value, key) { settings.append(Setting("stage", text, place: place)) }
  }

  /// A text, or a list of texts.
  private func texts(_ value: any TOMLValueConvertible, _ key: String) throws(Knob.Refusal) -> [String] {
    let place = place(key, in: nil)
    guard let array = value.array else { return [try text(value, key, place)] }
    var texts: [String] = []
    for index in 0..<array.count { texts.append(try text(array[index], key, place)) }
    return texts
  }

  /// Keys of a command: a text such as `"space P"`, or a list of texts.
  private mutating func takeKeys(_ value: any TOMLValueConvertible) throws(Knob.Refusal) {
    guard let table = value.table else {
      throw Knob.Refusal("\(place("keys", in: nil)): keys must be a table such as [keys]")
    }
    for command in table.keys.sorted() {
      guard let value = table[command] else { continue }
      let place = place(command, in: "keys")
      var words: [String] = []
      if let array = value.array {
        for index in 0..<array.count { words.append(try text(array[index], command, place)) }
      } else {
        words = [try text(value, command, place)]
      }
      keys.append(Setting(command, words.joined(separator: " "), place: place))
    }
  }

  private func text(_ value: any TOMLValueConvertible, _ key: String, _ place: String) throws(Knob.Refusal) -> String {
    if let text = value.string { return text }
    if let number = value.int { return "\(number)" }
    if let number = value.double { return "\(number)" }
    if let flag = value.bool { return "\(flag)" }
    throw Knob.Refusal(
      "\(place): \(key) is of type \(value.type.rawValue), but must be a text such as \"1ms\", a number, or true or false"
    )
  }

  private func unknown(_ key: String, _ place: String, in section: String?) -> Knob.Refusal {
    var names = KnobCatalog.all.map(\.name)
    if section == nil {
      names += Setting.names
      if case .configuration(let also) = kind { names += also }
    }
    let near = KnobCatalog.near(key, among: names)
    let what = section == "set" ? "knob" : "key"
    return Knob.Refusal(
      "\(place): there is no \(what) '\(key)'; "
        + (near.isEmpty
          ? "allowed are the names of common options and of knobs (dwell list knobs)"
          : KnobCatalog.nearWords(near)))
  }

  // MARK: Places

  /// The parser keeps no lines of what it read well, so the key is looked for in the text.
  private func place(_ key: String, in section: String?) -> String {
    var present: String?
    for (index, line) in lines.enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed.hasPrefix("[") {
        present = trimmed.dropFirst().prefix { $0 != "]" }.trimmingCharacters(in: .whitespaces)
        if section == nil, present == key { return "\(kind.word) \(path), line \(index + 1)" }
        continue
      }
      let name = trimmed.prefix { $0 != "=" }.trimmingCharacters(in: CharacterSet(charactersIn: " \t\"'"))
      let isHere =
        present == section && name == key || section != nil && present == nil && name == "\(section ?? "").\(key)"
      if isHere { return "\(kind.word) \(path), line \(index + 1)" }
    }
    return "\(kind.word) \(path)"
  }

  // MARK: Reading

  private static func text(_ path: String, _ word: String) throws(Knob.Refusal) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Knob.Refusal("\(word) \(path) does not exist; a TOML file is needed")
    }
    guard !isFolder.boolValue else { throw Knob.Refusal("\(word) \(path) is a folder; a TOML file is needed") }
    // The link's target counts, so that a pipe behind a link is not waited for.
    let attributes = try? FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
    guard attributes?[.type] as? FileAttributeType == .typeRegular else {
      throw Knob.Refusal("\(word) \(path) is a pipe or a device; a TOML file is needed")
    }
    guard (attributes?[.size] as? Int) ?? 0 <= largestSize else {
      throw Knob.Refusal("\(word) \(path) is larger than \(largestSize / 1024) KiB; a TOML file of less is needed")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Knob.Refusal("\(word) \(path) cannot be read; a readable TOML file is needed")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Knob.Refusal("\(word) \(path) is no text in UTF-8; TOML is needed")
    }
    return text
  }
}

extension ScenarioFile {
  /// Whether a text that is no name of a preset is meant as a path: it has a slash, ends in `.toml`, or there is such a file.
  public static func isPath(_ text: String) -> Bool {
    text.contains("/") || text.hasSuffix(".toml") || FileManager.default.fileExists(atPath: text)
  }

  /// The scenario of the file, over the built-in one.
  public func draft() throws(Knob.Refusal) -> ScenarioDraft {
    var start = Scenario()
    let file = (path as NSString).lastPathComponent
    start.name = file.hasSuffix(".toml") ? String(file.dropLast(5)) : file
    var draft = ScenarioDraft(start)
    try draft.add(settings)
    return draft
  }
}
