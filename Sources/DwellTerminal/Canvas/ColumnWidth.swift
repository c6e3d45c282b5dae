extension Unicode.Scalar {
  /// Whether every terminal gives this character exactly one column.
  ///
  /// Control and format characters, marks that join the character before them, and the wide characters of East Asian
  /// scripts and emoji do not. Pure: it does not ask the C library, whose answer depends on the locale.
  public var isOneColumn: Bool {
    if value >= 0x20 && value < 0x7F { return true }
    if value < 0xA1 { return false }
    // The blocks the screens are drawn with: arrows, box drawing, blocks, shapes, braille.
    if (0x2190...0x22FF).contains(value) || (0x2500...0x25FC).contains(value) || (0x2800...0x28FF).contains(value) {
      return true
    }
    return isDrawn && !isWide
  }

  /// Whether the character joins the one before it and takes no column of its own.
  var isZeroColumns: Bool {
    guard value >= 0xAD else { return false }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return true
    default: return false
    }
  }

  private var isDrawn: Bool {
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .nonspacingMark, .enclosingMark, .lineSeparator,
      .paragraphSeparator:
      return false
    default:
      return !(0x1160...0x11FF).contains(value)
    }
  }

  /// East Asian Width W or F (Unicode, UAX #11), in whole blocks.
  private var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615,
      0x2630...0x2637, 0x2648...0x2653, 0x267F, 0x268A...0x268F, 0x2693, 0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE,
      0x26C4...0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2...0x26F3, 0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A...0x270B,
      0x2728, 0x274C, 0x274E, 0x2753...0x2755, 0x2757, 0x2795...0x2797, 0x27B0, 0x27BF, 0x2B1B...0x2B1C, 0x2B50,
      0x2B55, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
      0x1CC00...0x1CEFF, 0x1D300...0x1D37F, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return true
    default:
      return false
    }
  }
}
