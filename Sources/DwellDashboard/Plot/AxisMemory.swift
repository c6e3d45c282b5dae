/// The ranges of all axes, so that they do not jump from frame to frame.
///
/// A range grows at once when the data ask for it; it shrinks only after the data have asked for less over
/// ``patience`` frames in a row, and then to what they asked for in that time.
package struct AxisMemory: Sendable, Hashable {
  private struct Kept: Sendable, Hashable {
    var scale: Scale
    var wanted: Scale
    var frames: Int
  }

  /// Frames for which less must be asked before a range shrinks: two seconds at 30 frames a second.
  package static let patience = 60

  private var kept: [String: Kept] = [:]

  /// No range yet.
  package init() {}

  /// The range of the axis of that name.
  package subscript(name: String) -> Scale? { kept[name]?.scale }

  /// Takes note of what the data of a frame ask for.
  package mutating func settle(_ name: String, wanted: Scale) {
    guard var entry = kept[name], entry.scale.kind == wanted.kind else {
      kept[name] = Kept(scale: wanted, wanted: wanted, frames: 0)
      return
    }
    let union = Scale(wanted.kind, min(entry.scale.low, wanted.low), max(entry.scale.high, wanted.high))
    if union != entry.scale || wanted == entry.scale {
      entry = Kept(scale: union, wanted: wanted, frames: 0)
    } else {
      entry.wanted =
        entry.frames == 0
        ? wanted : Scale(wanted.kind, min(entry.wanted.low, wanted.low), max(entry.wanted.high, wanted.high))
      entry.frames += 1
      if entry.frames >= Self.patience {
        entry = Kept(scale: entry.wanted, wanted: entry.wanted, frames: 0)
      }
    }
    kept[name] = entry
  }

  /// Forgets the range of one axis.
  package mutating func forget(_ name: String) { kept[name] = nil }

  /// Forgets everything: another run, another window.
  package mutating func forget() { kept = [:] }
}
