import DwellTerminal
import Foundation
import Testing

/// How a colour looks to an eye that lacks one kind of cone wholly (Machado, Oliveira, Fernandes 2009, severity 1).
private enum Vision: String, CaseIterable, Sendable {
  case full, protan, deutan, tritan

  private var matrix: [[Double]] {
    switch self {
    case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protan:
      [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    case .deutan:
      [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    case .tritan:
      [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    }
  }

  func distance(_ one: RGB, _ two: RGB) -> Double {
    let (x, y) = (seen(one), seen(two))
    let (l, a, b) = (x.lightness - y.lightness, x.a - y.a, x.b - y.b)
    return (l * l + a * a + b * b).squareRoot()
  }

  private func seen(_ colour: RGB) -> (lightness: Double, a: Double, b: Double) {
    let given = [colour.linear.red, colour.linear.green, colour.linear.blue]
    let out = matrix.map { row in min(max(zip(row, given).map(*).reduce(0, +), 0), 1) }
    return RGB.okLab(linear: (out[0], out[1], out[2]))
  }
}

@Suite struct ShippedThemesTests {
  static let names = ["dark", "high-contrast", "light", "mono", "okabe-ito", "projector", "tty"]
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
      "themes")
  static let catalog = ThemeCatalog(directories: [folder.path])

  @Test func theFolderHoldsThese() {
    #expect(Self.catalog.entries.map(\.name) == Self.names)
    #expect(Self.catalog.entries.allSatisfy { $0.path != nil })
  }

  @Test func theFilesEqualTheBuiltInThemes() throws {
    let (dark, light) = (try Self.catalog.theme("dark"), try Self.catalog.theme("light"))
    #expect(dark == .dark)
    #expect(light == .light)
  }

  @Test(arguments: names)
  func wordsCanBeRead(name: String) throws {
    let theme = try Self.catalog.theme(name)
    let words: [Role] = [
      .text, .dim, .title, .brand, .hint, .running, .paused, .warning, .given, .limit, .mark, .sample, .dwell, .d, .v,
      .p,
      .full, .throughput, .a, .b,
    ]
    for role in words {
      #expect(theme[role].contrast(with: theme.assumedBackground) >= 4.5, "\(name): \(role)")
    }
    // On the selected row too, whatever stands there.
    for role in words + [.selected, .selectedDim] {
      #expect(theme[role, .selected].contrast(with: theme.selectedBackground) >= 4.5, "\(name): \(role)")
    }
  }

  @Test(arguments: names)
  func curvesOfOnePlotAreApart(name: String) throws {
    let theme = try Self.catalog.theme(name)
    for vision in Vision.allCases {
      let least =
        switch (name, vision) {
        case ("dark", _), ("high-contrast", _), ("mono", _): 0.10
        case ("projector", _): 0.08
        // What the sixteen look like is the user's choice; these are the console's.
        case ("tty", .protan): 0.03
        default: 0.07
        }
      for plot in Theme.plots {
        for (index, second) in plot.enumerated() {
          for first in plot[..<index] {
            let distance = vision.distance(theme[first], theme[second])
            #expect(distance >= least, "\(name), \(vision.rawValue): \(first) and \(second)")
          }
        }
      }
    }
  }

  /// The steps of a heat map read as an order: each lies further from the background than the one before.
  @Test(arguments: names)
  func theHeatStepsRise(name: String) throws {
    let theme = try Self.catalog.theme(name)
    let behind = theme.assumedBackground.okLab.lightness
    let steps = [Role.heat1, .heat2, .heat3, .heat4, .heat5].map { (theme[$0].okLab.lightness - behind).magnitude }
    for (number, (fainter, stronger)) in zip([0] + steps, steps).enumerated() {
      #expect(stronger - fainter >= Theme.leastHeatStep, "\(name): heat\(number + 1) of \(steps)")
    }
  }

  /// So they do in 256 colours, where the nearest of two steps may be almost equally light.
  @Test(arguments: names)
  func theHeatStepsRiseAt256(name: String) throws {
    let theme = try Self.catalog.theme(name)
    guard theme.deepest == nil else { return }
    let palette = theme.palette(.indexed)
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let behind = theme.assumedBackground.okLab.lightness
    let steps = Role.heat.map { role in
      let number = Int(palette[role, .normal].foreground)
      let cube = number - 16
      let grey = UInt8(clamping: 8 + 10 * (number - 232))
      let colour =
        number >= 232
        ? RGB(grey, grey, grey) : RGB(levels[cube / 36 % 6], levels[cube / 6 % 6], levels[cube % 6])
      return (colour.okLab.lightness - behind).magnitude
    }
    for (fainter, stronger) in zip([0] + steps, steps) {
      #expect(stronger - fainter >= 0.06, "\(name): \(steps)")
    }
  }

  @Test func thoseForBrightRoomsHaveMore() throws {
    let all = Set(Role.allCases).subtracting([.rule, .grid, .faded, .selected, .selectedDim])
    for (name, least) in [("projector", 6.5), ("high-contrast", 7.0)] {
      let theme = try Self.catalog.theme(name)
      for role in all where !"\(role)".hasSuffix("Dim") && !"\(role)".hasPrefix("heat") {
        #expect(theme[role].contrast(with: theme.assumedBackground) >= least, "\(name): \(role)")
      }
      #expect(theme[.selected].contrast(with: theme.selectedBackground) >= 7)
      #expect(theme[.rule].contrast(with: theme.assumedBackground) >= 3)
    }
    let projector = try Self.catalog.theme("projector")
    #expect(projector.isBold)
    #expect(projector.palette(.truecolor)[Cell("x", role: .p)].attributes == .bold)
    #expect(projector.palette(.sixteen)[Cell("x", role: .p)].attributes.isEmpty, "bold would brighten it")
  }

  @Test(arguments: names)
  func curvesStayApartAndWordsReadableAt256(name: String) throws {
    let theme = try Self.catalog.theme(name)
    guard theme.deepest == nil else { return }
    let palette = theme.palette(.indexed)
    for plot in Theme.plots {
      #expect(Set(plot.map { palette[$0, .normal].foreground }).count == plot.count, "\(name): \(plot)")
    }
    for role in [Role.selected, .selectedDim, .text, .dim] {
      #expect(palette[role, .selected].foreground != palette[role, .selected].background)
    }
  }
}
