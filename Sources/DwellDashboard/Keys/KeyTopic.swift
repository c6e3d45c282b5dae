/// One line of the help: commands that belong together, what they do, and how a hint calls it.
public struct KeyTopic: Sendable, Hashable {
  /// A section of the help.
  public enum Group: String, Sendable, CaseIterable {
    /// Turning the selected knob.
    case turn
    /// Turning without selecting.
    case directly
    /// The clock.
    case time
    /// The past under a cursor.
    case frozen = "frozen"
    /// The page of better settings.
    case tune = "tune page"
    /// What is looked at, and how.
    case look
    /// The program.
    case program
  }

  /// The commands, lower before upper.
  public var commands: [DashboardCommand]
  /// The section.
  public var group: Group
  /// What they do.
  public var help: String
  /// The word after the key in the row of hints; nil: not hinted.
  public var hint: String?
  /// Lower numbers stay longer when the row is short.
  public var rank: Int

  /// Where its keys are pressed.
  public var context: KeyContext {
    switch group {
    case .frozen: .frozen
    case .tune: .tune
    case .turn, .directly, .time, .look, .program: .main
    }
  }

  /// A topic of the help.
  public init(_ commands: [DashboardCommand], _ group: Group, _ help: String, hint: String? = nil, rank: Int = 99) {
    self.commands = commands
    self.group = group
    self.help = help
    self.hint = hint
    self.rank = rank
  }

  /// Every topic, in the order of the help and of the hints.
  public static let all: [KeyTopic] = [
    KeyTopic([.knobPrevious, .knobNext], .turn, "choose a knob", hint: "knob", rank: 2),
    KeyTopic([.stepDown, .stepUp], .turn, "one fine step", hint: "turn", rank: 3),
    KeyTopic([.coarseDown, .coarseUp], .turn, "one coarse step"),
    KeyTopic([.typeValue], .turn, "type a value, 1.5ms", hint: "type", rank: 9),
    KeyTopic([.knobDefault], .turn, "back to default", hint: "default", rank: 15),
    KeyTopic([.undo, .redo], .turn, "undo, redo a turn", hint: "undo", rank: 6),
    KeyTopic([.turnList], .turn, "turns to go back to", hint: "turns", rank: 16),
    KeyTopic([.alphaDown, .alphaUp], .directly, "alpha"),
    KeyTopic([.timeoutDown, .timeoutUp], .directly, "timeout"),
    KeyTopic([.containerDown, .containerUp], .directly, "container size"),
    KeyTopic([.loadDown, .loadUp], .directly, "offered load"),
    KeyTopic([.guestsFewer, .guestsMore], .directly, "fewer, more guests", hint: "guests", rank: 13),
    KeyTopic([.policyNext, .policyPrevious], .directly, "policy", hint: "policy", rank: 6),
    KeyTopic([.systemNext, .systemPrevious], .directly, "system", hint: "system", rank: 10),
    KeyTopic([.workloadNext, .workloadPrevious], .directly, "workload", hint: "workload", rank: 11),
    KeyTopic([.pause], .time, "pause, resume", hint: "pause", rank: 4),
    KeyTopic([.nextEvent, .nextContainer], .time, "next event, container", hint: "step", rank: 12),
    KeyTopic([.clockSlower, .clockFaster], .time, "slower, faster clock", hint: "clock", rank: 7),
    KeyTopic([.compare], .time, "A/B; again keeps B", hint: "A/B", rank: 9),
    KeyTopic([.freeze], .time, "freeze, read the past", hint: "freeze", rank: 6),
    KeyTopic([.markPrevious, .markNext], .time, "previous, next mark", hint: "mark", rank: 19),
    KeyTopic([.tune], .program, "better settings for this", hint: "tune", rank: 9),
    KeyTopic([.restart], .time, "restart, same seed", hint: "restart", rank: 14),
    KeyTopic([.cursorLeft, .cursorRight], .frozen, "cursor by one cell", hint: "cursor", rank: 2),
    KeyTopic([.cursorBack, .cursorForward], .frozen, "by a tenth of the window", hint: "tenth", rank: 9),
    KeyTopic([.cursorFirst, .cursorLast], .frozen, "to the beginning, to now", hint: "ends", rank: 10),
    KeyTopic([.measure], .frozen, "measure from here on", hint: "measure", rank: 4),
    KeyTopic([.betweenMarks], .frozen, "from mark to mark", hint: "mark to mark", rank: 7),
    KeyTopic([.cursorLeft, .cursorRight, .scrollUp, .scrollDown], .tune, "walk along the front"),
    KeyTopic([.tuneTake], .tune, "take settings over"),
    KeyTopic([.undo, .redo], .tune, "undo, redo a turn"),
    KeyTopic([.tuneGoal], .tune, "another goal"),
    KeyTopic([.tuneTighter, .tuneLooser], .tune, "tighter, looser limit"),
    KeyTopic([.pause], .tune, "pause the search"),
    KeyTopic([.tuneTarget], .tune, "another target's lines"),
    KeyTopic([.tuneFor], .tune, "only what it can say"),
    KeyTopic([.export], .tune, "write those lines"),
    KeyTopic([.back, .tune], .tune, "end search, close page"),
    KeyTopic([.guestNext, .guestPrevious], .look, "next, previous guest", hint: "guest", rank: 12),
    KeyTopic([.windowShorter, .windowLonger], .look, "time window's length", hint: "window", rank: 8),
    KeyTopic([.focusNext, .focusPrevious], .look, "explain a panel", hint: "panels", rank: 16),
    KeyTopic(DashboardCommand.panels, .look, "panel to full screen", hint: "panel", rank: 12),
    KeyTopic([.yScaleNext], .look, "y scale of a panel", hint: "y scale", rank: 16),
    KeyTopic([.layoutNext, .layoutPrevious], .look, "layout", hint: "layout", rank: 16),
    KeyTopic([.mouseToggle], .look, "mouse on, off", hint: "mouse", rank: 17),
    KeyTopic([.explain], .look, "explain the policy", hint: "explain", rank: 7),
    KeyTopic([.symbolsNext], .look, "symbols", hint: "symbols", rank: 17),
    KeyTopic([.themeNext, .themePrevious], .look, "theme", hint: "theme", rank: 18),
    KeyTopic([.findKnob], .turn, "find any setting", hint: "find", rank: 9),
    KeyTopic([.commandLine], .program, "command line", hint: "command", rank: 15),
    KeyTopic([.export], .program, "write data and picture", hint: "export", rank: 19),
    KeyTopic([.themes], .look, "list of themes"),
    KeyTopic([.help], .program, "this help", hint: "help", rank: 1),
    KeyTopic([.back], .program, "back; never quits"),
    KeyTopic([.redraw], .program, "draw anew"),
    KeyTopic([.suspend], .program, "suspend"),
    KeyTopic([.quit], .program, "quit", hint: "quit", rank: 5),
  ]
}
