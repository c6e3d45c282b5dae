/// How many colours a screen is drawn with.
public enum ColorDepth: String, CaseIterable, Comparable, Sendable {
  /// No colour: bold, faint, reverse and underline alone.
  case mono
  /// The eight of ANSI.
  case eight = "8"
  /// The eight of ANSI and their bright forms.
  case sixteen = "16"
  /// The cube and the grey ramp of xterm.
  case indexed = "256"
  /// 24 bits each: the theme's own.
  case truecolor

  /// Fewer colours are less.
  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rank < right.rank }

  /// The depth of a terminal that knows so many colours, as terminfo counts them.
  public init(terminalColors count: Int) {
    self = count >= 256 ? .indexed : count >= 16 ? .sixteen : count >= 8 ? .eight : .mono
  }

  private var rank: Int {
    switch self {
    case .mono: 0
    case .eight: 1
    case .sixteen: 2
    case .indexed: 3
    case .truecolor: 4
    }
  }
}
