import DwellCore
import DwellDashboard
import DwellSession
import DwellTerminal
import DwellTuning

/// The dashboard in virtual time alone: keys and waits of a script, then the picture.
struct Take {
  private(set) var model: Model
  private(set) var theme: Theme
  /// What went wrong on the way, for standard error.
  private(set) var complaints: [String] = []
  private let core: SessionCore
  private let themes: ThemeCatalog
  private var hasQuit = false
  // Whether the view was changed after the last frame.
  private var isBehind = false

  init(model: Model, theme: Theme, themes: ThemeCatalog) throws(Failure) {
    self.model = model
    self.theme = theme
    self.themes = themes
    core = try Failure.usage { () throws(Knob.Refusal) in
      try SessionCore(scenario: model.scenario, speed: model.frame.speed, view: model.view)
    }
  }

  /// Presses and waits for so long in all; the picture comes then, or where the clock stands paused after the last key.
  mutating func play(_ script: KeyScript, for length: TimeSpan) throws(Failure) {
    try press(script, for: length)
    // Where the end of the run changed what is wanted, a screen gets one more frame.
    if isBehind { tell(.frame(core.frame())) }
    model.catchUp()
  }

  /// Draws what it came to, in at most so many colours.
  mutating func picture(_ depth: ColorDepth) -> Canvas {
    tell(.colours(theme.palette(depth).depth))
    return Screenful.draw(model)
  }

  private mutating func press(_ script: KeyScript, for length: TimeSpan) throws(Failure) {
    var left = length
    tell(.frame(core.frame()))
    for (place, step) in script.steps.enumerated() where !hasQuit {
      switch step {
      case .press(let key):
        tell(.key(key))
        tell(.frame(core.frame()))
      case .wait(let span):
        if core.clock == .paused {
          throw .usage("keys wait while the clock is paused; press space first, or f if it is frozen")
        }
        core.advance(virtual: min(span, left))
        tell(.frame(core.frame()))
        // What would come later is not in the picture.
        if span > left { return leaveOut(script.steps[(place + 1)...]) }
        left = left - span
      }
    }
    core.advance(virtual: left)
    tell(.frame(core.frame()))
  }

  // Keys that would be pressed only after the picture.
  private mutating func leaveOut(_ steps: ArraySlice<KeyScript.Step>) {
    let count = steps.count { if case .press = $0 { true } else { false } }
    guard count > 0 else { return }
    complaints.append(
      "\(count == 1 ? "1 key comes" : "\(count) keys come") after the picture and \(count == 1 ? "is" : "are") not pressed; "
        + "a later --after, or none, shows what they do")
  }

  private mutating func tell(_ message: Message) {
    if case .frame = message { isBehind = false }
    for effect in model.update(message) {
      switch effect {
      case .session(let command):
        switch command {
        // A is made first: nobody waits for a frame here.
        case .nextEvent, .nextContainer: core.advance(virtual: .zero)
        default: break
        }
        core.apply(command)
        if case .view = command { isBehind = true }
      case .theme(let name):
        do { theme = try themes.theme(name) } catch {
          complaints.append(error.description)
          tell(.notice(error.description))
        }
      case .write(let files):
        let files = files.workedOut()
        tell(files.message(FileWriter.write(files, theme: theme)))
      case .listThemes: tell(.themes(ThemeNotes.of(themes)))
      case .tune(.start(let question)): search(question)
      case .quit: hasQuit = true
      case .symbols, .mouse, .redraw, .suspend, .tune: break
      }
    }
  }

  // Without a screen nobody watches the search: the page shows what it came to.
  private mutating func search(_ question: TuningQuestion) {
    var news = Tuner.News()
    do throws(Knob.Refusal) {
      let tuning = try question.asked()
      news.problem = tuning
      news.packetBytes = try? Emission.packetBytes(tuning.space.scenario)
      news.end = try tuning.run().map { .found($0) }
      if case .found(let result) = news.end { (news.done, news.total) = (result.runs, result.runs) }
    } catch { news.end = .refused(error.description) }
    tell(.tuned(news))
  }
}
