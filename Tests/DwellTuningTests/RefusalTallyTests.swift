import DwellTuning
import Testing

struct RefusalTallyTests {
  @Test("The first few reasons are told with their counts, the others only counted")
  func lines() throws {
    let grid = try Grid([Axis(parsing: "timeout=10us,20us"), Axis(parsing: "policy=fixed,adaptive")])
    var tally = RefusalTally()
    #expect(tally.lines(of: 4, in: grid).isEmpty)
    tally.add("too short", row: 1)
    #expect(
      tally.lines(of: 4, in: grid) == [
        "1 row of 4 could not be run, the first at timeout=10us policy=adaptive: too short"
      ])
    for row in 0..<4 { tally.add("too long", row: row) }
    // However many there are, and however different.
    for number in 0..<10_000 { tally.add("reason \(number)", row: 2) }
    let lines = tally.lines(of: 20_000, in: grid)
    #expect(lines.count == 4 && tally.count == 10_005)
    #expect(lines[1] == "4 rows could not be run, the first at timeout=10us policy=fixed: too long")
    #expect(lines[2].hasSuffix("the first at timeout=20us policy=fixed: reason 0"))
    #expect(lines[3].hasSuffix("could not be run for other reasons; --format csv has them all"))
  }
}
