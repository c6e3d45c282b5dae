import DwellCore
import DwellSession

/// A command of the command line: one entry gives its parsing, its completion, its help and its refusals.
package struct LineCommand: Sendable {
  /// What an argument is, and so what completes it.
  package enum Argument: Sendable, Hashable {
    /// Any setting of the list by its name.
    case setting
    /// A value for the setting named before.
    case value
    /// A stage.
    case stage
    /// A choice on the stage named before.
    case stageChoice
    /// One of a few names.
    case policy, system, workload, machine, panel, layout, theme, symbols, target
    /// Something typed, called so in the help.
    case typed(String)
  }

  /// What it does; what it throws is told, and the text stays to be mended.
  typealias Run = @Sendable (inout Model, [String]) throws(Knob.Refusal) -> [Effect]

  /// The name after the colon.
  package let name: String
  /// Shorter names.
  package let short: [String]
  /// What comes after the name.
  package let arguments: [Argument]
  /// How many of the arguments may be left out, the last ones.
  package let optional: Int
  /// One line of what it does.
  package let help: String
  let run: Run

  init(
    _ name: String, short: [String] = [], _ arguments: [Argument], optional: Int = 0, _ help: String,
    run: @escaping Run
  ) {
    self.name = name
    self.short = short
    self.arguments = arguments
    self.optional = optional
    self.help = help
    self.run = run
  }

  /// One without arguments.
  init(_ name: String, short: [String] = [], _ help: String, run: @escaping Run) {
    self.init(name, short: short, [], optional: 0, help, run: run)
  }

  /// How it is written: `:set KNOB VALUE`, `:export [NAME]`.
  package var usage: String {
    let words = arguments.enumerated().map { index, argument in
      index >= arguments.count - optional ? "[\(argument.word)]" : argument.word
    }
    return ([":" + name] + words).joined(separator: " ")
  }

  /// Whether the last argument is all that is left of the line, blanks in it.
  package var takesRest: Bool {
    switch arguments.last {
    case .value, .theme, .typed("CONDITION"), .typed("NAME"): true
    default: false
    }
  }

  /// A line cut behind so many words and the blanks after them; nil where it has not so many, or ends in one.
  static func cut(_ text: String, behind words: Int) -> (front: String, rest: String)? {
    var rest = text[...]
    for _ in 0..<words { rest = rest.drop(while: \.isWhitespace).drop { !$0.isWhitespace } }
    let last = rest.drop(while: \.isWhitespace)
    guard last.startIndex > rest.startIndex else { return nil }
    return (String(text[..<last.startIndex]), String(last))
  }

  /// The command of that name, of a short name, or of a beginning that only one has.
  package static func named(_ name: String) -> LineCommand? {
    if let exact = all.first(where: { $0.name == name || $0.short.contains(name) }) { return exact }
    let begun = all.filter { $0.name.hasPrefix(name) }
    return begun.count == 1 && !name.isEmpty ? begun[0] : nil
  }

  /// The refusal of a name that none has.
  static func unknown(_ name: String) -> Knob.Refusal {
    let begun = all.map(\.name).filter { $0.hasPrefix(name) }
    let near = begun.isEmpty ? KnobNames.near(name, all.map(\.name)) : begun
    return Knob.Refusal(
      "there is no command ':\(name)'; " + (near.isEmpty ? ":help names them" : KnobNames.words(near)))
  }
}

extension LineCommand.Argument {
  /// How it is called in the help.
  package var word: String {
    switch self {
    case .setting: "KNOB"
    case .value: "VALUE"
    case .stage: "STAGE"
    case .stageChoice: "CHOICE"
    case .policy, .system, .workload, .machine, .panel, .layout, .theme, .symbols: "NAME"
    case .target: "TARGET"
    case .typed(let word): word
    }
  }
}
