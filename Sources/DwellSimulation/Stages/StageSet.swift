package import DwellCore

/// A system as the pipeline runs it: the entry chosen on every stage.
package struct StageSet: Sendable {
  /// When packets leave the card.
  package var intake: PacketStageEntry
  /// What merges packets of a flow.
  package var coalesce: PacketStageEntry
  /// What packets from a guest on this host may take.
  package var bypass: PacketStageEntry
  var cross: StageEntry<Crossing>
  var notify: StageEntry<Tariff.Notification>
  /// What holds packets back after the unloader.
  package var regulate: PacketStageEntry
  /// What TCP workloads run over.
  package var transport: TransportEntry

  /// The choices of a scenario.
  ///
  /// - Throws: `Knob.Refusal` where a choice is not in the catalog of its stage.
  package init(_ scenario: Scenario) throws(Knob.Refusal) {
    intake = try IntakeCatalog.entries.entry(scenario.choice(on: .intake), of: .intake)
    coalesce = try CoalesceCatalog.entries.entry(scenario.choice(on: .coalesce), of: .coalesce)
    bypass = try BypassCatalog.entries.entry(scenario.choice(on: .bypass), of: .bypass)
    cross = try CrossCatalog.entries.entry(scenario.choice(on: .cross), of: .cross)
    notify = try NotifyCatalog.entries.entry(scenario.choice(on: .notify), of: .notify)
    regulate = try RegulateCatalog.entries.entry(scenario.choice(on: .regulate), of: .regulate)
    transport = try TransportCatalog.entries.entry(scenario.choice(on: .transport), of: .transport)
  }

  /// Whether a stage has packets in its hands, so that they are followed one by one.
  var handlesPackets: Bool {
    [intake, coalesce, bypass, regulate].contains { $0.behaviour != nil }
  }
}
