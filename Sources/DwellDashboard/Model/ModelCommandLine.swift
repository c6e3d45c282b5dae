public import DwellCore
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning

extension Model {
  mutating func openCommandLine() { overlay = .line(CommandLine()) }

  // MARK: Keys

  mutating func pressed(_ key: Key, in before: CommandLine) -> [Effect] {
    var line = before
    let command = bindings.command(for: key, in: .line)
    if command != .complete, command != .completeBack { line.cycle = nil }
    if line.search != nil, search(key, command, &line) {
      overlay = .line(line)
      return []
    }
    switch command {
    case .promptAccept: return accept(line)
    case .back:
      overlay = .none
      return []
    case .complete: complete(&line, 1)
    case .completeBack: complete(&line, -1)
    case .historyOlder: recall(&line, 1)
    case .historyNewer: recall(&line, -1)
    case .historySearch:
      line.draft = line.edit.text
      line.search = ""
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .promptErase where line.edit.isEmpty:
      // As in an editor: nothing left to erase but the colon itself.
      overlay = .none
      return []
    case let command?:
      if line.edit.edit(command) { line.refusal = nil }
    case nil:
      if let scalar = key.typed, line.edit.insert(scalar) {
        line.refusal = nil
        line.place = nil
      }
    }
    overlay = .line(line)
    return []
  }

  /// Looks for what is typed in the history; false where the key ends the search and means something itself.
  private func search(_ key: Key, _ command: DashboardCommand?, _ line: inout CommandLine) -> Bool {
    var text = line.search ?? ""
    var from = line.place ?? 0
    switch command {
    case .historySearch: from = (line.place ?? -1) + 1
    case .promptErase:
      text = String(text.dropLast())
      from = 0
    case .back:
      line.edit.replace(with: line.draft)
      line.search = nil
      line.place = nil
      return true
    case nil:
      guard let scalar = key.typed, scalar.isOneColumn, text.count < 80 else { return true }
      text.unicodeScalars.append(scalar)
    default:
      line.search = nil
      return false
    }
    line.search = text
    if let found = history.found(text, from: from) {
      line.place = found.place
      line.edit.replace(with: found.line)
      line.refusal = nil
    } else {
      line.refusal = "no command typed before has '\(text)'"
    }
    return true
  }

  private func recall(_ line: inout CommandLine, _ step: Int) {
    let place = (line.place ?? -1) + step
    line.refusal = nil
    if line.place == nil { line.draft = line.edit.text }
    guard place >= 0 else {
      line.place = nil
      line.edit.replace(with: line.draft)
      return
    }
    guard place < history.lines.count else { return }
    line.place = place
    line.edit.replace(with: history.lines[history.lines.count - 1 - place])
  }

  // MARK: Completion

  /// What may stand at the cursor: what stands before it in the line, and the candidates.
  package func candidates(_ line: CommandLine) -> (front: String, names: [String]) {
    let before = line.edit.before
    let typed = before.reversed().prefix { !$0.isWhitespace }.reversed()
    var word = String(typed)
    var front = String(before.dropLast(word.count))
    let words = front.split(whereSeparator: \.isWhitespace).map(String.init)
    let names: [String]
    if let first = words.first {
      guard let command = LineCommand.named(first), let last = command.arguments.last else { return (front, []) }
      if words.count < command.arguments.count {
        names = self.names(command.arguments[words.count - 1], after: Array(words.dropFirst()))
      } else if command.takesRest, let cut = LineCommand.cut(before, behind: command.arguments.count) {
        (front, word) = cut
        names = self.names(last, after: Array(words.dropFirst()))
      } else if words.count == command.arguments.count {
        names = self.names(last, after: Array(words.dropFirst()))
      } else {
        return (front, [])
      }
    } else {
      names = LineCommand.all.map(\.name)
    }
    let begun = names.filter { $0.hasPrefix(word) }
    return (front, begun.isEmpty && word.count >= 2 ? names.filter { $0.contains(word) } : begun)
  }

  /// Which of the candidates is in force now; nil where none is.
  package func presentChoice(_ line: CommandLine) -> String? {
    let front = line.cycle?.front ?? candidates(line).front
    let words = front.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let command = words.first.flatMap({ LineCommand.named($0) }), words.count <= command.arguments.count else {
      return nil
    }
    switch command.arguments[words.count - 1] {
    case .policy: return scenario.policy
    case .system: return scenario.system
    case .workload: return scenario.trace == nil ? scenario.arrivals : nil
    case .machine: return scenario.machine
    case .stageChoice: return words.last.flatMap(Stage.init).map { scenario.choice(on: $0) }
    case .panel: return fullScreen
    case .layout: return layoutName
    case .theme: return themeName
    case .symbols: return symbols.rawValue
    case .setting, .value, .stage, .target, .typed: return nil
    }
  }

