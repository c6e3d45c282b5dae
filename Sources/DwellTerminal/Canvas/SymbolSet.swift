/// The characters a screen is drawn with.
///
/// Panels ask for a symbol by its meaning and never write a character of their own beyond ASCII, or they write the
/// Unicode one and the canvas sends it through ``plain(_:)-(Unicode.Scalar)`` when it holds ASCII alone.
public enum SymbolSet: String, CaseIterable, Sendable {
  /// Braille dots, 2×4 to a cell, and block elements.
  case braille
  /// Half blocks, 1×2 to a cell, and the signs of code page 437, which console fonts have too.
  case block
  /// The 95 printable characters of ASCII; curves are letters.
  case ascii

  /// The next set, the first after the last.
  public var next: SymbolSet {
    switch self {
    case .braille: .block
    case .block: .ascii
    case .ascii: .braille
    }
  }

  /// Dots per cell across, for curves.
  public var dotsAcross: Int { self == .braille ? 2 : 1 }
  /// Dots per cell downward, for curves.
  public var dotsDown: Int {
    switch self {
    case .braille: 4
    case .block: 2
    case .ascii: 1
    }
  }

  // MARK: Bars

  /// A column filled from below, in eighths (held to 0…8).
  ///
  /// Block has halves; ASCII has `#` from one half on and `.` for a trace. A trace never vanishes.
  public func column(eighths: Int) -> Unicode.Scalar {
    let level = min(max(eighths, 0), 8)
    if level == 0 { return " " }
    return switch self {
    case .braille: Self.scalar(0x2580 + UInt32(level))
    case .block: level < 6 ? "▄" : "█"
    case .ascii: level < 4 ? "." : "#"
    }
  }

  /// A level in eighths that must stay readable in one row; in ASCII the digit itself, `#` for 8.
  public func level(eighths: Int) -> Unicode.Scalar {
    let level = min(max(eighths, 0), 8)
    guard self == .ascii else { return column(eighths: level) }
    return level == 0 ? " " : level == 8 ? "#" : Self.scalar(0x30 + UInt32(level))
  }

  /// A row filled from the left, in eighths (held to 0…8); block rounds to halves, ASCII to a whole cell.
  public func row(eighths: Int) -> Unicode.Scalar {
    let level = min(max(eighths, 0), 8)
    return switch self {
    case .braille: level == 0 ? " " : Self.scalar(0x2590 - UInt32(level))
    case .block: level < 2 ? " " : level < 6 ? "▌" : "█"
    case .ascii: level < 4 ? " " : "="
    }
  }

  // MARK: Sliders

  /// The slider left of the knob.
  public var sliderFilled: Unicode.Scalar { pick("━", "=") }
  /// The slider right of the knob.
  public var sliderTrack: Unicode.Scalar { pick("─", "-") }
  /// The present value on a slider.
  public var sliderKnob: Unicode.Scalar { pick("●", "O") }
  /// The value before the last turn on a slider.
  public var sliderGhost: Unicode.Scalar { pick("○", "o") }

  // MARK: Rules, axes and marks

  /// A level rule, also that of a panel title.
  public var rule: Unicode.Scalar { pick("─", "-") }
  /// An upright rule.
  public var upright: Unicode.Scalar { pick("│", "|") }
  /// The y axis between ticks.
  public var axis: Unicode.Scalar { pick("│", "|") }
  /// The y axis at a tick; the label stands left of it.
  public var axisTick: Unicode.Scalar { pick("┤", "+") }
  /// A tick on the x axis.
  public var baseTick: Unicode.Scalar { pick("┴", "+") }
  /// The corner where both axes meet.
  public var corner: Unicode.Scalar { pick("└", "+") }
  /// A grid line inside a plot.
  public var grid: Unicode.Scalar { pick("┈", ".") }
  /// A place without a value.
  public var nothing: Unicode.Scalar { pick("·", ".") }
  /// A turn of a knob on the axis; a percentile under a histogram.
  public var mark: Unicode.Scalar { pick("▲", "^") }
  /// The line of a turn through the plots.
  public var markLine: Unicode.Scalar { pick("┊", ":") }
  /// The staff of the flag above a plot.
  public var markFlag: Unicode.Scalar { pick("╷", ":") }
  /// A dashed level line (T₀, ceilings), one cell.
  public var dash: Unicode.Scalar { pick("╌", "-") }

  // MARK: States and small signs

  /// A container, or a packet of it, that left full.
  public var full: Unicode.Scalar { pick("■", "#") }
  /// A container that left because it was due.
  public var due: Unicode.Scalar { pick("□", "o") }
  /// A container that left because the driver was free.
  public var idle: Unicode.Scalar { pick("·", ".") }
  /// A container while it is open.
  public var openBar: Unicode.Scalar { pick("━", "=") }
  /// A packet on it.
  public var packet: Unicode.Scalar { pick("┃", "|") }
  /// Its deadline.
  public var deadline: Unicode.Scalar { pick("◇", "o") }
  /// The driver domain hands it over.
  public var crossing: Unicode.Scalar { pick("▒", "#") }
  /// Its guest has it, and has not handed on all of it.
  public var delivery: Unicode.Scalar { pick("░", ":") }
  /// Something lies before the left edge.
  public var before: Unicode.Scalar { pick("◂", "<") }
  /// The selected row.
  public var cursor: Unicode.Scalar { pick("▸", ">") }
  /// The clock runs.
  public var running: Unicode.Scalar { pick("▶", ">") }
  /// The clock stands.
  public var paused: String { self == .braille ? "‖" : "||" }
  /// Something lies beyond the right edge.
  public var beyond: Unicode.Scalar { pick("→", ">") }
  /// A point lies above the range of a plot.
  public var above: Unicode.Scalar { pick("▴", "^") }
  /// A point lies below the range of a plot.
  public var below: Unicode.Scalar { pick("▾", "v") }
  /// From an old value to a new one.
  public var becomes: String { self == .ascii ? "->" : "→" }
  /// The four arrow keys, for hints.
  public var upDown: String { self == .ascii ? "^v" : "↑↓" }
  /// The two level arrow keys, for hints.
  public var leftRight: String { self == .ascii ? "<->" : "←→" }

  /// The number of a panel before its title: `¹`, or `1:`; digits outside 0…9 give nothing.
  public func panelNumber(_ digit: Int) -> String {
    guard (0...9).contains(digit) else { return "" }
    if self != .braille { return "\(digit):" }
    return String(["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][digit] as Character)
  }

  private func pick(_ unicode: Unicode.Scalar, _ plain: Unicode.Scalar) -> Unicode.Scalar {
    switch self {
    case .braille: unicode
    case .block: self.plain(unicode)
    case .ascii: plain
    }
  }

  /// Only for values known to be characters.
  private static func scalar(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(value) ?? "?" }
}
