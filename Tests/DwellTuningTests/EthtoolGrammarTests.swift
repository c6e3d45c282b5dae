import DwellCore
import DwellSimulation
import DwellTuning
import Foundation
import Testing

/// The lines for `ethtool`, by the grammar of its manual and, where it is installed, by its own parser.
struct EthtoolGrammarTests {
  // ethtool(8), -C: what takes a number and what takes on or off.
  private static let numbers: Set = [
    "rx-usecs", "rx-frames", "tx-usecs", "tx-frames", "tx-aggr-max-bytes", "tx-aggr-max-frames", "tx-aggr-time-usecs",
  ]
  private static let switches: Set = ["adaptive-rx", "adaptive-tx"]
  private static let program = "/usr/sbin/ethtool"

  private static func lines() throws -> [String] {
    var lines: [String] = []
    for target in ["ethtool", "virtio-net"] {
      for policy in ["fixed", "throttle", "immediate"] {
        var draft = ScenarioDraft()
        try draft.add([Setting("policy", policy), Setting("timeout", "35us")])
        lines += try Emission(
          of: draft.scenario, for: ExportCatalog.target(named: target), device: "lo", consent: .given
        ).lines
      }
    }
    return lines
  }

  @Test("Every line is ethtool -C, a device, and pairs of a parameter and its value")
  func grammar() throws {
    for line in try Self.lines() {
      let words = line.split(separator: " ").map(String.init)
      #expect(Array(words.prefix(3)) == ["ethtool", "-C", "lo"])
      let pairs = Array(words.dropFirst(3))
      #expect(!pairs.isEmpty && pairs.count.isMultiple(of: 2))
      for place in stride(from: 0, to: pairs.count - 1, by: 2) {
        let isNumber = Self.numbers.contains(pairs[place]) && UInt32(pairs[place + 1]) != nil
        let isSwitch = Self.switches.contains(pairs[place]) && ["on", "off"].contains(pairs[place + 1])
        #expect(isNumber || isSwitch, "\(line)")
      }
      #expect(Set(stride(from: 0, to: pairs.count, by: 2).map { pairs[$0] }).count == pairs.count / 2)
    }
  }

  @Test(
    "The real ethtool understands every line, though the loopback device has nothing to set",
    .enabled(if: FileManager.default.isExecutableFile(atPath: EthtoolGrammarTests.program)))
  func parser() throws {
    let help = try Self.run(["--help"])
    for line in try Self.lines() {
      // Older ones do not know it yet.
      if line.contains("tx-aggr"), !help.contains("tx-aggr") { continue }
      let answer = try Self.run(line.split(separator: " ").dropFirst().map(String.init))
      for word in ["unknown parameter", "invalid value", "bad command line", "expects a value"] {
        #expect(!answer.contains(word), "\(line): \(answer)")
      }
    }
    // What it says of lines that it does not understand is one of these.
    #expect(
      try Self.run(["-C", "lo", "rx-microseconds", "3"]).contains("unknown parameter")
        || Self.run(["-C", "lo", "rx-microseconds", "3"]).contains("bad command line"))
  }

  private static func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let answer = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: answer, as: UTF8.self)
  }
}
