/// The inks of a theme on a terminal of a certain depth: one per role and background.
public struct Palette: Equatable, Sendable {
  /// The depth it was made for, after the theme's own limit.
  public let depth: ColorDepth
  private let inks: [Ink]
  /// On a light background of ANSI colours bold is left out: most terminals brighten it into the background.
  private let dropped: Cell.Attributes
  /// What a theme sets everything in.
  private let added: Cell.Attributes

  /// The ink of a role on a background; a table look-up.
  public subscript(role: Role, background: Cell.Background) -> Ink {
    guard let behind = background.role else {
      return inks[Int(role.rawValue) * Self.backgrounds.count + Int(background.rawValue)]
    }
    var ink = self[role, .normal]
    ink.background = self[behind, .normal].foreground
    return ink
  }

  // Those that inks are made for; the others are the foregrounds of roles.
  private static let backgrounds: [Cell.Background] = [.normal, .selected]

  /// The ink of a cell with its own attributes.
  public subscript(cell: Cell) -> Ink {
    var ink = self[cell.role, cell.background]
    ink.attributes.formUnion(cell.attributes.union(added).subtracting(dropped))
    return ink
  }

  /// Makes the inks of a theme; costs about a millisecond at 256 colours.
  public init(_ theme: Theme, depth asked: ColorDepth) {
    let depth = min(asked, theme.deepest ?? .truecolor)
    self.depth = depth
    added = theme.isBold && depth != .mono ? .bold : []
    dropped = theme.kind == .light && (depth == .eight || depth == .sixteen) ? .bold : []
    let maker: any InkMaker =
      switch depth {
      case .mono: MonoInks()
      case .eight, .sixteen: AnsiInks(theme, bright: depth == .sixteen)
      case .indexed: IndexedInks(theme)
      case .truecolor: TrueInks(theme)
      }
    inks = Role.allCases.flatMap { role in Self.backgrounds.map { maker.ink(role, $0) } }
  }
}

extension Theme {
  /// The inks of this theme on a terminal of a certain depth.
  public func palette(_ depth: ColorDepth) -> Palette { Palette(self, depth: depth) }
}

protocol InkMaker {
  func ink(_ role: Role, _ background: Cell.Background) -> Ink
}

/// No colour: what a role means is said by weight.
struct MonoInks: InkMaker {
  func ink(_ role: Role, _ background: Cell.Background) -> Ink {
    if background == .selected { return Ink(attributes: .reverse) }
    switch role {
    case .title, .brand, .hint, .running, .paused, .warning, .mark, .p, .d, .throughput, .b:
      return Ink(attributes: .bold)
    case .dim, .rule, .grid, .given, .sample, .heat1, .heat2, .dwellDim, .dDim, .vDim, .pDim, .fullDim, .throughputDim,
      .aDim, .bDim,
      .faded:
      return Ink(attributes: .faint)
    case .selected, .selectedDim: return Ink(attributes: .reverse)
    case .heat5: return Ink(attributes: .bold)
    case .text, .limit, .dwell, .heat3, .heat4, .v, .full, .a: return Ink()
    }
  }
}

/// Colours as the theme has them.
struct TrueInks: InkMaker {
  private let theme: Theme

  init(_ theme: Theme) { self.theme = theme }

  func ink(_ role: Role, _ background: Cell.Background) -> Ink {
    let behind =
      background == .selected
      ? Ink.trueColor(theme.selectedBackground) : theme.background.map { Ink.trueColor($0) } ?? -1
    return Ink(foreground: Ink.trueColor(theme[role, background]), background: behind)
  }
}

/// 256 colours: the nearest in OKLab, heat maps by ``IndexedHeat``; words keep the contrast that the theme gives them.
struct IndexedInks: InkMaker {
  private let foregrounds: [[Int32]]
  private let backgrounds: [Int32]

  init(_ theme: Theme) {
    let behind = [theme.assumedBackground, theme.selectedBackground]
    let nearest = behind.map { XtermColors.nearest(to: $0) }
    backgrounds = [theme.background == nil ? -1 : nearest[0], nearest[1]]
    let heat = Dictionary(
      uniqueKeysWithValues: zip(
        Role.heat, IndexedHeat.numbers(Role.heat.map { theme[$0, .normal] }, on: XtermColors.colour(Int(nearest[0])))))
    foregrounds = behind.indices.map { index in
      let shown = index == 0 && theme.background == nil ? behind[0] : XtermColors.colour(Int(nearest[index]))
      return Role.allCases.map { role in
        if let number = heat[role] { return number }
        let colour = theme[role, index == 0 ? .normal : .selected]
        let least = min(colour.contrast(with: behind[index]), 4.5)
        // Faint things may stay faint; what is readable must remain so.
        return XtermColors.nearest(to: colour) { least < 4.5 || $0.contrast(with: shown) >= least }
      }
    }
  }

  func ink(_ role: Role, _ background: Cell.Background) -> Ink {
    let index = Int(background.rawValue)
    return Ink(foreground: foregrounds[index][Int(role.rawValue)], background: backgrounds[index])
  }
}
