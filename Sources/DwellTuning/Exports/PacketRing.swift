import DwellCore
import DwellEngine
import DwellSimulation

extension ExportTarget {
  /// Blocks of a packet ring under Linux.
  static let packetRing = ExportTarget(
    name: "tpacket-v3", summary: "blocks of a Linux packet socket's ring (PACKET_RX_RING, TPACKET_V3)",
    semantics: .block,
    source: "packet_mmap in the kernel's documentation, af_packet.c",
    confidence: "parameters documented; the timer from the source: it goes on over empty blocks",
    accepts: ["throttle", "fixed"],
    reach: ExportReach(
      policies: ["throttle"],
      steps: [
        ExportReach.Step(EngineKnobs.timeout, every: 1e6, in: 1e6...1e9),
        ExportReach.Step(EngineKnobs.containerSize, every: 4096, in: 4096...1_048_576),
      ],
      fixed: [Setting(ThrottleRelease.afterPause.name, "tick"), Setting(EngineKnobs.maxPackets.name, "0")]),
    limits: [
      "adaptive and self-clocked policies have no form here",
      "a timeout comes in whole milliseconds, a block in whole pages",
      "a block also holds a header of some 80 B for each packet and one of its own, so less fits than here",
      "there is no limit to the number of packets",
    ],
    comment: "//", fileEnding: ".c"
  ) { source throws(Knob.Refusal) in
    var words = Words(source, step: 1e6)
    let block = source.lean.whole(source.capacity / 4096) * 4096
    words.capacity = block
    words.knobs = [(ThrottleRelease.afterPause, 1)]
    words.drop(EngineKnobs.maxPackets, "\(Int(source.scenario.value(of: EngineKnobs.maxPackets)))")
    words.lines = [
      "struct tpacket_req3 ring = {",
      "  .tp_block_size = \(Int(block)),",
      "  .tp_block_nr = 64,",
      "  .tp_frame_size = 2048,",
      "  .tp_frame_nr = \(Int(block) / 2048 * 64),",
      "  .tp_retire_blk_tov = \(Int(words.timeout / 1e6)),",
      "};",
      "setsockopt(fd, SOL_PACKET, PACKET_VERSION, &(int){TPACKET_V3}, sizeof(int));",
      "setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof ring);",
    ]
    words.remarks = [
      "the timer of a block goes on while it is empty: a packet after a pause waits from 0 to the whole timeout",
      "64 blocks are our choice: they decide how long a reader may sleep, not the wait",
    ]
    return words.translation(policy: "throttle")
  }
}
