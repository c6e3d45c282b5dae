import DwellCore
import Testing

/// Knobs: what they accept, how they step, where their sliders stand.
struct KnobTests {
  private let timeout = Knob(
    "timeout", symbol: "T₀", .time, in: 1000...1e9, default: 1e6, scale: .logarithmic, help: "longest wait")
  private let alpha = Knob("alpha", .number, in: 0...0.9999, default: 0.99, scale: .complement, help: "weight")
  private let size = Knob(
    "container-size", .bytes, in: 512...65536, default: 4096, scale: .doubling(step: 512), help: "capacity")
  private let load = Knob("load", .packetRate, in: 1...1e8, default: 1e5, scale: .logarithmic, help: "offered load")
  private let guests = Knob("guests", .count, in: 1...1024, default: 2, scale: .linear(step: 1), help: "guests")
  private let start = Knob("start", choices: ["first", "zero"], help: "start")

  private var all: [Knob] { [timeout, alpha, size, load, guests, start] }

  private func walk(_ knob: Knob, _ value: Double, _ direction: Knob.Direction, _ step: Knob.Step, _ count: Int)
    -> [Double]
  {
    var value = value
    return (0..<count).map { _ in
      value = knob.stepped(value, direction, step)
      return value
    }
  }

  @Test("fine steps of logarithmic knobs are 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 a decade; coarse 1, 2, 5")
  func logarithmicSteps() {
    #expect(
      walk(timeout, 1e6, .up, .fine, 10) == [1.2e6, 1.5e6, 2e6, 2.5e6, 3e6, 4e6, 5e6, 6e6, 8e6, 1e7])
    #expect(walk(timeout, 1e6, .down, .fine, 4) == [8e5, 6e5, 5e5, 4e5])
    #expect(walk(timeout, 1e6, .up, .coarse, 4) == [2e6, 5e6, 1e7, 2e7])
    #expect(walk(timeout, 1e6, .down, .coarse, 4) == [5e5, 2e5, 1e5, 5e4])
    #expect(walk(load, 240e3, .up, .fine, 2) == [250e3, 300e3] && walk(load, 240e3, .down, .fine, 1) == [200e3])
  }

  @Test("a weight steps by what is left to one")
  func complementSteps() {
    #expect(walk(alpha, 0.99, .up, .fine, 3) == [0.992, 0.994, 0.995])
    #expect(walk(alpha, 0.99, .down, .fine, 3) == [0.988, 0.985, 0.98])
    #expect(walk(alpha, 0.99, .up, .coarse, 3) == [0.995, 0.998, 0.999])
  }

  @Test("container sizes step by 512 B, coarse by doubling; a value between steps goes to the next")
  func doublingSteps() {
    #expect(walk(size, 4096, .up, .fine, 2) == [4608, 5120] && walk(size, 4096, .down, .fine, 1) == [3584])
    #expect(walk(size, 4096, .up, .coarse, 2) == [8192, 16384] && walk(size, 4096, .down, .coarse, 1) == [2048])
    #expect(walk(size, 5000, .up, .coarse, 1) == [8192] && walk(size, 5000, .down, .coarse, 1) == [4096])
    #expect(walk(size, 5000, .up, .fine, 1) == [5120] && walk(size, 5000, .down, .fine, 1) == [4608])
  }

  @Test("steps up and down the whole range return to the same values and stop at its ends")
  func stepsAreReversible() {
    for knob in all {
      for step in [Knob.Step.fine, .coarse] {
        let up = walk(knob, knob.range.lowerBound, .up, step, 1100)
        #expect(up.last == knob.range.upperBound)
        #expect(zip(up, up.dropFirst()).allSatisfy { $0 <= $1 })
        let down = walk(knob, knob.range.upperBound, .down, step, 1100)
        #expect(zip(down, down.dropFirst()).allSatisfy { $0 >= $1 })
        #expect((down.last ?? -1) >= knob.range.lowerBound)
        let inner = up.filter { $0 > knob.range.lowerBound && $0 < knob.range.upperBound }
        #expect(Set(inner).subtracting(down).isEmpty, "\(knob.name)")
      }
    }
  }

  @Test("a slider runs from 0 to 1 with its knob")
  func sliders() {
    for knob in all {
      #expect(knob.position(of: knob.range.lowerBound) == 0 && knob.position(of: knob.range.upperBound) == 1)
      let places = walk(knob, knob.range.lowerBound, .up, .fine, 60).map(knob.position)
      #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
    }
    #expect(abs(timeout.position(of: 1e6) - 0.5) < 1e-12)
  }

  @Test("typed values are checked: unit, range, whole numbers, choices")
  func typedValues() throws {
    #expect(try timeout.value(parsing: "250us") == 250_000)
    #expect(try timeout.value(parsing: "+10%", current: 1e6) == 1_100_000)
    #expect(try load.value(parsing: "800Mbps", bytesPerPacket: 1000) == 1e5)
    #expect(try start.value(parsing: "ZERO") == 1)
    #expect(try guests.value(parsing: "1024") == 1024)
    let refused: [(Knob, String)] = [
      (timeout, "1"), (timeout, "2s"), (timeout, "1ns"), (load, "800Mbps"), (alpha, "1.5"), (alpha, "nan"),
      (size, "100B"),
      (guests, "0"), (guests, "1025"), (guests, "2.5"), (start, "other"), (start, "0"),
    ]
    for (knob, text) in refused {
      #expect {
        try knob.value(parsing: text)
      } throws: { error in
        let line = "\(error)"
        return line.contains(knob.name) && line.contains(text) && !line.contains("\n")
      }
    }
  }

  @Test("values not chosen stand at their defaults")
  func values() {
    var values = KnobValues()
    #expect(values[timeout] == 1e6 && values.chosenValue("timeout") == nil && values.chosenNames.isEmpty)
    values[timeout] = 5e6
    values[alpha] = 0.5
    #expect(values[timeout] == 5e6 && values.chosenNames == ["alpha", "timeout"])
    values.reset("timeout")
    #expect(values[timeout] == 1e6 && values.chosenNames == ["alpha"])
  }
}
