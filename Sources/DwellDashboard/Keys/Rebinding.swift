public import DwellTerminal

extension BindingTable {
  /// The table in which a command of the dashboard has these keys and no others; whatever had them before loses them.
  ///
  /// Prompts and overlays keep their own; a command of the frozen dashboard has its keys there.
  public func binding(_ command: DashboardCommand, to keys: [Key]) -> BindingTable {
    var bindings = bindings
    let context: KeyContext = bindings.contains { $0.command == command && $0.context == .frozen } ? .frozen : .main
    for index in bindings.indices where bindings[index].context == context {
      let isItsOwn = bindings[index].command == command
      bindings[index].keys.removeAll { isItsOwn || keys.contains($0) }
    }
    if let index = bindings.firstIndex(where: { $0.context == context && $0.command == command }) {
      bindings[index].keys = keys
    } else {
      bindings.append(Binding(command, keys, in: context))
    }
    return BindingTable(bindings)
  }
}
