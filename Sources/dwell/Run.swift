import ArgumentParser
import DwellCore
import DwellDashboard
import DwellSession
import DwellSimulation
import DwellTerminal
import Foundation

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The dashboard; what dwell does without a command.",
    discussion: """
      Without options: two guests with bursts, adaptive release, the clock at a tenth of real time (--scenario bursts). \
      Options change that scenario. Press ? for the keys, q to quit.
      """)

  /// The preset that is shown where none is named.
  static let standard = "bursts"

  @OptionGroup(title: "What is run") var common: CommonOptions
  @OptionGroup(title: "How it looks") var display: DisplayOptions
  @Option(parsing: .unconditional, help: "Frames per second, 1 to 60 (default: 30).") var fps: String?
  @Flag(help: "Show a test card of this terminal instead.") var checkTerminal = false
  @Option(help: .hidden) var format: String?

  func run() throws {
    if let format, format != "text" {
      throw Failure.usage("format is '\(format)', but the dashboard has none; dwell simulate and dwell snapshot do")
    }
    try DisplayOptions.check(display.themesDir)
    let environment = ProcessInfo.processInfo.environment
    let (configuration, broken) = Configuration.forgiving(environment)
    let settings = try DisplaySettings(display, fps: fps, configuration)
    let (theme, themeless) = try ThemeChoice.forgiving(display, configuration)
    let scenario = try common.resolved(configuration, standard: Self.standard)
    let notices = [broken, themeless].compactMap { $0 }
    let capabilities = try Self.terminal(environment)
    let palette = theme.palette(
      settings.color.depth(
        terminalColors: capabilities.colors, trueColor: capabilities.trueColor, environment: environment))
    let symbols = capabilities.symbols(settings.symbols)
    if checkTerminal {
      let screen = try Self.open(capabilities, palette)
      let card = TestCard(
        capabilities: capabilities, depth: palette.depth, symbols: symbols, themeName: theme.name)
      throw ExitCode(Self.show(card, on: screen))
    }
    try Traces.check(scenario)
    for line in notices { Console.complain(line) }
    let themes = display.themes
    let speed = settings.speed ?? common.presetSpeed(configuration, standard: Self.standard) ?? 0.1
    var catalogs = Catalogs.standard(themes: themes.entries.map(\.name))
    if !capabilities.isUTF8 { catalogs.symbols = [.ascii] }
    let history = settings.keepsHistory ? HistoryFile(environment: environment) : nil
    var model = Model(
      scenario: scenario, width: 80, height: 24, symbols: symbols, speed: speed, catalogs: catalogs,
      theme: theme.name, bindings: configuration.bindings, notices: notices,
      history: history?.read() ?? CommandHistory())
    _ = model.update(.colours(palette.depth))
    let core = try Failure.usage { () throws(Knob.Refusal) in
      try SessionCore(scenario: scenario, speed: speed, view: model.view, arrivals: .ahead)
    }
    let screen = try Self.open(capabilities, palette)
    let session = Session(core, framesPerSecond: settings.framesPerSecond)
    let settingsSource = LiveConfiguration(
      display: display, fps: fps, environment: environment, capabilities: capabilities, present: settings,
      depth: palette.depth, theme: configuration["theme"]?.text)
    let tuner = BackgroundTuner()
    var loop = DashboardLoop(
      model: model, screen: screen, session: session, settings: settingsSource.isWatching ? settingsSource : nil,
      tuner: tuner, files: BackgroundFiles(),
      listThemes: { ThemeNotes.of(display.themes) }, findTheme: { try? display.themes.theme($0) },
      findPalette: { name in
        Result { () throws(ThemeError) in try display.themes.theme(name).palette(settingsSource.depth) }
      })
    let status = loop.run()
    screen.close()
    for line in loop.farewell { Console.complain(line) }
    history?.add(loop.model.history)
    session.stop()
    tuner.close(waitingAtMost: 2)
    throw ExitCode(status)
  }

  private static func terminal(_ environment: [String: String]) throws(Failure) -> TerminalCapabilities {
    // Before TERM is looked at: a program that is piped has other worries.
    for (descriptor, stream) in [(STDIN_FILENO, "input"), (STDOUT_FILENO, "output")] where isatty(descriptor) == 0 {
      throw .usage(TerminalError.notATerminal(stream: stream).description)
    }
    do {
      return try TerminalCapabilities.detect(environment: environment)
    } catch { throw .usage(error.description) }
  }

  private static func open(_ capabilities: TerminalCapabilities, _ palette: Palette) throws(Failure) -> TerminalScreen {
    do { return try TerminalScreen(capabilities: capabilities, palette: palette) } catch {
      if case .system = error { throw .run(error.description) }
      throw .usage(error.description)
    }
  }

  /// Shows the card until a key is pressed or a signal comes.
  private static func show(_ card: TestCard, on screen: TerminalScreen) -> Int32 {
    while true {
      screen.present(card.canvas(width: screen.width, height: screen.height))
      switch screen.nextEvent(timeoutMilliseconds: nil, wakeDescriptor: nil) {
      case .key:
        screen.close()
        return 0
      case .resized, .timedOut, .woken: continue
      case .resumed: screen.redrawAll()
      case let event:
        screen.close()
        return event.exitStatus ?? 1
      }
    }
  }
}
