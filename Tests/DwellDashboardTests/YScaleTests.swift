import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// The y scales of panels.
struct YScaleTests {
  private func title(_ model: Model, _ word: String) -> String {
    Screenful.draw(model).lines.first { $0.contains(word) } ?? ""
  }

  @Test("y goes round auto, fixed and from 0 where the panel is logarithmic by itself, and the rule says which")
  func roundLogarithmic() {
    var model = MadeUp().model(120, 36)
    for word in ["fixed", "from 0", "log"] {
      _ = model.update(.key(Key("y")))
      #expect(title(model, "release time").contains("guest 1 of 2  \(word) "))
    }
  }

  @Test("y goes round auto, fixed and log where the panel begins at 0 by itself; each panel keeps its own")
  func roundLinear() {
    var model = MadeUp().model(120, 36)
    _ = model.update(.key(Key("y")))
    _ = model.update(.key(Key("3")))
    for word in ["fixed", "log", "all guests, kpps"] {
      _ = model.update(.key(Key("y")))
      #expect(title(model, "throughput").contains("\(word) "))
    }
    _ = model.update(.key(Key("3")))
    #expect(title(model, "release time").contains("fixed "))
  }

  @Test("The focused panel is meant before the one in full screen and the first; what has no y scale says so")
  func whichPanel() {
    var model = MadeUp().model(120, 36)
    for _ in 0..<2 { _ = model.update(.key(.tab)) }
    #expect(model.focus == "estimates")
    _ = model.update(.key(Key("y")))
    _ = model.update(.key(.escape))
    #expect(title(model, "estimates").contains("fixed"))
    #expect(!title(model, "release time").contains("fixed"))
    _ = model.update(.key(Key("5")))
    _ = model.update(.key(Key("y")))
    #expect(model.notice == "knobs has no y scale to choose; Tab moves to another panel")
  }

  @Test("A fixed range stays while the data leave it, and marks stand where a curve is clipped")
  func fixedIsHeld() {
    let made = MadeUp()
    for (symbols, above) in [(SymbolSet.braille, "▴"), (.ascii, "^")] {
      var model = made.model(120, 36, symbols: symbols)
      _ = model.update(.key(Key("3")))
      _ = model.update(.key(Key("y")))
      let axis = { (model: Model) in
        Screenful.draw(model).lines.map { String($0.prefix(9)) }.dropFirst(2).prefix(20).joined(separator: "\n")
      }
      let before = axis(model)
      let marks = { (model: Model) in
        Screenful.draw(model).lines.map { $0.prefix(64).filter { String($0) == above }.count }.max() ?? 0
      }
      // In ASCII the turns on the time axis have the same sign.
      #expect(marks(model) <= 2)
      var frame = made.frame(model.view)
      for index in frame.snapshot[.through].indices where !frame.snapshot[.through][index].isEmpty {
        frame.snapshot[.through][index] = Column(low: 9e6, mean: 9e6, high: 9e6)
      }
      _ = model.update(.frame(frame))
      #expect(axis(model) == before)
      #expect(marks(model) > 20)
      // Back to what follows the data: nothing is clipped.
      _ = model.update(.key(Key("y")))
      _ = model.update(.key(Key("y")))
      #expect(marks(model) <= 2)
    }
  }

  @Test("On a logarithmic axis a rate of 0 is marked at the bottom")
  func zeroOnLog() {
    var model = MadeUp().model(120, 36)
    _ = model.update(.key(Key("3")))
    for _ in 0..<2 { _ = model.update(.key(Key("y"))) }
    let made = MadeUp()
    var frame = made.frame(model.view)
    for index in frame.snapshot[.through].indices.suffix(40) {
      frame.snapshot[.through][index] = Column(low: 0, mean: 0, high: 0)
    }
    _ = model.update(.frame(frame))
    #expect(Screenful.draw(model).lines.contains { $0.prefix(64).filter { $0 == "▾" }.count >= 10 })
  }

  @Test("Without a value above 0 every y scale draws, and what cannot be held is refused in one line")
  func nothingToScale() {
    var model = Model(scenario: MadeUp().scenario, width: 120, height: 36, catalogs: MadeUp.catalogs)
    for digit in ["1", "2", "3"] {
      _ = model.update(.key(Key(Unicode.Scalar(digit) ?? "1")))
      for _ in 0..<5 {
        _ = model.update(.key(Key("y")))
        #expect(Screenful.draw(model).height == 36)
      }
    }
    #expect(model.notice?.contains("shows nothing yet") == true)
  }

  @Test("Chosen scales outlast another window and a restart")
  func kept() {
    let made = MadeUp()
    var model = made.model(120, 36)
    _ = model.update(.key(Key("y")))
    _ = model.update(.key(Key("]")))
    _ = model.update(.frame(made.frame(model.view)))
    #expect(title(model, "release time").contains("fixed "))
  }
}
