import DwellDashboard
import DwellMetrics
import DwellSession
import DwellTerminal
import Testing

/// Every panel of the catalog with the screen for itself, as a person sees it.
struct WholeScreenTests {
  // The run that has something to show in it: two runs where one is not enough.
  private static func model(_ panel: any Panel, _ width: Int, _ height: Int, _ symbols: SymbolSet) -> Model {
    let isCompared = panel.name.hasPrefix("compare")
    func frame(_ view: View) -> Frame { isCompared ? CompareTests.frame(view) : MadeUp().frame(view) }
    var model = MadeUp().model(width, height, symbols: symbols)
    _ = model.update(.frame(frame(model.view)))
    for letter in ":panel \(panel.name)".unicodeScalars { _ = model.update(.key(Key(.character(letter)))) }
    _ = model.update(.key(.enter))
    _ = model.update(.frame(frame(model.view)))
    model.catchUp()
    return model
  }

  @Test(
    "At its smallest and at usual sizes it has its title and something under it, and no word of it is cut",
    arguments: PanelCatalog.all.map(\.name))
  func everyPanel(name: String) throws {
    let panel = try #require(PanelCatalog.panel(name))
    for symbols in SymbolSet.allCases {
      for (width, height) in [(200, 50), (120, 36), (80, 24), (40, 10)] {
        let model = Self.model(panel, width, height, symbols)
        let lines = Screenful.draw(model).lines
        let text = lines.joined(separator: "\n")
        #expect(model.layout.fullScreen == name, "\(name) \(width)x\(height)\n\(text)")
        guard let area = model.layout.slot(name)?.rect else { continue }
        let own = (area.y..<area.bottom).map { Self.cut(lines[$0], area) }
        #expect(own.contains { $0.contains { $0.isNumber || $0.isLetter } }, "\(name) \(width)x\(height)\n\(text)")
        #expect(area.height < 3 || own.dropFirst().contains { !$0.isEmpty }, "\(name) \(width)x\(height)\n\(text)")
        // A range, `64 B…1024 KiB`, is no cut word.
        let isCut = own.contains { line in
          line.split(separator: "…").dropFirst().contains { $0.first?.isNumber != true }
        }
        #expect(
          !isCut && !own.contains { $0.hasSuffix("…") }, "\(name) \(width)x\(height)\n\(text)")
        if width >= 80, !Self.untitled.contains(name) {
          let words = panel.title.split(separator: " ")
          let head = panel.number > 0 || own[0].contains("─") || own[0].contains("-") ? own[0] : own.joined()
          #expect(
            words.contains { head.contains($0) } || Self.titles[name].map { head.contains($0) } == true, "\(own[0])")
        }
        // No part of the screen lies on another.
        let slots = model.layout.slots
        for (place, slot) in slots.enumerated() {
          for other in slots[(place + 1)...] {
            #expect(!Self.meet(slot.rect, other.rect), "\(name) \(width)x\(height)")
          }
        }
      }
    }
  }

  // What stands for itself.
  private static let untitled: Set<String> = ["big-numbers", "curve", "knob", "sentence", "compare-sentence"]
  // What is called otherwise on its rule.
  private static let titles = [
    "causes": "why", "trail": "now", "compare-ratio": "B / A", "compare-wait": "mean dwell",
    "compare-numbers": "A and B",
  ]

  private static func cut(_ line: String, _ area: Rect) -> String {
    String(line.unicodeScalars.map(String.init).dropFirst(area.x).prefix(area.width).joined())
  }

  private static func meet(_ one: Rect, _ other: Rect) -> Bool {
    one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom
  }
}
