public import DwellTerminal

extension BindingTable {
  /// The contexts that a command is given keys in: the dashboard, else wherever it has some.
  public func contexts(of command: DashboardCommand) -> [KeyContext] {
    let all = KeyContext.allCases.filter { context in
      bindings.contains { $0.command == command && $0.context == context }
    }
    return all.contains(.main) || all.isEmpty ? [.main] : all
  }

  /// The table in which a command has these keys and no others; whatever had them before in the same context loses them.
  ///
  /// Commands of the dashboard keep their keys in prompts and overlays.
  public func binding(_ command: DashboardCommand, to keys: [Key]) -> BindingTable {
    var bindings = bindings
    for context in contexts(of: command) {
      for index in bindings.indices where bindings[index].context == context {
        let isItsOwn = bindings[index].command == command
        bindings[index].keys.removeAll { isItsOwn || keys.contains($0) }
      }
      if let index = bindings.firstIndex(where: { $0.context == context && $0.command == command }) {
        bindings[index].keys = keys
      } else {
        bindings.append(Binding(command, keys, in: context))
      }
    }
    return BindingTable(bindings)
  }
}
