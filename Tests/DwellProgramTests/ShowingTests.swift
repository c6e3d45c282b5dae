import CVterm
import Foundation
import Testing

extension ProgramTests {
  @Suite(.serialized)
  struct ShowingTests {
    private static let sizes = [
      (1, 1), (5, 3), (20, 5), (40, 10), (80, 24), (120, 36), (159, 80), (200, 50), (250, 40), (250, 80),
    ]
    private static func picture(_ width: Int, _ height: Int) throws -> [String] {
      try Program.picture(ProgramTests.short + ["--after", "60ms"], width: width, height: height)
    }

    @Test("Without options the first frame has plots, and they move")
    func firstFrame() throws {
      let terminal = try TestTerminal()
      try terminal.waitForDashboard()
      #expect(terminal.lines[0].contains("adaptive"))
      #expect(!terminal.isCursorVisible)
      #expect(!terminal.isCooked)
      try terminal.wait(for: "braille dots") { terminal.cells.contains { (0x2801...0x28FF).contains($0.scalar) } }
      for _ in 0..<3 {
        let before = terminal.text
        try terminal.wait(for: "another frame") { terminal.text != before }
      }
      #expect(terminal.cells.contains { $0.foreground >= 16 }, "256 colours")
      #expect(terminal.cells.contains { $0.attributes & UInt32(CV_BOLD) != 0 })
      try terminal.quit()
    }

    @Test("At the end of its duration the clock stands, and the screen is that of dwell snapshot, at every size")
    func sizesAtStart() throws {
      for (width, height) in Self.sizes {
        let terminal = try TestTerminal(ProgramTests.short + ["--fps", "1"], width: width, height: height)
        try terminal.wait(forRows: try Self.picture(width, height), "\(width)x\(height)")
        try terminal.quit()
      }
    }

    @Test(
      "What the terminal was let move looks as what is drawn anew",
      arguments: [("dark", 120, 36), ("light", 200, 50), ("mono", 80, 24)])
    func moved(theme: String, width: Int, height: Int) throws {
      let terminal = try TestTerminal(
        ["--speed", "1", "--duration", "900ms", "--theme", theme], width: width, height: height)
      try terminal.wait(forText: "ended")
      try terminal.readUntilQuiet()
      func seen() -> [[Int]] {
        terminal.cells.map {
          [$0.scalar == 0 ? 32 : Int($0.scalar), Int($0.foreground), Int($0.background), Int($0.attributes)]
        }
      }
      let (moved, clears) = (seen(), terminal.clears)
      terminal.type("\u{0C}")
      try terminal.wait(for: "a cleared screen") { terminal.clears > clears }
      try terminal.readUntilQuiet()
      let anew = seen()
      let different = moved.indices.filter { moved[$0] != anew[$0] }.map { "\($0 % width),\($0 / width)" }
      #expect(different.isEmpty)
      try terminal.quit()
    }

    @Test("Resized while it runs, it shows what it would have shown at that size from the start")
    func sizesLive() throws {
      let terminal = try TestTerminal(ProgramTests.short + ["--fps", "1"])
      for (width, height) in Self.sizes + Self.sizes.reversed() + [(250, 80), (3, 60), (120, 36), (250, 2)] {
        terminal.resize(width, height)
        try terminal.wait(forRows: try Self.picture(width, height), "\(width)x\(height)")
      }
      try terminal.quit()
    }

    @Test("A large screen shows every panel that has a place of its own", arguments: [(200, 50), (250, 80)])
    func large(width: Int, height: Int) throws {
      let terminal = try TestTerminal(["--speed", "0.001"], width: width, height: height)
      for title in ["⁸timeline", "⁷trade-off", "⁶dwell over time", "⁹events"] { try terminal.wait(forText: title) }
      try terminal.quit()
    }

    @Test("Many sizes in a row, faster than frames: the last one is drawn")
    func resizedOften() throws {
      let terminal = try TestTerminal(["--speed", "1"])
      try terminal.waitForDashboard()
      for step in 0..<200 { terminal.resize(1 + step * 37 % 250, 1 + step * 23 % 80) }
      terminal.resize(100, 30)
      try terminal.waitForDashboard()
      try terminal.wait(for: "the row of hints at the right place") { terminal.row(29).count >= 90 }
      try terminal.quit()
    }

    @Test("The shipped trace runs to its end, and again after a restart")
    func trace() throws {
      let file = Program.root + "/traces/office.pcap"
      let terminal = try TestTerminal(["--trace", file, "--speed", "5"], width: 120, height: 36)
      try terminal.wait(forText: "office.pcap")
      for _ in 0..<2 {
        try terminal.wait(forText: "ended")
        terminal.type("r")
        try terminal.wait(for: "it to run again") { !terminal.row(0).contains("ended") }
      }
      try terminal.wait(forText: "ended")
      try terminal.quit()
    }

    @Test("Paused, nothing is sent and no thread wakes up until a key is pressed")
    func paused() throws {
      let terminal = try TestTerminal()
      try terminal.waitForDashboard()
      terminal.type(" ")
      try terminal.wait(forText: "paused")
      try terminal.readUntilQuiet()
      let bytes = terminal.bytes
      let wakes = try Self.wakes(of: terminal.process)
      _ = try Program.picture(["--after", "2s"], width: 80, height: 24)
      terminal.readWhatIsThere()
      #expect(terminal.bytes == bytes)
      #expect(try Self.wakes(of: terminal.process) == wakes)
      let before = terminal.text
      terminal.type("T")
      try terminal.wait(for: "the answer to a key") { terminal.text != before }
      terminal.type(" ")
      try terminal.wait(forText: "running")
      try terminal.quit()
    }

    /// How often the threads of a process have gone to sleep so far, which is how often they woke up.
    private static func wakes(of process: Int) throws -> Int {
      let folder = "/proc/\(process)/task"
      let threads = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(threads.count >= 2)
      return try threads.reduce(0) { sum, thread in
        let status = try String(contentsOfFile: "\(folder)/\(thread)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") })
        return sum + (try #require(Int(line.split(separator: "\t")[1])))
      }
    }
  }
}
