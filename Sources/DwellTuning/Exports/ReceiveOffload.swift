import DwellCore
import DwellEngine
import DwellSimulation

extension ExportTarget {
  /// Generic receive offload with deferred interrupts.
  static let receiveOffload = ExportTarget(
    name: "gro", summary: "Linux polls a card instead of taking interrupts, and merges what came (gro_flush_timeout)",
    semantics: .leastGap, source: "the kernel's NAPI documentation, software interrupt coalescing; gro.c",
    confidence: "parameters documented; as a least gap: our reading of one deferred interrupt",
    accepts: ["throttle", "fixed", "immediate"],
    reach: ExportReach(
      policies: ["throttle", "immediate"],
      steps: [ExportReach.Step(EngineKnobs.timeout, every: 1, in: 1000...1e9, under: ["throttle"])],
      fixed: [Setting(EngineKnobs.containerSize.name, "64KiB"), Setting(EngineKnobs.maxPackets.name, "0")]),
    limits: [
      "adaptive and self-clocked policies have no form here", ExportCatalog.netback,
      "the size cannot be chosen: what is merged ends at 64 KiB, and only packets of one TCP flow are really merged",
    ],
    comment: "#", fileEnding: ".sh"
  ) { source throws(Knob.Refusal) in
    var words = Words(source, step: 1)
    let folder = "/sys/class/net/\(source.device)"
    if source.isImmediate {
      words.lines = ["echo 0 > \(folder)/napi_defer_hard_irqs", "echo 0 > \(folder)/gro_flush_timeout"]
      return words.translation(policy: "immediate")
    }
    words.capacity = 65536
    words.knobs = [(ThrottleRelease.afterPause, 0)]
    words.drop(EngineKnobs.maxPackets, "\(Int(source.scenario.value(of: EngineKnobs.maxPackets)))")
    words.lines = [
      "ethtool -K \(source.device) gro on", "echo 1 > \(folder)/napi_defer_hard_irqs",
      "echo \(Int(words.timeout)) > \(folder)/gro_flush_timeout",
    ]
    words.remarks = [
      "with more deferred interrupts than 1 the card is polled longer into a pause, and the first packet after it waits"
    ]
    return words.translation(policy: "throttle")
  }
}
