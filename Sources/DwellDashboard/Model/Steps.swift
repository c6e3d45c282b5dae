package import DwellCore

/// The ladders of what is no knob.
package enum Steps {
  /// Windows: 100 µs to 1 h as 1, 2, 5; the last is the hour itself.
  package static let windows: [TimeSpan] = {
    var windows: [TimeSpan] = []
    var nanoseconds = 1e5
    while nanoseconds < 3.6e12 {
      windows.append(TimeSpan(nanoseconds: Int64(nanoseconds.rounded())))
      nanoseconds = Ladder.above(nanoseconds)
    }
    return windows + [TimeSpan(nanoseconds: 3_600_000_000_000)]
  }()

  /// Clock speeds: 10⁻⁶ to 10³ as 1, 2, 5.
  package static let speeds: ClosedRange<Double> = 1e-6...1e3

  /// Numbers of guests: 1, 2, 3, 4, 6, 8, 12, 16 … 1024.
  package static let guests: [Int] = [
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024,
  ]

  /// The window next to one.
  package static func window(_ window: TimeSpan, longer: Bool) -> TimeSpan {
    (longer ? windows.first { $0 > window } : windows.last { $0 < window }) ?? window
  }

  /// The speed next to one.
  package static func speed(_ speed: Double, faster: Bool) -> Double {
    let next = faster ? Ladder.above(speed) : Ladder.below(speed)
    return min(max(next, speeds.lowerBound), speeds.upperBound)
  }

  /// The number of guests next to one.
  package static func guests(_ count: Int, more: Bool) -> Int {
    (more ? guests.first { $0 > count } : guests.last { $0 < count }) ?? count
  }

  /// The name after (or before) one in a list, round and round; nil when there is no other.
  package static func name(after name: String, in names: [String], by step: Int) -> String? {
    guard !names.isEmpty else { return nil }
    let next: String
    if let index = names.firstIndex(of: name) {
      next = names[(index + step + names.count) % names.count]
    } else {
      next = step > 0 ? names[0] : names[names.count - 1]
    }
    return next == name ? nil : next
  }
}
