import DwellTerminal

/// Bindings by what is asked of them, made once: a frame asks about a hundred times, a key once.
struct BindingIndex: Sendable {
  private struct Pressed: Hashable {
    var key: Key
    var context: KeyContext
  }

  private struct Asked: Hashable {
    var command: DashboardCommand
    var context: KeyContext
  }

  private var commands: [Pressed: DashboardCommand] = [:]
  private var keys: [Asked: [Key]] = [:]
  private var labels: [Asked: String] = [:]
  private var hints: [KeyContext: [[DashboardCommand]: String]] = [:]

  /// Of several bindings of a key in one context the first counts; the keys of a command keep their order.
  init(_ bindings: [Binding]) {
    for binding in bindings {
      for key in binding.keys {
        let pressed = Pressed(key: key, context: binding.context)
        if commands[pressed] == nil { commands[pressed] = binding.command }
      }
      let asked = Asked(command: binding.command, context: binding.context)
      keys[asked, default: []] += binding.keys
      if labels[asked] == nil { labels[asked] = binding.keys.first.map(BindingTable.text(of:)) }
    }
    for topic in KeyTopic.all { hints[topic.context, default: [:]][topic.commands] = keysInShort(of: topic) }
  }

  /// What a key asks for.
  func command(for key: Key, in context: KeyContext) -> DashboardCommand? {
    commands[Pressed(key: key, context: context)]
  }

  /// The keys of a command.
  func keys(of command: DashboardCommand, in context: KeyContext) -> [Key] {
    keys[Asked(command: command, context: context)] ?? []
  }

  /// The first of them as a person reads it.
  func label(of command: DashboardCommand, in context: KeyContext) -> String? {
    labels[Asked(command: command, context: context)]
  }

  /// The keys of a topic in short, for the row of hints.
  func hint(of topic: KeyTopic) -> String? { hints[topic.context]?[topic.commands] }

  private func keysInShort(of topic: KeyTopic) -> String? {
    let words = topic.commands.compactMap { label(of: $0, in: topic.context) }
    guard !words.isEmpty else { return nil }
    if let digits = BindingTable.digits(topic.commands.compactMap { keys(of: $0, in: topic.context).first }) {
      return digits
    }
    // Arrows stand close (`↑↓`); of letters the first is enough, of brackets both are needed.
    let isLetters = words.allSatisfy { $0.count == 1 && $0.first?.isLetter == true }
    let isArrows = words.allSatisfy { "↑↓←→".contains($0) }
    let areBrackets = words[0].contains("[") || words[0].contains("(")
    return isLetters || topic.group == .look && !areBrackets
      ? words[0] : words.joined(separator: isArrows ? "" : " ")
  }
}
