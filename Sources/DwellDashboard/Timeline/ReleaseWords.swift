import DwellCore
import DwellEngine
package import DwellMetrics
import DwellSimulation
package import DwellTerminal

/// What is said of a container beside its bar.
package struct ReleaseWords: Sendable, Hashable {
  /// The sign of the cause; a blank while it is open.
  package var sign: Unicode.Scalar
  /// The cause in a word.
  package var cause: String
  /// The hue of the cause.
  package var role: Role
  /// Why, in a few words.
  package var reason: String

  /// The words of a container under the settings of a run.
  package init(_ bar: ContainerBar, _ model: Model, symbols: SymbolSet) {
    guard let departure = bar.departure else {
      (sign, cause, role, reason) = (" ", "open", .text, "")
      return
    }
    switch departure.cause {
    case .full: (sign, cause, role, reason) = (symbols.full, "full", .full, "no room")
    case .due:
      (sign, cause, role, reason) = (symbols.due, "due", .p, Self.runsOut(bar, model))
    case .idle: (sign, cause, role, reason) = (symbols.idle, "idle", .sample, "none busy")
    case .other:
      (sign, cause, role, reason) = ("-", "other", .dim, bar.bytes > bar.capacity ? "too large" : "guest left")
    }
    if departure.crossing == nil { (role, reason) = (.limit, "lost") }
  }

  private static func runsOut(_ bar: ContainerBar, _ model: Model) -> String {
    guard !model.isReleaseTurned(since: bar.opened), let policy = PolicyCatalog.policy(named: model.scenario.policy)
    else { return "deadline" }
    if !policy.waits { return "at once" }
    let isCapped = Double(bar.hold.nanoseconds) >= model.scenario.value(of: EngineKnobs.timeout) - 1
    return isCapped || policy.runsOut.hasPrefix("T₀") ? "T₀ ran out" : "P ran out"
  }
}
