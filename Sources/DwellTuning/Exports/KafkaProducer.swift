import DwellCore
import DwellEngine
import DwellSimulation

extension ExportTarget {
  /// The batches of a message producer.
  static let kafkaProducer = ExportTarget(
    name: "kafka-producer", summary: "batches of an Apache Kafka producer: batch.size and linger.ms", semantics: .timer,
    source: "Kafka's producer configuration: batch.size, linger.ms",
    confidence: "documented: a batch leaves full or when it has lingered",
    accepts: ["fixed", "throttle", "immediate"],
    reach: ExportReach(
      policies: ["fixed", "immediate"],
      steps: [
        ExportReach.Step(EngineKnobs.timeout, every: 1e6, in: 1e6...1e9, under: ["fixed"]),
        ExportReach.Step(EngineKnobs.containerSize, every: 1, in: 64...1_048_576, under: ["fixed"]),
      ], fixed: [Setting(EngineKnobs.maxPackets.name, "0")]),
    limits: [
      "adaptive policies have no form here", "linger.ms comes in whole milliseconds",
      "batches still form while earlier requests are under way, whatever linger.ms says; a batch is for one partition",
    ],
    comment: "#", fileEnding: ".properties"
  ) { source throws(Knob.Refusal) in
    var words = Words(source, step: 1e6)
    words.drop(EngineKnobs.maxPackets, "\(Int(source.scenario.value(of: EngineKnobs.maxPackets)))")
    let linger = source.isImmediate ? 0 : Int(words.timeout / 1e6)
    words.lines = ["batch.size=\(Int(source.capacity))", "linger.ms=\(linger)"]
    return words.translation(policy: source.isImmediate ? "immediate" : "fixed")
  }
}
