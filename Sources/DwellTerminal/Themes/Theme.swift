/// What every role looks like, as true colours; ``palette(_:)`` brings it down to what a terminal can show.
public struct Theme: Equatable, Sendable {
  /// Whether words are light on dark or dark on light.
  public enum Kind: Sendable {
    /// Light words on a dark background.
    case dark
    /// Dark words on a light background.
    case light
  }

  /// The name it is listed and chosen by.
  public let name: String
  /// Whether words are light on dark or dark on light.
  public let kind: Kind
  /// The background of the screen; nil is the terminal's own.
  public let background: RGB?
  /// The background of the selected row.
  public let selectedBackground: RGB
  /// The most colours it wants to be shown with; nil when it does not care.
  public let deepest: ColorDepth?
  /// Whether words and curves are all set bold.
  public let isBold: Bool
  private let colours: [RGB]

  /// The colour of a role.
  public subscript(role: Role) -> RGB { colours[Int(role.rawValue)] }

  /// The colour of a role on a background: on the selected row whatever could not be read there is set as its words are.
  public subscript(role: Role, background: Cell.Background) -> RGB {
    let colour = self[role]
    guard background == .selected, colour.contrast(with: selectedBackground) < Self.readable else { return colour }
    return self[.selected]
  }

  /// The background as a colour, black or white where it is the terminal's own.
  public var assumedBackground: RGB { background ?? (kind == .dark ? RGB(0x000000) : RGB(0xFFFFFF)) }

  /// Whether there is no hue in any curve.
  public var isGrey: Bool { Self.curves.allSatisfy { self[$0].isGrey } }

  /// The theme of a base16 or base24 scheme, by the same rule for what it leaves open or brings too close.
  public init(name: String, scheme: SchemeFile) {
    let background = scheme[0x00] ?? ThemeDefaults.dark.background
    let kind = scheme.kind.map { $0 == .dark } ?? (background.okLab.lightness < 0.5) ? Kind.dark : .light
    let main = Role.allCases.reduce(into: [Role: RGB]()) { colours, role in colours[role] = scheme.colour(of: role) }
    self.init(
      name: name, kind: kind, background: background, selectedBackground: scheme[0x02], given: main, deepest: nil,
      isBold: false)
  }

  /// The theme of a file: our roles from btop's keys and ours, our defaults where they say nothing.
  ///
  /// Curves that share a plot and come closer than ``closest`` take our default of the same kind, and so does what can
  /// hardly be seen on its background: themes made for other programs often have `inactive_fg` nearly vanish.
  public init(name: String, file: ThemeFile) {
    let kind = Self.kind(of: file)
    var background: RGB? = file.colour("main_bg") ?? ThemeDefaults.of(kind).background
    if file.values["main_bg"] == .empty { background = nil }
    var given: [Role: RGB] = [:]
    for (role, keys) in ThemeDefaults.keys { given[role] = keys.lazy.compactMap { file.colour($0) }.first }
    var deepest: ColorDepth?
    if case .word(let word) = file.values["dwell_colors"] { deepest = ColorDepth(rawValue: word) }
    self.init(
      name: name, kind: kind, background: background, selectedBackground: file.colour("selected_bg"), given: given,
      deepest: deepest, isBold: file.values["dwell_weight"] == .word("bold"))
  }

  /// A theme of what a file gives: what it leaves open, and what cannot be seen or told apart, is ours of the same kind.
  private init(
    name: String, kind: Kind, background: RGB?, selectedBackground: RGB?, given: [Role: RGB], deepest: ColorDepth?,
    isBold: Bool
  ) {
    let base = ThemeDefaults.of(kind)
    let behind = background ?? (kind == .dark ? RGB(0x000000) : RGB(0xFFFFFF))
    var main = base.colours.merging(given) { _, given in given }
    var selectedBackground = selectedBackground ?? base.selectedBackground
    Self.keepSeen(&main, base.colours, on: behind)
    Self.keepApart(&main, base.colours)
    // Where nothing is seen, on a background between dark and light, lightness is all that is left to say.
    for (role, colour) in main where role != .rule && role != .selected {
      main[role] = Self.seen(colour, on: behind, atLeast: Self.faintest)
    }
    let words = main[.selected] ?? RGB(0x000000)
    if words.contrast(with: selectedBackground) < Self.faintest {
      selectedBackground = base.selectedBackground
      main[.selected] = base.colours[.selected]
    }
    self.init(
      name: name, kind: kind, background: background, selectedBackground: selectedBackground, main: main,
      deepest: deepest, isBold: isBold)
  }

