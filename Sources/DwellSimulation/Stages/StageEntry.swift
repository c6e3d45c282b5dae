import DwellCore
import DwellEngine

/// One entry of a stage's catalog: what menus see of a choice, and what it does.
package struct StageEntry<Behaviour: Sendable>: Sendable {
  /// What menus, options and help see.
  package let choice: StageChoice
  /// What it does.
  package let behaviour: Behaviour

  /// An entry of a catalog, or a choice that is in none.
  package init(_ choice: StageChoice, _ behaviour: Behaviour) {
    self.choice = choice
    self.behaviour = behaviour
  }
}

/// An entry of intake, coalesce, bypass or regulate; nil where packets pass straight through, at no cost.
package typealias PacketStageEntry = StageEntry<MakePacketStage?>

/// An entry of transport; nil for none.
package typealias TransportEntry = StageEntry<MakeTransport?>

/// How packets reach the guest.
struct Crossing: Sendable {
  /// Whether they wait in containers, under a release policy.
  let usesContainers: Bool
  /// Makes the front that packets enter by.
  let makeFront: @Sendable (PolicyEntry, PolicySettings, ContainerRules, _ guests: Int, Backend) -> Front
}

extension Array {
  /// The entry of that name.
  ///
  /// - Throws: `Knob.Refusal` where there is none.
  func entry<Behaviour>(_ name: String, of stage: Stage) throws(Knob.Refusal) -> StageEntry<Behaviour>
  where Element == StageEntry<Behaviour> {
    guard let entry = first(where: { $0.choice.name == name }) else {
      throw .unknown("stage \(stage.rawValue)", name, map(\.choice.name))
    }
    return entry
  }
}
