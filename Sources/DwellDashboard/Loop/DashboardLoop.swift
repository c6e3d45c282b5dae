import DwellSession
public import DwellTerminal

/// The program around the model: events and frames in, effects and canvases out.
///
/// It waits without a time limit: while the clock stands nothing wakes it up but the terminal and signals, and once the
/// end of a notice.
public struct DashboardLoop {
  /// Finds the colours of a theme by its name, or says in one line why there are none.
  public typealias FindPalette = (_ theme: String) -> Result<Palette, ThemeError>

  /// Looks for themes; broken ones are among them.
  public typealias ListThemes = () -> [ThemeNote]

  /// Keys that were pasted are taken together, but never more than so many before the screen is drawn.
  public static let mostAtOnce = 64
  /// So long a notice stays, in milliseconds, unless a key is pressed before.
  public static let noticeMilliseconds = 5000

  /// The dashboard.
  public private(set) var model: Model
  /// What happened too late for the screen to tell, a line each.
  public private(set) var farewell: [String] = []
  private let screen: any Screen
  private let session: any FrameSource
  private let findPalette: FindPalette
  private let findTheme: (String) -> Theme?
  private let listThemes: ListThemes
  private let settings: (any SettingsSource)?
  private let tuner: (any TuneSource)?
  private let files: (any FileMaker)?
  private let wakeGroup: WakeGroup?
  private let milliseconds: () -> Int
  private var end: Int32?
  private var noticeSeen = -1
  private var noticeEnd: Int?

  /// A loop of these parts; nothing is drawn before ``run()``.
  ///
  /// - Parameter milliseconds: a clock that never goes back; nil: the time since now.
  public init(
    model: Model, screen: any Screen, session: any FrameSource, milliseconds: (() -> Int)? = nil,
    settings: (any SettingsSource)? = nil, tuner: (any TuneSource)? = nil, files: (any FileMaker)? = nil,
    listThemes: @escaping ListThemes = { [] },
    findTheme: @escaping (String) -> Theme? = { _ in nil }, findPalette: @escaping FindPalette
  ) {
    let start = ContinuousClock.now
    self.milliseconds = milliseconds ?? { Int((ContinuousClock.now - start) / .milliseconds(1)) }
    self.model = model
    self.screen = screen
    self.session = session
    self.findPalette = findPalette
    self.findTheme = findTheme
    self.listThemes = listThemes
    self.settings = settings
    self.tuner = tuner
    self.files = files
    let others = [settings?.wakeDescriptor, tuner?.wakeDescriptor, files?.wakeDescriptor].compactMap { $0 }
    wakeGroup = others.isEmpty ? nil : WakeGroup([session.wakeDescriptor] + others)
  }

  /// Runs until the user or a signal ends it; returns what the process ends with (contract).
  public mutating func run() -> Int32 {
    tell(.resize(width: screen.width, height: screen.height))
    screen.present(Screenful.draw(model))
    while true {
      take(
        screen.nextEvent(
          timeoutMilliseconds: noticeLeft(), wakeDescriptor: wakeGroup?.descriptor ?? session.wakeDescriptor))
      drain()
      if let end {
        // What was asked for is written, though without what takes long, and told once the terminal is given back.
        let left = files?.finish() ?? []
        farewell = left.map(written)
        return end
      }
      if noticeLeft() == 0 { tell(.noticeOver) }
      screen.present(Screenful.draw(model))
    }
  }

  /// How long the present notice may still stay; nil where there is none.
  private mutating func noticeLeft() -> Int? {
    guard model.notice != nil else { return nil }
    let now = milliseconds()
    if model.noticesTold != noticeSeen {
      noticeSeen = model.noticesTold
      noticeEnd = now + Self.noticeMilliseconds
    }
    return noticeEnd.map { max($0 - now, 0) }
  }

  /// Takes what has come meanwhile, so that a burst of keys is drawn once.
  private mutating func drain() {
    for _ in 0..<Self.mostAtOnce where end == nil {
      let event = screen.nextEvent(timeoutMilliseconds: 0, wakeDescriptor: nil)
      if event == .timedOut { return }
      take(event)
    }
  }

  private mutating func take(_ event: TerminalEvent) {
    switch event {
    case .key(let key): tell(.key(key))
    case .mouse(let event): tell(.mouse(event))
    case .resized(let width, let height): tell(.resize(width: width, height: height))
    case .resumed(let width, let height):
      tell(.resize(width: width, height: height))
      screen.redrawAll()
    case .woken:
      if let frame = session.newestFrame() { tell(.frame(frame)) }
      if let news = tuner?.news() { tell(.tuned(news)) }
      for made in files?.finished() ?? [] { write(made) }
      switch settings?.newest() {
      case .changed(let change): tell(.settings(change))
      case .broken(let line): tell(.notice(line))
      case nil: break
      }
    case .ended, .hungUp: end = event.exitStatus
    case .timedOut: break
    }
  }

  private mutating func tell(_ message: Message) {
    for effect in model.update(message) where end == nil { carryOut(effect) }
  }

  private mutating func write(_ files: WrittenFiles) {
    let files = files.workedOut()
    tell(files.message(written(files)))
  }

  private func written(_ files: WrittenFiles) -> String {
    let theme = model.catalogs.themes.indices.contains(model.theme) ? model.catalogs.themes[model.theme] : ""
    return FileWriter.write(files, theme: findTheme(theme) ?? .dark)
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .session(let command): session.send(command)
    case .theme(let name):
      switch findPalette(name) {
      case .success(let palette):
        screen.use(palette)
        tell(.colours(palette.depth))
      case .failure(let error): tell(.notice(error.description))
      }
    case .listThemes:
      let found = listThemes()
      if !found.isEmpty { tell(.themes(found)) }
    case .symbols: break
    case .write(let files):
      guard files.takesAMoment, let maker = self.files else { return write(files) }
      if maker.begin(files) {
        tell(.notice("\(files.stem): run in the background, then written"))
      } else {
        tell(files.message("too many files are on their way; try again later"))
      }
    case .tune(let order): tuner?.carryOut(order)
    case .mouse(let use): screen.reportMouse(use == .dashboard)
    case .redraw: screen.redrawAll()
    case .suspend: take(screen.suspend())
    case .quit: end = 0
    }
  }
}