  /// The colour, or on its way to black or white the first that is seen on a background.
  private static func seen(_ colour: RGB, on background: RGB, atLeast contrast: Double) -> RGB {
    if colour.contrast(with: background) >= contrast { return colour }
    let (black, white) = (RGB(0x000000), RGB(0xFFFFFF))
    let end = black.contrast(with: background) > white.contrast(with: background) ? black : white
    let mixed = (1...10).lazy.map { colour.mixed(with: end, Double($0) / 10) }
    return mixed.first { $0.contrast(with: background) >= contrast } ?? end
  }

  /// Our dark theme, which needs no file.
  public static let dark = Theme(name: "dark", kind: .dark, .dark)
  /// Our light theme, which needs no file.
  public static let light = Theme(name: "light", kind: .light, .light)

  /// Curves that share a plot, the most important first.
  public static let plots: [[Role]] = [
    [.p, .given, .dwell], [.d, .v, .sample], [.throughput, .given, .limit], [.p, .full], [.a, .b],
  ]
  /// Curves of one plot come no closer than this in OKLab.
  public static let closest = 0.07
  /// Words keep at least this contrast with what lies behind them (WCAG 2.1, AA).
  public static let readable = 4.5
  /// Words and curves have at least this contrast with the background, where our default has more.
  public static let faintest = 2.5
  /// Two steps of a heat map differ by this much in OKLab lightness.
  public static let leastHeatStep = 0.03
  private static let curves = Set(plots.joined())

  private init(name: String, kind: Kind, _ base: ThemeDefaults) {
    self.init(
      name: name, kind: kind, background: base.background, selectedBackground: base.selectedBackground,
      main: base.colours, deepest: nil, isBold: false)
  }

  private init(
    name: String, kind: Kind, background: RGB?, selectedBackground: RGB, main: [Role: RGB], deepest: ColorDepth?,
    isBold: Bool
  ) {
    self.name = name
    self.kind = kind
    self.background = background
    self.selectedBackground = selectedBackground
    self.deepest = deepest
    self.isBold = isBold
    let behind = background ?? (kind == .dark ? RGB(0x000000) : RGB(0xFFFFFF))
    let heat = Self.heat(main, behind)
    colours = Role.allCases.map { role in
      if let colour = main[role] { return colour }
      if let colour = heat[role] { return colour }
      guard let (source, share) = ThemeDefaults.faint[role], let colour = main[source] else { return behind }
      return colour.mixed(with: role == .selectedDim ? selectedBackground : behind, share)
    }
  }

  /// The steps of a heat map, each further from the background than the one before.
  ///
  /// The fourth is the dwell hue itself and the fifth lies beyond it; where there is no room beyond, the fifth is the hue itself.
  private static func heat(_ main: [Role: RGB], _ behind: RGB) -> [Role: RGB] {
    guard let dwell = main[.dwell], let title = main[.title] else { return [:] }
    func away(_ colour: RGB) -> Double { (colour.okLab.lightness - behind.okLab.lightness).magnitude }
    let steps: [Role] = [.heat1, .heat2, .heat3, .heat4]
    let beyond = dwell.mixed(with: title, 0.4)
    let hasRoom = away(beyond) - away(dwell) >= leastHeatStep
    var colours: [Role: RGB] = [.heat5: hasRoom ? beyond : dwell]
    for (index, role) in steps.enumerated() {
      let share = Double(steps.count - 1 - index) / Double(steps.count)
      colours[role] = dwell.mixed(with: behind, hasRoom ? share : 0.2 + share * 0.8)
    }
    return colours
  }

  private static func kind(of file: ThemeFile) -> Kind {
    if let background = file.colour("main_bg") { return background.okLab.lightness < 0.5 ? .dark : .light }
    // The terminal's own background: words are written to be seen on it.
    guard let words = file.colour("main_fg") else { return .dark }
    return words.okLab.lightness < 0.5 ? .light : .dark
  }

  private static func keepSeen(_ colours: inout [Role: RGB], _ defaults: [Role: RGB], on background: RGB) {
    for (role, colour) in colours where role != .rule && role != .selected {
      let contrast = colour.contrast(with: background)
      guard contrast < faintest, let ours = defaults[role], ours.contrast(with: background) > contrast else { continue }
      colours[role] = ours
    }
  }

  private static func keepApart(_ colours: inout [Role: RGB], _ defaults: [Role: RGB]) {
    func pair(closeIn colours: [Role: RGB]) -> (Role, Role)? {
      for plot in plots {
        for (index, second) in plot.enumerated() {
          for first in plot[..<index] {
            guard let one = colours[first], let two = colours[second] else { continue }
            // Our own pairs may lie just at the limit.
            let isOurs = one == defaults[first] && two == defaults[second]
            if !isOurs, one.distance(to: two) < closest { return (first, second) }
          }
        }
      }
      return nil
    }
    // Each round gives a curve its default, so there are at most as many as curves.
    while let (first, second) = pair(closeIn: colours) {
      let later = colours[second] == defaults[second] ? first : second
      colours[later] = defaults[later]
    }
  }
}
