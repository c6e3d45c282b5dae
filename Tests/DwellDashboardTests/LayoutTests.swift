import DwellDashboard
import DwellTerminal
import Testing

/// What must hold for a layout of any size.
struct LayoutTests {
  /// Every size from 1x1 to 250x80.
  private static let all = layouts(.inContainers)
  /// The same where packets cross one by one.
  private static let oneByOne = layouts(.oneByOne)

  private static func layouts(_ crossing: RunShape.Crossing) -> [(width: Int, height: Int, layout: Layout)] {
    (1...250).flatMap { width in
      (1...80).map { (width, $0, Layout(width: width, height: $0, run: RunShape(guests: 2, crossing: crossing))) }
    }
  }

  @Test("At every size from 1x1 to 250x80 all parts lie inside, none is empty, none overlaps another")
  func partsLieApart() {
    for (width, height, layout) in Self.all + Self.oneByOne {
      let screen = Rect(x: 0, y: 0, width: width, height: height)
      for (index, slot) in layout.slots.enumerated() {
        if slot.rect.isEmpty || !screen.contains(slot.rect) {
          Issue.record("\(slot.content) lies at \(slot.rect) on \(width)x\(height)")
        }
        for other in layout.slots[(index + 1)...] where !slot.rect.intersection(other.rect).isEmpty {
          Issue.record("\(slot.content) overlaps \(other.content) on \(width)x\(height)")
        }
      }
    }
  }

  @Test("The knobs are at every size; from four rows on all of them; numbers from 20x5 on; a plot from 40x10 on")
  func whatIsAlwaysThere() {
    for (width, height, layout) in Self.all {
      let knobs = layout.slot("knobs")?.rect.height ?? 0
      if knobs < min(height, 4) { Issue.record("\(knobs) rows of knobs on \(width)x\(height)") }
      if width >= 20, height >= 5, width < 40 || height < 10, layout.slot(.numbers) == nil {
        Issue.record("no numbers on \(width)x\(height)")
      }
      if width >= 40, height >= 10 {
        if layout.slot("release-time") == nil || layout.plot == nil { Issue.record("no plot on \(width)x\(height)") }
        if layout.slot(.status) == nil || layout.slot(.hints) == nil { Issue.record("no frame on \(width)x\(height)") }
      }
    }
  }

  @Test("A plot with a title is never lower than three rows, one without it three")
  func plotsAreNotSqueezed() {
    let least = Dictionary(
      uniqueKeysWithValues: PanelCatalog.all.map { panel in
        let titled = panel.rows(RunShape(guests: 2)).map(\.rows).min() ?? 0
        return (panel.name, min(titled, panel.untitledRows(RunShape(guests: 2)) ?? titled))
      })
    for (width, height, layout) in Self.all where width >= 40 && height >= 10 {
      for slot in layout.slots {
        guard case .panel(let name) = slot.content else { continue }
        if slot.rect.height < least[name] ?? .max {
          Issue.record("\(name) has \(slot.rect.height) rows on \(width)x\(height)")
        }
      }
    }
  }

  @Test("The stacks of a screen share one geometry, so that an instant lies at the same place in every plot")
  func stacksAreAligned() {
    for width in stride(from: 40, through: 500, by: 7) {
      let layout = Layout(width: width, height: 50, run: RunShape(guests: 2))
      let plots = layout.slots.filter {
        guard case .panel(let name) = $0.content else { return false }
        return PanelCatalog.panel(name)?.place != .side
      }
      let columns = Set(plots.map { PlotGeometry(x: $0.rect.x, width: $0.rect.width).columns })
      #expect(columns.count == 1)
      #expect(columns.first == layout.plot?.columns)
    }
  }

  @Test("The sizes of the pictures show the panels they promise")
  func promisedPanels() {
    func names(_ width: Int, _ height: Int) -> Set<String> {
      Set(Layout(width: width, height: height, run: RunShape(guests: 2)).panelNames)
    }
    #expect(names(40, 10) == ["release-time", "knobs"])
    #expect(names(80, 24) == ["release-time", "throughput", "causes", "knobs", "containers", "dwell", "costs"])
    #expect(names(120, 36) == names(80, 24).union(["estimates", "turns", "events"]))
    #expect(
      names(200, 50) == Set(PanelCatalog.all.filter { ![.elsewhere, .companion].contains($0.place) }.map(\.name)))
  }

  @Test("Where packets cross one by one, panels of containers leave their room to throughput and delay")
  func oneByOne() {
    for (width, height, layout) in Self.oneByOne where width >= 40 && height >= 10 {
      let names = Set(layout.panelNames)
      if !names.isSubset(of: ["throughput", "delay", "knobs", "turns", "containers", "costs"]) {
        Issue.record("\(names) on \(width)x\(height)")
      }
      if layout.plot == nil || layout.slot("throughput") == nil { Issue.record("no plot on \(width)x\(height)") }
      if width >= 80, height >= 24 {
        // What says that there are no containers takes one line under its title.
        if layout.slot("containers")?.rect.height != 2 { Issue.record("no word on \(width)x\(height)") }
        let plots = ["throughput", "delay"].compactMap { layout.slot($0)?.rect.height }
        if plots.contains(where: { $0 < height / 3 }) || plots.count < 2 {
          Issue.record("plots of \(plots) rows on \(width)x\(height)")
        }
      }
    }
  }

  @Test("Nothing is laid out on a screen without cells, and nothing beyond the largest that is made use of")
  func extremes() {
    #expect(Layout(width: 0, height: 24, run: RunShape(guests: 2)).slots.isEmpty)
    #expect(Layout(width: 80, height: -3, run: RunShape(guests: 2)).slots.isEmpty)
    let huge = Layout(width: 100_000, height: 100_000, run: RunShape(guests: 1024))
    #expect(huge.slots.allSatisfy { $0.rect.right <= 500 && $0.rect.bottom <= 200 })
  }

  @Test("Panels have the digits of the contract, each once")
  func digits() {
    let digits = PanelCatalog.all.filter { $0.number > 0 }.map { ($0.number, $0.name) }
    let known = [
      1: "release-time", 2: "estimates", 3: "throughput", 4: "causes", 5: "knobs", 6: "dwell-over-time", 7: "trade-off",
      8: "timeline", 9: "events",
    ]
    for (digit, name) in digits { #expect(known[digit] == name) }
    #expect(Set(digits.map(\.0)).count == digits.count)
    #expect(Set(PanelCatalog.all.map(\.name)).count == PanelCatalog.all.count)
  }
}
