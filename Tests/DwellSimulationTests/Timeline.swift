import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// A run drawn as text: one character is one step of time, 100 µs.
///
/// Arrivals: `-` nothing, a letter a packet (small letters for guest 1, capitals for guest 2), `(abc)` several at one instant.
/// Releases: `[ab due]` one container with its cause; deliveries: `(ab)`, or their number; several of them at one instant stand in braces.
struct Timeline {
  static let step: Int64 = 100_000

  var policy = "fixed"
  var stages: [Stage: String] = [:]
  /// Packets of 1024 B: four fill a container.
  var sizes: [Character: Int] = [:]
  var knobs: [String: Double] = [:]
  /// T0 in steps.
  var timeout = 5
  /// Commands with the step they come at.
  var commands: [(step: Int64, command: Command)] = []
  var arrivals = ""

  /// The case behind the picture.
  var testCase: TestCase {
    var scenario = Scenario()
    scenario.machine = "paper"
    scenario.policy = policy
    scenario.stages = stages
    scenario.sizes = PacketSizes(bytes: 1024)
    scenario.guests = 2
    scenario.knobs.choose("timeout", Double(Int64(timeout) * Self.step))
    for (name, value) in knobs { scenario.knobs.choose(name, value) }
    let packets = packets
    scenario.duration = .seconds(1)  // past the last event, so that the source hears of every delivery
    return TestCase(
      scenario: scenario, arrivals: packets.map(\.packet),
      stops: commands.map { ($0.step * Self.step, $0.command) }, follows: true)
  }

  /// The letters with the packets they stand for.
  private var packets: [(letter: Character, packet: NaivePacket)] {
    var packets: [(Character, NaivePacket)] = []
    var step: Int64 = 0
    var together = false
    for letter in arrivals {
      switch letter {
      case "(": together = true
      case ")": together = false
      case "-": break
      default:
        let guest = letter.isUppercase ? 1 : 0
        packets.append(
          (letter, NaivePacket(arrival: step * Self.step, size: sizes[letter] ?? 1024, guest: guest)))
      }
      if !together { step += 1 }
    }
    return packets
  }

  /// The containers as they left.
  func released(_ outcome: TestCase.Outcome) -> String {
    var letters = lettersByGuest
    return draw(
      outcome.releases.map { release in
        let inside = String(letters[release.guest].prefix(release.packets))
        letters[release.guest].removeFirst(release.packets)
        return (release.released, "[\(inside) \(release.cause)]")
      })
  }

  /// The packets as they were handed over; where some are lost, how many.
  func delivered(_ outcome: TestCase.Outcome) -> String {
    var letters = lettersByGuest
    let someLost = outcome.fates.contains { $0.contains { !$0.delivered } }
    var marks: [(Int64, String)] = []
    for (guest, fates) in outcome.fates.enumerated() {
      for fate in fates {
        let inside = String(letters[guest].prefix(fate.packets))
        letters[guest].removeFirst(fate.packets)
        let told = someLost ? (fate.delivered ? "\(fate.packets)" : "lost \(fate.packets)") : inside
        marks.append((fate.time, "(\(told))"))
      }
    }
    return draw(marks.sorted { $0.0 < $1.0 })
  }

  private var lettersByGuest: [String] {
    let all = packets
    return (0...1).map { guest in String(all.filter { $0.packet.guest == guest }.map(\.letter)) }
  }

  private func draw(_ marks: [(time: Int64, text: String)]) -> String {
    var text = ""
    var drawn: Int64 = 0
    for step in Set(marks.map { $0.time / Self.step }).sorted() {
      text += String(repeating: "-", count: Int(step - drawn))
      let here = marks.filter { $0.time / Self.step == step }.map(\.text)
      text += here.count == 1 ? here[0] : "{\(here.joined())}"
      drawn = step + 1
    }
    return text
  }
}

extension KnobValues {
  /// Chooses a value for the knob of that name.
  mutating func choose(_ name: String, _ value: Double) {
    self[Knob(name, .number, in: value...value, default: value, scale: .linear(step: 1), help: "")] = value
  }
}
