import DwellSession
import DwellTerminal

extension Model {
  /// Goes on with the settings of a configuration that was written anew.
  mutating func take(settings change: SettingsChange) -> [Effect] {
    bindings = change.bindings
    var effects: [Effect] = []
    if let symbols = change.symbols, symbols != self.symbols, catalogs.symbols.contains(symbols) {
      self.symbols = symbols
      effects.append(.symbols(symbols))
    }
    if let count = change.framesPerSecond { effects.append(.session(.framesPerSecond(count))) }
    if let name = change.theme {
      theme = catalogs.themes.firstIndex(of: name) ?? theme
      if case .themes(var picker) = overlay {
        // Who leaves the list without choosing wants what the configuration says now.
        picker.before = name
        picker.previewed = name
        overlay = .themes(picker)
      }
      effects.append(.theme(name))
    } else if change.isRecoloured {
      // A theme that is tried stays on the screen.
      if case .themes(let picker) = overlay {
        effects.append(.theme(picker.previewed))
      } else {
        effects.append(.theme(themeName))
      }
    }
    tell("the configuration was read again")
    return effects
  }
}
