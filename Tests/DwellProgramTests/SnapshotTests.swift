import Testing

struct SnapshotTests {
  private func picture(_ options: [String]) throws -> String {
    let run = try Program(["snapshot"] + options)
    #expect(run.status == 0)
    #expect(run.errors.isEmpty, "\(run.errors)")
    return run.output
  }

  @Test(arguments: [(1, 1), (20, 5), (40, 10), (80, 24), (120, 36), (200, 50)])
  func isAsLargeAsWasAsked(width: Int, height: Int) throws {
    let lines = try picture(["--size", "\(width)x\(height)", "--after", "50ms"])
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == height + 1)
    #expect(lines.allSatisfy { $0.unicodeScalars.count <= width })
  }

  @Test func isTheSameEveryTime() throws {
    let options = ["--after", "300ms", "--keys", "T wait:100ms L wait:50ms p"]
    #expect(try picture(options) == picture(options))
  }

  @Test func showsWhatKeysTurned() throws {
    #expect(try picture(["--after", "10ms"]).contains(" 1 ms"))
    #expect(try picture(["--after", "10ms", "--keys", "T"]).contains(" 1.2 ms"))
    #expect(try picture(["--after", "10ms", "--keys", "p"]).contains("adaptive-size"))
  }

  @Test func takesTheKeysOfTheConfiguration() throws {
    let files = try Files(["dwell/config.toml": "[keys]\ntimeout-up = \"j\"\npause = [\"f2\"]\n"])
    let run = try Program(
      ["snapshot", "--keys", "j T space wait:10ms f2"], environment: ["XDG_CONFIG_HOME": files.path])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains(" 1.2 ms"))
    #expect(run.output.contains("t 0.010 s"))
  }

  @Test func isTakenAtItsMomentOrWhereTheClockWasPaused() throws {
    #expect(try picture(["--after", "250ms"]).contains("t 0.250 s"))
    #expect(try picture(["--keys", "wait:500ms space"]).contains("t 0.500 s"))
    #expect(try picture(["--keys", "wait:500ms space space wait:100ms space"]).contains("t 0.600 s"))
    // Words and numbers of a picture are those of its moment, however lately there were others.
    #expect(try picture(["--keys", "wait:1990ms", "--after", "2s"]).contains("t 2.000 s"))
    // What comes later than the picture is not in it.
    let early = try Program(["snapshot", "--after", "100ms", "--keys", "wait:200ms space"])
    #expect(early.status == 0 && early.output.contains("t 0.100 s") && early.output.contains("running"))
    // That keys are left out is said.
    #expect(early.complaints.count == 1 && early.errors.contains("1 key comes after the picture and is not pressed"))
    let waits = try Program(["snapshot", "--after", "100ms", "--keys", "T wait:200ms"])
    #expect(waits.status == 0 && waits.errors.isEmpty)
    // A key at the very moment is pressed.
    #expect(try picture(["--after", "100ms", "--keys", "wait:100ms space"]).contains("paused"))
  }

  @Test func standsAtTheEndOfTheRun() throws {
    #expect(try picture(["--duration", "100ms", "--after", "1s"]).contains("t 0.100 s"))
  }

  @Test func asciiIsASCII() throws {
    #expect(try picture(["--symbols", "ascii", "--after", "100ms"]).utf8.allSatisfy { $0 < 0x80 })
  }

  @Test func coloursAreEscapesAroundTheSameText() throws {
    let plain = try picture(["--after", "100ms"])
    let coloured = try picture(["--after", "100ms", "--format", "ansi", "--theme", "light"])
    #expect(coloured.contains("\u{1B}[0;"))
    let bare = coloured.replacing(#/\x{1B}\[[0-9;]*m/#, with: "")
    let trimmed = bare.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    #expect(trimmed.joined(separator: "\n") == plain)
    // Without colours there are none.
    let mono = try picture(["--after", "100ms", "--format", "ansi", "--color", "mono"])
    #expect(!mono.contains("38;5") && !mono.contains("[3") && !mono.contains(";3"))
  }
}
