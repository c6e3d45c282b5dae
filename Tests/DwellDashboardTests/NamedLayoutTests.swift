import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// What must hold for every named layout and every panel in full screen.
struct NamedLayoutTests {
  private static let runs = [
    RunShape(guests: 2), RunShape(guests: 1024, belief: .nothing), RunShape(guests: 2, crossing: .oneByOne),
  ]

  /// What is wrong with the parts of a layout: outside, empty, overlapping, or lower than their panel can be.
  private static func faults(_ layout: Layout, _ width: Int, _ height: Int, _ run: RunShape) -> [String] {
    let screen = Rect(x: 0, y: 0, width: width, height: height)
    var faults: [String] = []
    for (index, slot) in layout.slots.enumerated() {
      if slot.rect.isEmpty || !screen.contains(slot.rect) { faults.append("\(slot.content) at \(slot.rect)") }
      for other in layout.slots[(index + 1)...] where !slot.rect.intersection(other.rect).isEmpty {
        faults.append("\(slot.content) over \(other.content)")
      }
      guard case .panel(let name) = slot.content, let panel = PanelCatalog.panel(name) else { continue }
      let titled = panel.rows(run).map(\.rows).min() ?? .max
      let least = min(titled, panel.untitledRows(run) ?? titled)
      if name != "knobs", slot.rect.height < least { faults.append("\(name) has \(slot.rect.height) rows") }
      if name == "knobs", slot.rect.height < min(height, 4) { faults.append("\(slot.rect.height) rows of knobs") }
    }
    return faults
  }

  @Test(
    "A full screen that fits no more waits under what is seen: Esc leaves that, its key says why, and it comes back")
  func hidden() {
    var model = MadeUp().model(120, 36)
    _ = model.update(.key(Key("7")))
    #expect(model.layout.fullScreen == "trade-off" && model.uppermost == .fullScreen)
    _ = model.update(.resize(width: 18, height: 8))
    #expect(model.layout.fullScreen == nil && model.uppermost == nil)
    _ = model.update(.key(Key("f")))
    _ = model.update(.key(.escape))
    #expect(!model.isFrozen)
    _ = model.update(.key(Key("7")))
    #expect(model.notice?.contains("the terminal has 18x8") == true)
    _ = model.update(.resize(width: 120, height: 36))
    #expect(model.layout.fullScreen == "trade-off")
    _ = model.update(.key(.escape))
    #expect(model.layout.fullScreen == nil)
  }

  @Test("At every size from 1x1 to 250x80 the parts of every layout lie inside, apart and are not squeezed")
  func layouts() {
    for layout in LayoutCatalog.all where layout.name != LayoutCatalog.overview {
      for run in Self.runs {
        for width in 1...250 {
          for height in 1...80 {
            let placed = Layout(width: width, height: height, run: run, name: layout.name)
            for fault in Self.faults(placed, width, height, run) {
              Issue.record("\(layout.name) \(width)x\(height): \(fault)")
            }
          }
        }
      }
    }
  }

  @Test("At every size from 1x1 to 250x80 a panel in full screen has most of the screen, or there is no room for it")
  func fullScreens() {
    for panel in PanelCatalog.all {
      for run in Self.runs {
        for width in stride(from: 1, through: 250, by: run == Self.runs[0] ? 1 : 7) {
          for height in 1...80 {
            let placed = Layout(width: width, height: height, run: run, fullScreen: panel.name)
            for fault in Self.faults(placed, width, height, run) {
              Issue.record("\(panel.name) alone \(width)x\(height): \(fault)")
            }
            guard placed.fullScreen != nil else {
              if width >= 20, height >= 10, !panel.rows(run).isEmpty {
                Issue.record("no room for \(panel.name) in \(width)x\(height)")
              }
              continue
            }
            let rect = placed.slot(panel.name)?.rect
            let least = max(height / 2 - 3, 3)
            if rect?.height ?? 0 < least || rect?.width ?? 0 < width * 58 / 100 - 1 {
              Issue.record("\(panel.name) has \(String(describing: rect)) of \(width)x\(height)")
            }
            if panel.isOverTime != (placed.plot != nil) { Issue.record("\(panel.name): the plot is not told of") }
          }
        }
      }
    }
  }

