import DwellCore
import DwellEngine
import DwellSimulation

/// A translation on its way: what most targets do alike.
struct Words {
  let source: ExportSource
  /// T0 in whole steps of the target, at least one, in nanoseconds.
  let timeout: Double
  /// Packets after which a container leaves; nil where bytes count.
  var frames: Int?
  /// Bytes of a container, where the target has them in steps of its own.
  var capacity: Double?
  /// Whether the target knows no size at all.
  var hasNoSize = false
  /// Knobs that its semantics set.
  var knobs: [(Knob, Double)] = []
  var lines: [String] = []
  var remarks: [String] = []
  // Bounds that go.
  private var dropped: [(name: String, text: String)] = []

  /// Whether frames were made of bytes.
  var countsFrames: Bool { frames != nil && (source.asked == nil || source.asked != frames) }

  init(_ source: ExportSource, step: Double) {
    self.source = source
    timeout = source.lean.whole(source.timeout / step) * step
  }

  /// What the target knows no form of is off there.
  mutating func drop(_ knob: Knob, _ text: String) {
    knobs.append((knob, 0))
    if source.scenario.value(of: knob) > 0 { dropped.append((knob.name, text)) }
  }

  /// The settings with the semantics of the target: `policy`, the timeout and the size as it has them.
  func translation(policy: String) -> Translation {
    var after = source.scenario
    var roundings: [Rounding] = []
    after.policy = policy
    if policy != source.scenario.policy {
      roundings.append(Rounding("policy", source.scenario.policy, policy + ticks, change: nil))
    }
    if !source.isImmediate {
      after.knobs[EngineKnobs.timeout] = timeout
      if timeout != source.timeout {
        roundings.append(
          Rounding("timeout", Self.time(source.timeout), Self.time(timeout), change: timeout / source.timeout - 1))
      }
    }
    roundings += size(&after)
    if source.scenario.value(of: EngineKnobs.minRoom) > 0, !source.isImmediate {
      after.knobs[EngineKnobs.minRoom] = 0
      roundings.append(
        Rounding(
          "min-room", QuantityText.bytes(source.scenario.value(of: EngineKnobs.minRoom)), "none", change: nil,
          kind: .lost))
    }
    roundings += dropped.map { Rounding($0.name, $0.text, "none", change: nil, kind: .lost) }
    for (knob, value) in knobs { after.knobs[knob] = value }
    return Translation(lines: lines, after: after, roundings: roundings, remarks: remarks)
  }

  private var ticks: String {
    knobs.contains { $0.0 == ThrottleRelease.afterPause && $0.1 == 1 } ? " with after-pause=tick" : ""
  }

  private func size(_ after: inout Scenario) -> [Rounding] {
    let asked = QuantityText.bytes(source.capacity)
    let most = EngineKnobs.containerSize.range.upperBound
    if hasNoSize {
      after.knobs[EngineKnobs.containerSize] = most
      after.knobs[EngineKnobs.maxPackets] = 0
      guard !source.hasNoBytes || source.asked != nil else { return [] }
      let packets = source.asked.map { " of at most \($0) \($0 == 1 ? "packet" : "packets")" } ?? ""
      return [Rounding("container", asked + packets, "no size", change: nil, kind: .lost)]
    }
    if let frames {
      after.knobs[EngineKnobs.maxPackets] = Double(frames)
      let largest = Double(frames) * source.largest
      // The count decides already, and never the bytes.
      if source.asked == frames, source.hasNoBytes || largest <= source.capacity { return [] }
      // As many of the largest: the count is to decide, and not the bytes.
      after.knobs[EngineKnobs.containerSize] = min(max(largest, 64), most)
      let bytes = Double(frames) * source.packetBytes
      guard bytes != source.capacity || !source.scenario.hasOneSize else { return [] }
      let mean = source.counted.bytes == source.packetBytes ? "" : ", \(QuantityText.bytes(bytes)) on average"
      return [
        Rounding(
          "container", asked,
          "\(frames) \(frames == 1 ? "frame" : "frames") of \(QuantityText.bytes(source.counted.bytes))\(mean)",
          change: bytes / source.capacity - 1)
      ]
    }
    guard let capacity, capacity != source.capacity else { return [] }
    after.knobs[EngineKnobs.containerSize] = capacity
    return [Rounding("container", asked, QuantityText.bytes(capacity), change: capacity / source.capacity - 1)]
  }

  static func time(_ nanoseconds: Double) -> String { QuantityText.time(nanoseconds: nanoseconds, .dropped) }
}
