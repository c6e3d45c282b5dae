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
    if let name = change.theme {
      theme = catalogs.themes.firstIndex(of: name) ?? theme
      effects.append(.theme(name))
    } else if change.isRecoloured {
      effects.append(.theme(themeName))
    }
    tell("the configuration was read again")
    return effects
  }
}
