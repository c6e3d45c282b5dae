import DwellTerminal

/// Themes to choose from, with what was typed to find one; the theme under the cursor is the one shown.
public struct ThemePicker: Sendable, Hashable {
  /// Every theme there is, broken ones too.
  public internal(set) var notes: [ThemeNote]
  /// What is being typed to find one.
  var edit = LineEdit(longest: longest)
  /// The name under the cursor; nil: no name has what was typed.
  public internal(set) var chosen: String?
  /// The theme to go back to.
  var before: String
  /// The theme on the screen.
  var previewed: String

  /// The most characters that can be typed.
  public static let longest = 40

  /// What the names listed have in them.
  public var typed: String { edit.text }

  /// A list with the cursor on the present theme.
  init(_ notes: [ThemeNote], present: String) {
    self.notes = notes
    before = present
    previewed = present
    chosen = present
  }

  /// Those listed: names that have in them what was typed, in any case.
  public var listed: [ThemeNote] {
    let wanted = typed.lowercased()
    return wanted.isEmpty ? notes : notes.filter { $0.name.lowercased().contains(wanted) }
  }

  /// The theme under the cursor.
  public var note: ThemeNote? { listed.first { $0.name == chosen } }

  /// Moves the cursor by so many rows, not beyond the ends.
  mutating func move(_ step: Int) {
    let listed = listed
    guard !listed.isEmpty else { return }
    let row = listed.firstIndex { $0.name == chosen } ?? 0
    chosen = listed[min(max(row + step, 0), listed.count - 1)].name
  }

  /// Lists what has what was typed in it; the cursor stays on its theme as long as that is listed.
  mutating func find() {
    if note == nil { chosen = listed.first?.name }
  }
}

extension Model {
  /// The name of the theme in force.
  public var themeName: String { catalogs.themes.indices.contains(theme) ? catalogs.themes[theme] : "" }

  /// Opens the list; what stands in it comes with ``Message/themes(_:)``.
  mutating func openThemes() -> [Effect] {
    overlay = .themes(ThemePicker(catalogs.themes.map { ThemeNote($0) }, present: themeName))
    return [.listThemes]
  }

  /// Takes what was found in the folders of themes, now.
  mutating func take(themes notes: [ThemeNote]) {
    let present = themeName
    // One that went bad while it is in force stays where it is.
    catalogs.themes = notes.filter { $0.fault == nil || $0.name == present }.map(\.name)
    theme = catalogs.themes.firstIndex(of: present) ?? 0
    guard case .themes(var picker) = overlay else { return }
    picker.notes = notes
    overlay = .themes(picker)
  }

  /// A key while the list is open.
  mutating func pressed(_ key: Key, in picker: ThemePicker) -> [Effect] {
    var picker = picker
    switch bindings.command(for: key, in: .themes) {
    case .scrollUp: picker.move(-1)
    case .scrollDown: picker.move(1)
    case .pageUp: picker.move(-Self.themesPage)
    case .pageDown: picker.move(Self.themesPage)
    case .promptAccept: return keep(picker)
    case .back: return leave(picker)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case let command?:
      guard picker.edit.edit(command) else { return [] }
      picker.find()
    case nil:
      guard let scalar = key.typed, picker.edit.insert(scalar) else { return [] }
      picker.find()
    }
    var effects: [Effect] = []
    if let note = picker.note, note.fault == nil, note.name != picker.previewed {
      picker.previewed = note.name
      effects = [.theme(note.name)]
    }
    overlay = .themes(picker)
    return effects
  }

  /// Rows of one page.
  private static let themesPage = 8

  /// What is shown stays; a theme that cannot be used cannot be kept.
  private mutating func keep(_ picker: ThemePicker) -> [Effect] {
    guard let note = picker.note, note.fault == nil else { return [] }
    overlay = .none
    theme = catalogs.themes.firstIndex(of: note.name) ?? theme
    tell("theme \(note.name)")
    return note.name == picker.previewed ? [] : [.theme(note.name)]
  }

  private mutating func leave(_ picker: ThemePicker) -> [Effect] {
    overlay = .none
    return picker.previewed == picker.before ? [] : [.theme(picker.before)]
  }
}
