extension SymbolSet {
  /// The text as this set can show it: itself, or in block nearly so, or in ASCII words and signs a reader still understands.
  ///
  /// `T₀` becomes `T0`, `µs` `us`, `−` `-`, `×` `x`, `→` `->`, `…` `..`, `←→` `<->`; what has no likeness becomes `?`.
  public func plain(_ text: String) -> String {
    if self == .braille || text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    if self == .block { return String(String.UnicodeScalarView(text.unicodeScalars.map { plain($0) })) }
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
    if self == .braille || scalar.value < 0x80 { return scalar }
    if self == .block { return Self.blockLike(scalar) }
    switch scalar {
    case "─", "╌", "┄", "⎯", "−", "–", "—", "‐", "‑": return "-"
    case "━", "═": return "="
    case "│", "┃", "║", "‖": return "|"
    case "┊", "┆", "╷", "╵", "╎": return ":"
    case "┤", "├", "┴", "┬", "┼", "└", "┘", "┌", "┐", "╭", "╮", "╯", "╰": return "+"
    case "┈", "·", "…", "∙": return "."
    case "▲", "△", "▴", "↑", "ˆ": return "^"
    case "▼", "▽", "▾", "↓": return "v"
    case "▸", "▶", "→", "►", "›", "»": return ">"
    case "◂", "◀", "←", "◄", "‹", "«": return "<"
    case "●", "⬤": return "O"
    case "○", "□", "◦", "°": return "o"
    case "■", "▪", "█": return "#"
    case "µ", "μ": return "u"
    case "α": return "a"
    case "λ": return "l"
    case "β": return "b"
    case "Σ": return "S"
    case "◇": return "o"
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
    case "₋": return "-"
    case "▁"..."▇": return scalar.value < 0x2584 ? "." : "#"
    case "▀", "▌", "▐", "▓": return "#"
    case "░", "▒": return ":"
    case "\u{2801}"..."\u{28FF}": return "*"
    case "\u{2800}": return " "
    default: return "?"
    }
  }

  /// The nearest sign of code page 437 and Latin-1; half blocks for braille and eighths.
  private static func blockLike(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\u{2801}"..."\u{28FF}":
      let bits = scalar.value & 0xFF
      // Dots 1 2 4 5 are the upper half, 3 6 7 8 the lower one.
      if bits & 0x1B != 0 { return bits & 0xE4 != 0 ? "█" : "▀" }
      return "▄"
    case "\u{2800}": return " "
    case "▁"..."▅": return "▄"
    case "▆"..."▇": return "█"
    case "▉"..."▋": return "█"
    case "▍"..."▏": return "▌"
    case "━": return "═"
    case "┃": return "│"
    case "╌", "┄", "−", "–", "—": return "-"
    case "┈", "…": return "·"
    case "┊", "┆", "╷", "╵", "╎": return "│"
    case "╭": return "┌"
    case "╮": return "┐"
    case "╯": return "┘"
    case "╰": return "└"
    case "●": return "■"
    case "□", "◇": return "o"
    case "▸", "▶": return "►"
    case "◂", "◀": return "◄"
    case "▴": return "▲"
    case "▾": return "▼"
    case "‖": return "║"
    case "’", "‘": return "'"
    case "\u{2002}"..."\u{200A}", "\u{202F}": return " "
    case "⁰", "⁴"..."⁹": return digit(scalar.value - 0x2070)
    case "₀"..."₉": return digit(scalar.value - 0x2080)
    case "ₖ": return "k"
    case "₋": return "-"
    default: return scalar
    }
  }

  private static func digit(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(0x30 + value) ?? "?" }
}
