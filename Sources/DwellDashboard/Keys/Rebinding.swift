public import DwellTerminal

extension BindingTable {
  /// The table in which a command of the dashboard has these keys and no others; whatever had them before loses them.
  ///
  /// Prompts and overlays keep their own.
  public func binding(_ command: DashboardCommand, to keys: [Key]) -> BindingTable {
    var bindings = bindings
    for index in bindings.indices where bindings[index].context == .main {
      let isItsOwn = bindings[index].command == command
      bindings[index].keys.removeAll { isItsOwn || keys.contains($0) }
    }
    if let index = bindings.firstIndex(where: { $0.context == .main && $0.command == command }) {
      bindings[index].keys = keys
    } else {
      bindings.append(Binding(command, keys))
    }
    return BindingTable(bindings)
  }
}