  private func names(_ argument: LineCommand.Argument, after words: [String]) -> [String] {
    switch argument {
    case .setting: return ListedSetting.all(scenario).filter { knob(of: $0) != nil }.map(\.name)
    case .value:
      guard let setting = ListedSetting.all(scenario).first(where: { $0.name == words.first }),
        let knob = knob(of: setting)
      else { return [] }
      return knob.choices + knob.words.keys.sorted()
    case .stage: return Stage.allCases.map(\.rawValue)
    case .stageChoice: return words.first.flatMap(Stage.init).map { StageCatalog.choices(on: $0).map(\.name) } ?? []
    case .policy: return catalogs.policies
    case .system: return catalogs.systems
    case .workload: return catalogs.workloads
    case .machine: return MachineCatalog.machines.map(\.name)
    case .panel: return PanelCatalog.all.map(\.name)
    case .layout: return LayoutCatalog.chosen
    case .theme: return catalogs.themes
    case .symbols: return catalogs.symbols.map(\.rawValue)
    case .target: return ExportCatalog.targets.map(\.name)
    case .typed: return []
    }
  }

  private func complete(_ line: inout CommandLine, _ step: Int) {
    line.refusal = nil
    if var cycle = line.cycle, cycle.candidates.count > 1 {
      let count = cycle.candidates.count
      let next = cycle.index.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
      cycle.index = next
      line.edit.replaceBefore(with: cycle.front + cycle.candidates[next])
      line.cycle = cycle
      return
    }
    let (front, names) = candidates(line)
    guard let first = names.first else {
      line.refusal = "nothing is called so here"
      return
    }
    if names.count == 1 {
      // What comes next can be typed at once.
      line.edit.replaceBefore(with: front + first + " ")
      return
    }
    let common = names.dropFirst().reduce(first) { $0.commonPrefix(with: $1) }
    let word = line.edit.before.dropFirst(front.count)
    if common.count > word.count, common.hasPrefix(word) { line.edit.replaceBefore(with: front + common) }
    line.cycle = CommandLine.Cycle(front: front, candidates: names)
  }

  // MARK: Carrying out

  private mutating func accept(_ line: CommandLine) -> [Effect] {
    let text = line.edit.text
    guard !text.allSatisfy(\.isWhitespace) else {
      overlay = .none
      return []
    }
    history.add(text)
    do {
      overlay = .none
      return try execute(text)
    } catch {
      var refused = line
      refused.refusal = error.description
      refused.place = nil
      refused.search = nil
      overlay = .line(refused)
      return []
    }
  }

  /// Carries out a line of the command line, without its colon.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed; nothing has changed then.
  public mutating func execute(_ text: String) throws(Knob.Refusal) -> [Effect] {
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if words.first?.hasPrefix(":") == true { words[0] = String(words[0].dropFirst()) }
    guard let name = words.first, !name.isEmpty else { throw Knob.Refusal("there is no command; :help names them") }
    guard let command = LineCommand.named(name) else { throw LineCommand.unknown(name) }
    var arguments = Array(words.dropFirst())
    let most = command.arguments.count
    if command.takesRest, arguments.count > most, let rest = LineCommand.cut(text, behind: most)?.rest {
      // Blanks within are kept as they are, one or several: they are part of a name.
      let end = rest.lastIndex { !$0.isWhitespace }
      arguments[(most - 1)...] = [String(end.map { rest[...$0] } ?? "")]
    }
    guard arguments.count >= most - command.optional, arguments.count <= most else {
      let given = arguments.isEmpty ? "nothing" : "'\(arguments.joined(separator: " "))'"
      throw Knob.Refusal("\(command.name) was given \(given), but is written \(command.usage)")
    }
    return try command.run(&self, arguments)
  }

  /// Gives the setting of that name a typed value.
  mutating func set(_ name: String, to text: String) throws(Knob.Refusal) -> [Effect] {
    let settings = ListedSetting.all(scenario)
    guard let setting = settings.first(where: { $0.name == name }) else {
      let near = KnobCatalog.near(name, among: settings.map(\.name))
      throw Knob.Refusal(
        "there is no setting '\(name)'; " + (near.isEmpty ? "/ lists them" : KnobCatalog.nearWords(near)))
    }
    guard let knob = knob(of: setting) else {
      throw Knob.Refusal("\(name) cannot be turned: it \(setting.reason ?? "holds for a whole run")")
    }
    let value = try knob.value(
      parsing: text, current: value(of: setting), bytesPerPacket: scenario.meanPacketBytes)
    return turn(setting, to: value)
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
