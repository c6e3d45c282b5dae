import DwellCore
import DwellSession
import DwellSimulation
import DwellTerminal
public import DwellTuning

/// What the tune page asks of the program around it.
public enum TuneOrder: Sendable {
  /// Search; the answer comes as ``Message/tuned(_:)``.
  case start(TuningQuestion)
  /// Wait, and go on.
  case pause
  case resume
  /// End the search without an answer.
  case stop
}

extension Model {
  /// Opens the tune page and searches better settings for the present workload; what was found for the same stays.
  mutating func openTune() -> [Effect] {
    guard width >= 40, height >= 12 else {
      tell("tuning takes 40x12 cells; the terminal has \(width)x\(height)")
      return []
    }
    let question = TuningQuestion(scenario, tuneAim.aim, allowance: tuneAim.allowance, for: tuneAim.target)
    overlay = .tune
    if let tune, tune.question == question, tune.result != nil { return [] }
    return ask(question)
  }

  private mutating func ask(_ question: TuningQuestion) -> [Effect] {
    tune = TuneBoard(question)
    return [.tune(.start(question))]
  }

  /// Takes news of the search in; late ones of a search that was ended belong to nobody.
  mutating func take(_ news: Tuner.News) {
    guard let tune, tune.result == nil else { return }
    self.tune?.take(news)
  }

  mutating func pressedInTune(_ key: Key) -> [Effect] {
    guard let board = tune else {
      overlay = .none
      return []
    }
    switch bindings.command(for: key, in: .tune) {
    case .cursorLeft: walkFront(.left)
    case .cursorRight: walkFront(.right)
    case .scrollUp: walkFront(.up)
    case .scrollDown: walkFront(.down)
    case .tuneTake: return takeOver(board)
    case .undo: return walk(.undo)
    case .redo: return walk(.redo)
    case .pause: return pauseTune(board)
    case .tuneTarget:
      tune?.nextTarget()
      if board.toType == nil { tell("there is nothing to type yet") }
    case .tuneFor:
      let shown = board.toType?.target
      guard shown != nil || board.question.target != nil else {
        tell("there is nothing to type yet")
        return []
      }
      tuneAim.target = shown == board.question.target ? nil : shown
      return anew(board)
    case .export: return exportTuned(board)
    case .help:
      tune?.page = .underHelp
      overlay = .help(scroll: 0)
    case .quit: return [.tune(.stop), .quit]
    case .tuneGoal:
      let aims = TuningQuestion.Aim.allCases
      let place = aims.firstIndex(of: tuneAim.aim) ?? 0
      tuneAim = TuneAim(aim: aims[(place + 1) % aims.count], target: tuneAim.target)
      return anew(board)
    case .tuneTighter, .tuneLooser:
      let isTighter = bindings.command(for: key, in: .tune) == .tuneTighter
      let factors = Self.allowances
      let place = factors.firstIndex(of: tuneAim.allowance) ?? 0
      let next = min(max(place + (isTighter ? -1 : 1), 0), factors.count - 1)
      guard next != place else {
        tell("the limit goes no further; it is ×\(factors[place]) of what is now")
        return []
      }
      tuneAim.allowance = factors[next]
      return anew(board)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .back, .tune:
      overlay = .none
      if board.result == nil { tune = nil }
      return [.tune(.stop)]
    default: break
    }
    return []
  }

  /// Closes what lies above the dashboard; from the help one comes back to where it was asked for.
  mutating func closeOverlay() {
    if case .help = overlay, tune?.page == .underHelp {
      tune?.page = .uppermost
      overlay = .tune
    } else {
      overlay = .none
    }
  }

  /// How many times the present price may be paid.
  private static let allowances = [0.25, 0.33, 0.5, 0.7, 1, 1.5, 2, 3, 5]

  // The same workload under another goal or limit.
  private mutating func anew(_ board: TuneBoard) -> [Effect] {
    ask(TuningQuestion(board.question.scenario, tuneAim.aim, allowance: tuneAim.allowance, for: tuneAim.target))
  }

  private mutating func walkFront(_ way: TuneBoard.Way) {
    guard let tune, tune.place != nil else { return tell("there is no front to walk along yet") }
    if self.tune?.walk(way) != true { tell("the front ends here") }
  }

  private mutating func pauseTune(_ board: TuneBoard) -> [Effect] {
    switch board.state {
    case .searching:
      tune?.state = .paused
      return [.tune(.pause)]
    case .paused:
      tune?.state = .searching
      return [.tune(.resume)]
    case .found, .refused: return []
    }
  }

  // The lines for the target on the page, of the settings that are looked at.
  private mutating func exportTuned(_ board: TuneBoard) -> [Effect] {
    guard let type = board.toType, let scenario = board.toExport else {
      tell("there is nothing to export yet")
      return []
    }
    guard !type.lines.isEmpty else {
      tell(type.instead(bindings.label(of: .tuneFor, in: .tune)))
      return []
    }
    let export = board.export(to: type.target)
    let consent: Emission.Consent = tune?.asks(for: export) == true ? .given : .needed
    do throws(Knob.Refusal) {
      let effect = try emit(
        scenario, for: try ExportCatalog.target(named: type.target), consent, packetBytes: board.packetBytes,
        under: board.trial, as: export)
      tune?.began(export)
      return [effect]
    } catch { return update(.refused(error.description, export)) }
  }

  /// Tells what was refused, and with which key it is asked for again: that of the tune page, where what was refused is on it.
  mutating func wasRefused(_ export: TunedExport?, _ text: String, _ emission: Emission?) {
    guard let export, tune?.question == export.question else { return tell(text) }
    let isLookedAt = tune?.wasRefused(export) == true
    let label = bindings.label(of: .export, in: .tune)
    tune?.took(export, .over(emission, words: "not written"))
    guard overlay == .tune, let key = label else { return tell(text) }
    let again = isLookedAt ? "\(key) again" : "\(key) there again"
    // What to do comes first: a narrow line cuts the end off, and the page says which policies the target can say.
    guard let end = text.firstRange(of: "; --force writes it") else { return tell(text) }
    tell("\(again) writes it all the same: \(text[..<end.lowerBound])")
  }

  // Only what was searched is turned; what else was turned meanwhile stays.
  private mutating func takeOver(_ board: TuneBoard) -> [Effect] {
    guard let problem = board.problem, let selected = board.selected, let point = selected.point else {
      tell("there is nothing to take over yet")
      return []
    }
    var draft = ScenarioDraft(board.base(scenario))
    guard (try? draft.add(problem.space.settings(of: point))) != nil else {
      tell("they do not go with what was turned meanwhile; search again")
      return []
    }
    let commands = scenario.commands(to: draft.scenario)
    guard !commands.isEmpty else {
      tell("these settings are in force already")
      return []
    }
    tune?.taken = selected
    let undo = bindings.label(of: .undo, in: .tune) ?? "undo"
    let breaks = problem.limits.contains { limit in
      board.judged(selected).map { LimitCheck(limit, $0) }.map { !$0.isMet && !$0.isOnTheEdge } ?? false
    }
    let words = Turn(adopting: draft.scenario, from: scenario, at: .zero).map { ": \($0.new)" } ?? ""
    tell("taken over\(breaks ? ", though it breaks a limit" : "")\(words); \(undo) takes it back")
    return ask(.adopt(commands), .adopt(commands))
  }
}
