import DwellCore
import DwellTerminal

/// What `--keys` says: keys to press and virtual times to wait for, one after the other.
struct KeyScript {
  /// One step.
  enum Step: Equatable {
    case press(Key)
    case wait(TimeSpan)
  }

  private(set) var steps: [Step] = []

  /// The virtual time that all waits take.
  var length: TimeSpan {
    steps.reduce(.zero) { sum, step in if case .wait(let span) = step { sum + span } else { sum } }
  }

  /// Reads names of keys and `wait:TIME`, separated by blanks.
  init(parsing text: String) throws(Failure) {
    for word in text.split(whereSeparator: \.isWhitespace) {
      if word.hasPrefix("wait:") {
        steps.append(.wait(try Self.time("keys", String(word.dropFirst(5)))))
      } else if let key = Key(name: String(word)) {
        steps.append(.press(key))
      } else {
        throw .usage("keys has '\(word)', which is no key; dwell list keys names them, wait:100ms waits")
      }
    }
  }

  /// A virtual time up to 10⁶ s.
  static func time(_ name: String, _ text: String) throws(Failure) -> TimeSpan {
    let knob = Knob(name, .time, in: 0...1e15, default: 0, scale: .logarithmic, help: "")
    let value = try Failure.usage { () throws(Knob.Refusal) in try knob.value(parsing: text) }
    return TimeSpan(nanoseconds: Int64(value.rounded()))
  }
}
