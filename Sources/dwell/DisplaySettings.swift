import DwellSimulation

/// How the dashboard is drawn and paced: theme, symbols, colours, frames, speed.
enum DisplaySettings {
  static func check(_ settings: [Setting]) throws(Failure) {}
}
