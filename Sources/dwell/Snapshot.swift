import ArgumentParser
import DwellCore
import DwellDashboard
import DwellSession
import DwellSimulation
import DwellTerminal
import Foundation

struct Snapshot: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The dashboard as text or picture at a given size and moment, without a terminal.",
    discussion: "The very same picture as on the screen; the same options give the same picture.")

  /// What the picture is printed as.
  enum Format: String, CaseIterable { case text, ansi, svg }

  @OptionGroup(title: "What is run") var common: CommonOptions
  @OptionGroup(title: "How it looks") var display: DisplayOptions
  @Option(help: ArgumentHelp("Columns and rows (default: 120x36).", valueName: "columnsxrows")) var size: String?
  @Option(parsing: .unconditional, help: "The virtual moment of the picture (default: 2s).") var after: String?
  @Option(
    help: ArgumentHelp(
      "Keys pressed from virtual 0 on: 'T wait:100ms space' (dwell list keys).", valueName: "keys"))
  var keys: String?
  @Option(help: "text, ansi or svg (default: text).") var format: String?

  func run() throws {
    try DisplayOptions.check(display.themesDir)
    let environment = ProcessInfo.processInfo.environment
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    let (width, height) = try Self.size(size ?? "120x36")
    let script = try KeyScript(parsing: keys ?? "")
    let configuration = try Configuration(environment: environment)
    let settings = try DisplaySettings(display, configuration)
    let theme = try ThemeChoice.theme(display, configuration)
    let scenario = try common.resolved(configuration, standard: Run.standard)
    // Waits that go on longer move the picture, unless its moment was asked for.
    let length =
      try after.map { (text) throws(Failure) in try KeyScript.time("after", text) }
      ?? max(.seconds(2), script.length)
    try Traces.check(scenario)
    let model = Model(
      scenario: scenario, width: width, height: height, symbols: Self.symbols(settings.symbols),
      speed: settings.speed ?? common.presetSpeed(configuration, standard: Run.standard) ?? 0.1,
      catalogs: .standard(themes: display.themes.entries.map(\.name)), theme: theme.name,
      bindings: configuration.bindings)
    var take = try Take(model: model, theme: theme, themes: display.themes)
    try take.play(script, for: length)
    for line in take.complaints { Console.complain("warning: \(line)") }
    switch format {
    // Shades say in characters what colours say elsewhere.
    case .text: try Console.write(take.picture(.mono).plainText)
    case .ansi:
      let depth = settings.color.depth(terminalColors: 256, trueColor: .possible, environment: environment)
      let canvas = take.picture(depth)
      try Console.write(canvas.ansiText(take.theme.palette(depth)))
    case .svg:
      let canvas = take.picture(.truecolor)
      try Console.write(canvas.svg(take.theme, title: "dwell \(take.model.scenario.name ?? "dashboard")"))
    }
  }

  // There is no terminal to ask: the best set unless another is named, so that the same options give the same picture.
  private static func symbols(_ choice: SymbolChoice) -> SymbolSet {
    switch choice {
    case .auto, .braille: .braille
    case .block: .block
    case .ascii: .ascii
    }
  }

  private static func size(_ text: String) throws(Failure) -> (width: Int, height: Int) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1] else {
      throw .usage("size is '\(text)', but must be COLUMNSxROWS such as 120x36")
    }
    let allowed = 1...Canvas.longestSide
    guard allowed.contains(width), allowed.contains(height) else {
      throw .usage("size is '\(text)', but columns and rows must lie from 1 to \(Canvas.longestSide)")
    }
    return (width, height)
  }
}
