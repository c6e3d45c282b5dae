import DwellCore
import DwellEngine
import DwellSimulation

extension ExportTarget {
  /// A paravirtual card that offers notification coalescing.
  static let virtioNet = ExportTarget(
    name: "virtio-net", summary: "notification coalescing of a virtio network device (VIRTIO_NET_F_NOTF_COAL)",
    semantics: .timer, source: "virtio specification 1.2, network device: notifications coalescing",
    confidence: "parameters specified; devices may notify earlier or later than asked",
    accepts: ["fixed", "throttle", "immediate"],
    reach: ExportReach(
      policies: ["fixed", "immediate"],
      steps: [
        ExportReach.Step(EngineKnobs.timeout, every: 1000, in: 1000...1e9, under: ["fixed"]),
        ExportReach.Step(EngineKnobs.maxPackets, every: 1, in: 1...1024, under: ["fixed"]),
      ], fixed: [Setting(EngineKnobs.containerSize.name, "1MiB")]),
    limits: [
      "adaptive and self-clocked policies have no form here: a guest may run DIM of its own (adaptive-rx on)",
      "the device must offer feature 53, VIRTIO_NET_F_NOTF_COAL; 52 for each queue by itself",
    ],
    comment: "#", fileEnding: ".sh"
  ) { source throws(Knob.Refusal) in
    var words = Words(source, step: 1000)
    let packets = source.isImmediate ? 1 : source.frames
    let micros = source.isImmediate ? 0 : Int(words.timeout / 1000)
    words.frames = source.isImmediate ? nil : packets
    let head = "ethtool -C \(source.device)"
    words.lines = [
      "\(head) rx-usecs \(micros) rx-frames \(packets)", "\(head) tx-usecs \(micros) tx-frames \(packets)",
    ]
    words.remarks =
      (words.countsFrames ? source.counted.reason.map { [$0] } ?? [] : []) + [
        "typed in the guest; its driver sends class 6, RX_SET 1 and TX_SET 0, with max_usecs \(micros) and max_packets \(packets)"
      ]
    return words.translation(policy: source.isImmediate ? "immediate" : "fixed")
  }
}
