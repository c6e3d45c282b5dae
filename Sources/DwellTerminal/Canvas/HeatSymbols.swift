extension SymbolSet {
  /// Characters for the steps from little to much, where colours are too few to say it.
  public var shades: [Unicode.Scalar] {
    switch self {
    case .braille, .block: ["·", "░", "▒", "▓", "█"]
    case .ascii: [".", ":", "-", "=", "+", "*", "#", "%", "@"]
    }
  }

  /// The upper half of a cell; the lower half shows the background.
  public var upperHalf: Unicode.Scalar { "▀" }
  /// The lower half of a cell.
  public var lowerHalf: Unicode.Scalar { "▄" }
  /// A whole cell.
  public var wholeCell: Unicode.Scalar { self == .ascii ? "#" : "█" }
}

extension Role {
  /// The five steps of the dwell hue, little first.
  public static let heat: [Role] = [.heat1, .heat2, .heat3, .heat4, .heat5]
}

extension Cell.Background {
  /// The five steps of the dwell hue as backgrounds, little first.
  public static let heat: [Cell.Background] = [.heat1, .heat2, .heat3, .heat4, .heat5]
}
