/// The 8 or 16 colours of ANSI, by a fixed table: what they look like is the user's choice, so closeness means nothing.
///
/// A theme decides only between dark, light and grey.
struct AnsiInks: InkMaker {
  private let theme: Theme
  private let bright: Bool
  private let isGrey: Bool

  init(_ theme: Theme, bright: Bool) {
    self.theme = theme
    self.bright = bright
    isGrey = theme.isGrey
  }

  func ink(_ role: Role, _ background: Cell.Background) -> Ink {
    let isDark = theme.kind == .dark
    let behind: Int32 =
      switch background {
      case .normal: theme.background == nil ? -1 : isDark ? 0 : bright ? 15 : 7
      default: isGrey ? (isDark ? 7 : 0) : isDark ? 4 : bright ? 7 : 6
      }
    if isGrey { return grey(role, background, behind) }
    let front = isDark ? dark(role) : light(role)
    // Words on the selected row keep one readable colour, whatever they mean.
    let shown = background == .selected ? (isDark ? (bright ? 15 : 7) : 0) : front
    return Ink(foreground: shown, background: behind, attributes: weight(role))
  }

  private func weight(_ role: Role) -> Cell.Attributes {
    switch role {
    // Bold black on white would come out grey.
    case .title, .brand, .warning: theme.kind == .dark ? .bold : []
    default: []
    }
  }

  private func dark(_ role: Role) -> Int32 {
    switch role {
    case .text, .dim, .given, .sample, .selectedDim: 7
    case .title, .selected, .hint, .mark, .paused:
      bright ? 15 : role == .hint || role == .mark || role == .paused ? 3 : 7
    case .rule, .grid, .faded: bright ? 8 : 4
    case .brand, .dwell, .heat4, .heat5, .b: bright ? 11 : 3
    case .running, .p: bright ? 10 : 2
    case .warning, .limit: bright ? 9 : 1
    case .d, .a: bright ? 12 : 6
    case .v, .full: bright ? 13 : 5
    case .throughput: bright ? 14 : 6
    case .heat1, .heat2, .heat3, .dwellDim, .bDim: 3
    case .pDim: 2
    case .dDim, .aDim: 4
    case .vDim, .fullDim: 5
    case .throughputDim: bright ? 6 : 4
    }
  }

  private func light(_ role: Role) -> Int32 {
    switch role {
    case .text, .title, .selected, .selectedDim: 0
    case .dim, .given, .sample: bright ? 8 : 0
    case .rule, .grid, .faded: bright ? 7 : 6
    case .brand, .dwell, .b, .warning, .limit, .dwellDim, .bDim, .heat1, .heat2, .heat3, .heat4, .heat5: 1
    case .running, .p, .pDim: 2
    case .hint, .d, .a, .dDim, .aDim: 4
    case .paused, .mark, .v, .full, .vDim, .fullDim: 5
    case .throughput, .throughputDim: bright ? 6 : 4
    }
  }

  private func grey(_ role: Role, _ background: Cell.Background, _ behind: Int32) -> Ink {
    let isDark = theme.kind == .dark
    let attributes = MonoInks().ink(role, .normal).attributes.intersection(.bold)
    if background == .selected { return Ink(foreground: isDark ? 0 : 7, background: behind) }
    let words: Int32 = isDark ? (bright && attributes == .bold ? 15 : 7) : 0
    switch role {
    case .rule, .grid, .faded, .throughputDim, .dwellDim:
      return Ink(foreground: bright ? 8 : words, background: behind)
    default: return Ink(foreground: words, background: behind, attributes: attributes)
    }
  }
}
