import DwellCore
import DwellEngine
import DwellSimulation

extension ExportTarget {
  /// A network card's interrupts under Linux.
  static let ethtool = ExportTarget(
    name: "ethtool", summary: "interrupt coalescing of a network card under Linux: usecs, frames, tx-aggr",
    semantics: .timerOrLeastGap,
    source: "ethtool(8), coalescing in the kernel's ethtool.h; the least gap: Intel's drivers",
    confidence: "parameters documented; which card does which: from drivers, not from every card",
    accepts: ["fixed", "throttle", "immediate"],
    reach: ExportReach(
      policies: ["fixed", "throttle", "immediate"],
      steps: [
        ExportReach.Step(EngineKnobs.timeout, every: 1000, in: 1000...1e9),
        // An interrupt of a least gap counts no packets (Intel).
        ExportReach.Step(EngineKnobs.maxPackets, every: 1, in: 1...1024, under: ["fixed"]),
      ], fixed: [Setting(EngineKnobs.containerSize.name, "1MiB")]),
    limits: [
      "adaptive and self-clocked policies have no ethtool form: adaptive-rx on is the driver's own rule",
      ExportCatalog.netback,
      "a card counts the packets of a queue, whatever guest they are for: give each guest a queue of its own",
    ],
    comment: "#", fileEnding: ".sh"
  ) { source throws(Knob.Refusal) in
    var words = Words(source, step: 1000)
    let head = "ethtool -C \(source.device)"
    if source.isImmediate {
      words.lines = [
        "\(head) adaptive-rx off rx-usecs 0 rx-frames 1", "\(head) adaptive-tx off tx-usecs 0 tx-frames 1",
      ]
      return words.translation(policy: "immediate")
    }
    let micros = Int(words.timeout / 1000)
    let isLong = micros > 1000
    guard source.scenario.policy == "fixed" else {
      words.lines = ["\(head) adaptive-rx off rx-usecs \(micros)", "\(head) adaptive-tx off tx-usecs \(micros)"]
      words.hasNoSize = true
      words.knobs = [(ThrottleRelease.afterPause, 0)]
      words.remarks.append("Intel's cards take no rx-frames, so only the time counts")
      if isLong { words.remarks.append(ExportCatalog.longTimer) }
      return words.translation(policy: "throttle")
    }
    words.frames = source.frames
    // The nearest to a container, where a driver has it.
    let aggregate =
      "\(head) tx-aggr-max-bytes \(Int(source.bytesOfFrames)) tx-aggr-max-frames \(source.frames) tx-aggr-time-usecs \(micros)"
    words.lines = [
      "\(head) adaptive-rx off rx-usecs \(micros) rx-frames \(source.frames)",
      "\(head) adaptive-tx off tx-usecs \(micros) tx-frames \(source.frames)", aggregate,
    ]
    if words.countsFrames, let reason = source.counted.reason { words.remarks.append(reason) }
    words.remarks += [
      "the tx line is about completions only; tx-aggr gathers packets as a container does, in few drivers (WWAN), with ethtool 6.2 on"
    ]
    if isLong { words.remarks.append(ExportCatalog.longTimer) }
    var translation = words.translation(policy: "fixed")
    // The same line on an Intel card.
    var gap = translation.after
    gap.policy = "throttle"
    gap.knobs[ThrottleRelease.afterPause] = 0
    gap.knobs[EngineKnobs.maxPackets] = 0
    gap.knobs[EngineKnobs.containerSize] = EngineKnobs.containerSize.range.upperBound
    translation.otherwise = ("least gap (Intel)", gap)
    return translation
  }
}