  @Test("Layouts have one name and a line each, and every panel is somewhere")
  func catalog() {
    let names = LayoutCatalog.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(LayoutCatalog.chosen.first == LayoutCatalog.overview)
    for layout in LayoutCatalog.all {
      #expect(layout.name.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect((20...78).contains(layout.summary.count), "\(layout.name)")
    }
    let shown = Set(
      LayoutCatalog.all.flatMap { layout -> [String] in
        // A layout that something brings is for what brings it: two runs.
        var run = RunShape(guests: 2)
        if layout.use == .forced { run.runs = .two }
        return Layout(width: 250, height: 80, run: run, name: layout.name).panelNames
      })
    for panel in PanelCatalog.all {
      #expect(
        shown.contains(panel.name) || panel.number > 0 || panel.place == .companion,
        "\(panel.name) is in no layout and has no digit")
    }
    let wrong = Layout(width: 80, height: 24, run: RunShape(guests: 2), name: "nowhere")
    #expect(wrong == Layout(width: 80, height: 24, run: RunShape(guests: 2)))
  }

  @Test("v goes round the layouts and V back, each with a line that names it")
  func cycling() {
    var model = MadeUp().model(120, 36)
    let names = LayoutCatalog.chosen
    for name in names.dropFirst() + names.prefix(1) {
      _ = model.update(.key(Key("v")))
      #expect(model.layoutName == name)
      #expect(model.notice?.contains(name) == true)
    }
    _ = model.update(.key(Key("V")))
    #expect(model.layoutName == names.last)
  }

  @Test("The digit of a panel brings it to full screen and back at every size; Esc leaves too")
  func digits() {
    for (width, height) in [(20, 6), (40, 10), (80, 24), (120, 36), (200, 50)] {
      for panel in PanelCatalog.all where panel.number > 0 {
        var model = MadeUp().model(width, height)
        let digit = Key(Unicode.Scalar(UInt8(0x30 + panel.number)))
        let before = model.layout
        _ = model.update(.key(digit))
        guard model.fullScreen == panel.name else {
          #expect(height < 10 && model.notice != nil, "\(panel.name) \(width)x\(height)")
          continue
        }
        #expect(model.layout.fullScreen == panel.name)
        for other in model.layout.panelNames.compactMap({ PanelCatalog.panel($0) }) where other.name != panel.name {
          let isCompany = panel.company == .side ? other.place == .side : other.place == .companion
          #expect(other.turnsKnobs || panel.company != .nobody && isCompany, "\(other.name) beside \(panel.name)")
        }
        _ = model.update(.key(digit))
        #expect(model.layout == before)
        _ = model.update(.key(digit))
        _ = model.update(.key(.escape))
        #expect(model.layout == before)
      }
    }
  }

  @Test("Another digit changes the panel, and the arrows still turn the knob")
  func otherDigit() {
    var model = MadeUp().model(80, 24)
    _ = model.update(.key(Key("1")))
    _ = model.update(.key(Key("3")))
    #expect(model.fullScreen == "throughput")
    #expect(model.update(.key(.right)).count == 1)
  }

  @Test("Where there is no room or nothing to show, one line says so and the screen stays")
  func refusals() {
    var tiny = MadeUp().model(12, 4)
    _ = tiny.update(.key(Key("1")))
    #expect(tiny.fullScreen == nil)
    #expect(tiny.notice == "release time takes 20x4 cells; the terminal has 12x4")

    let made = MadeUp()
    var bare = made.model(80, 24)
    var frame = made.frame(bare.view)
    frame.snapshot.aggregates = false
    _ = bare.update(.key(Key("1")))
    #expect(bare.fullScreen == "release-time")
    _ = bare.update(.frame(frame))
    #expect(bare.fullScreen == nil)
    _ = bare.update(.key(Key("2")))
    #expect(bare.notice?.contains("one by one") == true)
  }

  @Test("A screen that becomes too small lets the panel wait, and shows it when it is large again")
  func resizing() {
    var model = MadeUp().model(80, 24)
    _ = model.update(.key(Key("1")))
    _ = model.update(.resize(width: 10, height: 4))
    #expect(model.layout.fullScreen == nil)
    _ = model.update(.resize(width: 80, height: 24))
    #expect(model.layout.fullScreen == "release-time")
  }

  @Test("A short number of digits, ranges where they follow each other")
  func shortDigits() {
    func text(_ digits: String) -> String? { BindingTable.digits(digits.unicodeScalars.map { Key($0) }) }
    #expect(text("123459") == "1-5 9")
    #expect(text("12") == "1 2")
    #expect(text("123456789") == "1-9")
    #expect(text("7") == nil)
    #expect(text("12a") == nil)
  }
}
