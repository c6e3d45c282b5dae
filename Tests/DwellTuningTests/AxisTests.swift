import DwellCore
import DwellSimulation
import DwellTuning
import Testing

struct AxisTests {
  @Test("A range is spread as its knob's slider is, or as asked")
  func spread() throws {
    #expect(try Axis(parsing: "timeout=10us..1ms:log:3").values == ["10us", "100us", "1ms"])
    #expect(try Axis(parsing: "timeout=10us..30us:lin:3").values == ["10us", "20us", "30us"])
    #expect(try Axis(parsing: "container-size=1KiB..4KiB:log:3").values == ["1024B", "2048B", "4096B"])
    #expect(try Axis(parsing: "timeout=10us..1ms").values.count == Axis.usualCount)
    // α goes by 1 − α.
    #expect(try Axis(parsing: "alpha=0.9..0.999").values.contains("0.99"))
  }

  @Test("Every value reads back as the very same number, and the ends are exact")
  func exact() throws {
    for text in [
      "timeout=17us..3.3ms:log:40", "load=10kpps..1Mpps:log:17", "container-size=500B..64KiB", "alpha=0.5..0.998002",
    ] {
      let axis = try Axis(parsing: text)
      let knob = try #require(axis.knob)
      let numbers = try axis.values.map { try knob.value(parsing: $0) }
      #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
      #expect(numbers.count >= 9)
    }
  }

  @Test("Guests have a range as knobs have, in whole numbers")
  func guests() throws {
    #expect(try Axis(parsing: "guests=1..4").values == ["1", "2", "3", "4"])
    #expect(try Axis(parsing: "guests=1..1024:log:3").values == ["1", "32", "1024"])
    #expect(try Axis(parsing: "guests=2..10:lin:5").values == ["2", "4", "6", "8", "10"])
    let grid = try Grid([Axis(parsing: "guests=1..4")])
    #expect(try (0..<4).map { try grid.scenario(at: $0, over: Scenario()).guests } == [1, 2, 3, 4])
  }

  @Test("Lists take choices of every kind")
  func lists() throws {
    #expect(try Axis(parsing: "policy=fixed,adaptive").values == ["fixed", "adaptive"])
    #expect(try Axis(parsing: "guests=1,8").values == ["1", "8"])
    #expect(try Axis(parsing: "load=100kpps,1Mpps").values == ["100kpps", "1Mpps"])
    #expect(try Axis(parsing: "n-k=gap,wait").values == ["gap", "wait"])
  }

  @Test(
    "A bad axis is refused in one line",
    arguments: [
      ("timeout", "must be KNOB=LOW..HIGH"), ("timeout=", "has no values"), ("timeot=1us,2us", "near is timeout"),
      ("timeout=1..2", "has no unit"), ("timeout=1ms..1us", "low end must lie below"),
      ("timeout=1us..1ms:cubic", "neither lin nor log"),
      ("timeout=1us..1ms:log:1", "whole number from 2"), ("timeout=1us..1ms:log:3:4", "no more"),
      ("timeout=1us,,2us", "nothing beside it"),
      ("timeout=1us,1us", "given twice"), ("policy=a..b", "name its values, such as policy=immediate,fixed"),
      ("packet-size=64B..1500B", "such as packet-size=64B,1500B"), ("timeout=1us..", "a range has two ends"),
      ("timeout=..1us:lin", "a range has two ends"), ("timeout=1us..2us..3us", "a range has two ends"),
      ("timeout=1us..:lin", "a range has two ends"), ("guests=4..1", "low end must lie below"),
      ("guests=0..4", "whole number from 1 to 1024"), ("guests=1..4:cubic", "neither lin nor log"),
      ("guests=1..2000", "whole number from 1 to 1024"),
      ("guests=1us..4us", "guests"), ("policy=nonsense", "policy"),
      ("n-k=gap..wait", "has no range"),
      ("seed=1,2", "seed is no knob to vary: every point is run with as many seeds as --replications says"),
      ("seed=1..4", "as --replications says"), ("duration=1s,2s", "the option --duration sets it"),
      ("at=1s", "the option --at sets it"), ("", "must be KNOB=LOW..HIGH"), ("timeout=1us..5h", "must lie"),
    ])
  func bad(text: String, words: String) {
    let refusal = #expect(throws: Knob.Refusal.self) { try Axis(parsing: text) }
    #expect(refusal?.description.contains(words) == true, "\(refusal?.description ?? "")")
  }

  @Test("A grid has every combination, the last axis fastest")
  func grid() throws {
    let grid = try Grid([Axis(parsing: "policy=fixed,adaptive"), Axis(parsing: "timeout=10us,1ms")])
    #expect(grid.count == 4)
    let points = (0..<4).map { grid.settings(at: $0).map(\.text) }
    #expect(points == [["fixed", "10us"], ["fixed", "1ms"], ["adaptive", "10us"], ["adaptive", "1ms"]])
    #expect(try grid.scenario(at: 3, over: Scenario()).policy == "adaptive")
    #expect(throws: Knob.Refusal.self) {
      try Grid([Axis(parsing: "timeout=1us,2us"), Axis(parsing: "timeout=3us,4us")])
    }
  }

  @Test("A grid too large to count is refused")
  func large() throws {
    let axes = try ["timeout", "c-grant", "c-pkt"].map { try Axis(parsing: "\($0)=1us..100us:lin:9999") }
    #expect(throws: Knob.Refusal.self) { try Grid(axes) }
  }
}
