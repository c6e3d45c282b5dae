extension SymbolSet {
  /// The text as this set can show it: itself, or in ASCII words and signs a reader still understands.
  ///
  /// `T₀` becomes `T0`, `µs` `us`, `−` `-`, `×` `x`, `→` `->`, `…` `..`, `←→` `<->`; what has no likeness becomes `?`.
  public func plain(_ text: String) -> String {
    if self != .ascii || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars where !scalar.isZeroColumns {
      switch scalar {
      case "→": result += "->"
      case "…": result += ".."
      case "≤": result += "<="
      case "≥": result += ">="
      case "±": result += "+-"
      case "‖": result += "||"
      case "∞": result += "inf"
      default: result.unicodeScalars.append(plain(scalar))
      }
    }
    return result
  }

  /// The character as this set can show it in one column.
  public func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if self == .block, (0x2801...0x28FF).contains(scalar.value) { return Self.blockLike(scalar) }
    if self != .ascii || scalar.value < 0x80 { return scalar }
    switch scalar {
    case "─", "╌", "┄", "⎯", "−", "–", "—", "‐", "‑": return "-"
    case "━", "═": return "="
    case "│", "┃", "║", "‖": return "|"
    case "┊", "┆", "╷", "╵", "╎": return ":"
    case "┤", "├", "┴", "┬", "┼", "└", "┘", "┌", "┐", "╭", "╮", "╯", "╰": return "+"
    case "┈", "·", "…", "∙": return "."
    case "▲", "△", "↑", "ˆ": return "^"
    case "▼", "▽", "↓": return "v"
    case "▸", "▶", "→", "►", "›", "»": return ">"
    case "◂", "◀", "←", "◄", "‹", "«": return "<"
    case "●", "⬤": return "O"
    case "○", "□", "◦", "°": return "o"
    case "■", "▪", "█": return "#"
    case "µ", "μ": return "u"
    case "α": return "a"
    case "λ": return "l"
    case "σ": return "s"
    case "ρ": return "r"
    case "Δ", "δ": return "d"
    case "×", "✕": return "x"
    case "÷": return "/"
    case "≈", "≃", "∼": return "~"
    case "≤": return "<"
    case "≥": return ">"
    case "±": return "+"
    case "’", "‘", "′": return "'"
    case "“", "”", "″": return "\""
    case "¹": return "1"
    case "²": return "2"
    case "³": return "3"
    case "\u{2002}"..."\u{200A}", "\u{A0}", "\u{202F}": return " "
    case "⁰", "⁴"..."⁹": return Self.digit(scalar.value - 0x2070)
    case "₀"..."₉": return Self.digit(scalar.value - 0x2080)
    case "ₖ": return "k"
    case "▁"..."▇": return scalar.value < 0x2584 ? "." : "#"
    case "▀", "▌", "▐", "▓": return "#"
    case "░", "▒": return ":"
    case "\u{2801}"..."\u{28FF}": return "*"
    case "\u{2800}": return " "
    default: return "?"
    }
  }

  /// The half block that covers the same rows as a braille character.
  private static func blockLike(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    let bits = scalar.value & 0xFF
    // Dots 1 2 4 5 are the upper half, 3 6 7 8 the lower one.
    switch (bits & 0x1B != 0, bits & 0xE4 != 0) {
    case (true, true): return "█"
    case (true, false): return "▀"
    case (false, true): return "▄"
    case (false, false): return " "
    }
  }

  private static func digit(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(0x30 + value) ?? "?" }
}
