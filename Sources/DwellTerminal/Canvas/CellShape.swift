/// What a box, block or braille character looks like, so that a picture needs no font for it.
///
/// Places are parts of a cell: 0…1 across and 0…1 downward. Characters that are not here are words for a font.
struct CellShape {
  /// A filled part of a cell.
  struct Part: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// Filled rectangles.
  var parts: [Part] = []
  /// Centres of small dots.
  var dots: [(x: Double, y: Double)] = []
  /// Closed outlines of straight lines.
  var outlines: [[(x: Double, y: Double)]] = []
  /// A disc or ring in the middle of the cell.
  var round = Round.none

  /// A disc or a ring.
  enum Round { case none, disc, ring }

  /// The shape of a character; nil where a font is to draw it.
  static func of(_ scalar: Unicode.Scalar) -> CellShape? {
    switch scalar.value {
    case 0x2800...0x28FF: return braille(scalar.value - 0x2800)
    case 0x2500...0x257F: return box(scalar)
    case 0x2580...0x259F: return block(scalar.value)
    default: return sign(scalar)
    }
  }

  // MARK: Braille

  private static func braille(_ bits: UInt32) -> CellShape {
    var shape = CellShape()
    // Dots 1 2 3 4 5 6 7 8, as Unicode numbers them.
    let places: [(Int, Int)] = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
    for (index, place) in places.enumerated() where bits & (1 << UInt32(index)) != 0 {
      shape.dots.append((0.25 + 0.5 * Double(place.0), 0.125 + 0.25 * Double(place.1)))
    }
    return shape
  }

  // MARK: Boxes

  // Half of a stroke, of the width and of the height of a cell, which is twice as high as wide.
  private static let lightX = 0.06
  private static let lightY = 0.03
  private static let heavyY = 0.07

  /// Which arms of a character reach the edge of its cell: left, right, up, down.
  private static let arms: [Unicode.Scalar: (Bool, Bool, Bool, Bool)] = [
    "─": (true, true, false, false), "│": (false, false, true, true), "┌": (false, true, false, true),
    "┐": (true, false, false, true), "└": (false, true, true, false), "┘": (true, false, true, false),
    "├": (false, true, true, true), "┤": (true, false, true, true), "┬": (true, true, false, true),
    "┴": (true, true, true, false), "┼": (true, true, true, true), "╴": (true, false, false, false),
    "╵": (false, false, true, false), "╶": (false, true, false, false), "╷": (false, false, false, true),
    "╭": (false, true, false, true), "╮": (true, false, false, true), "╯": (true, false, true, false),
    "╰": (false, true, true, false),
  ]

  private static func box(_ scalar: Unicode.Scalar) -> CellShape? {
    if let (left, right, up, down) = arms[scalar] {
      var shape = CellShape()
      if left || right {
        let from = left ? 0 : 0.5 - lightX
        let to = right ? 1 : 0.5 + lightX
        shape.parts.append(Part(x: from, y: 0.5 - lightY, width: to - from, height: 2 * lightY))
      }
      if up || down {
        let from = up ? 0 : 0.5 - lightY
        let to = down ? 1 : 0.5 + lightY
        shape.parts.append(Part(x: 0.5 - lightX, y: from, width: 2 * lightX, height: to - from))
      }
      return shape
    }
    switch scalar {
    case "━": return CellShape(parts: [Part(x: 0, y: 0.5 - heavyY, width: 1, height: 2 * heavyY)])
    case "╌", "╍": return dashes(2, level: true, heavy: scalar == "╍")
    case "┄", "┅": return dashes(3, level: true, heavy: scalar == "┅")
    case "┈", "┉": return dashes(4, level: true, heavy: scalar == "┉")
    case "╎": return dashes(2, level: false, heavy: false)
    case "┆": return dashes(3, level: false, heavy: false)
    case "┊": return dashes(4, level: false, heavy: false)
    case "┃": return CellShape(parts: [Part(x: 0.5 - heavyY * 2, y: 0, width: heavyY * 4, height: 1)])
    default: return nil
    }
  }

  private static func dashes(_ count: Int, level: Bool, heavy: Bool) -> CellShape {
    let pitch = 1 / Double(count)
    return CellShape(
      parts: (0..<count).map { index in
        let start = (Double(index) + 0.2) * pitch
        let half = heavy ? heavyY : lightY
        return level
          ? Part(x: start, y: 0.5 - half, width: 0.6 * pitch, height: 2 * half)
          : Part(x: 0.5 - lightX, y: start, width: 2 * lightX, height: 0.6 * pitch)
      })
  }

  // MARK: Blocks

  private static func block(_ value: UInt32) -> CellShape? {
    switch value {
    case 0x2580: return CellShape(parts: [Part(x: 0, y: 0, width: 1, height: 0.5)])
    case 0x2581...0x2588:
      let height = Double(value - 0x2580) / 8
      return CellShape(parts: [Part(x: 0, y: 1 - height, width: 1, height: height)])
    case 0x2589...0x258F: return CellShape(parts: [Part(x: 0, y: 0, width: Double(0x2590 - value) / 8, height: 1)])
    case 0x2590: return CellShape(parts: [Part(x: 0.5, y: 0, width: 0.5, height: 1)])
    case 0x2591...0x2593: return shade(Int(value - 0x2590))
    case 0x2594: return CellShape(parts: [Part(x: 0, y: 0, width: 1, height: 0.125)])
    case 0x2595: return CellShape(parts: [Part(x: 0.875, y: 0, width: 0.125, height: 1)])
    case 0x2596...0x259F: return quadrants(value)
    default: return nil
    }
  }

  /// A quarter, a half or three quarters of a cell in small squares.
  private static func shade(_ level: Int) -> CellShape {
    var shape = CellShape()
    for row in 0..<8 {
      for column in 0..<4 {
        let isSet =
          level == 1
          ? (row + 2 * column).isMultiple(of: 4)
          : level == 2 ? (row + column).isMultiple(of: 2) : !(row + 2 * column).isMultiple(of: 4)
        guard isSet else { continue }
        shape.parts.append(Part(x: Double(column) / 4, y: Double(row) / 8, width: 0.25, height: 0.125))
      }
    }
    return shape
  }

  private static func quadrants(_ value: UInt32) -> CellShape {
    // Bits: upper left, upper right, lower left, lower right.
    let sets: [UInt32] = [0b0010, 0b0001, 0b1000, 0b1011, 0b1001, 0b1110, 0b1101, 0b0100, 0b0110, 0b0111]
    let bits = sets[Int(value - 0x2596)]
    var shape = CellShape()
    for quarter in 0..<4 where bits & (8 >> UInt32(quarter)) != 0 {
      shape.parts.append(
        Part(x: quarter.isMultiple(of: 2) ? 0 : 0.5, y: quarter < 2 ? 0 : 0.5, width: 0.5, height: 0.5))
    }
    return shape
  }

  // MARK: Signs

  private static func sign(_ scalar: Unicode.Scalar) -> CellShape? {
    switch scalar {
    case "●": return CellShape(round: .disc)
    case "○": return CellShape(round: .ring)
    case "■": return CellShape(parts: [Part(x: 0.1, y: 0.3, width: 0.8, height: 0.4)])
    case "□":
      return CellShape(parts: [
        Part(x: 0.1, y: 0.3, width: 0.8, height: 0.06), Part(x: 0.1, y: 0.64, width: 0.8, height: 0.06),
        Part(x: 0.1, y: 0.36, width: 0.12, height: 0.28), Part(x: 0.78, y: 0.36, width: 0.12, height: 0.28),
      ])
    case "▲": return CellShape(outlines: [[(0.05, 0.72), (0.5, 0.28), (0.95, 0.72)]])
    case "▼": return CellShape(outlines: [[(0.05, 0.28), (0.95, 0.28), (0.5, 0.72)]])
    case "▶", "►": return CellShape(outlines: [[(0.1, 0.26), (0.95, 0.5), (0.1, 0.74)]])
    case "◀", "◄": return CellShape(outlines: [[(0.9, 0.26), (0.05, 0.5), (0.9, 0.74)]])
    case "▸": return CellShape(outlines: [[(0.25, 0.36), (0.8, 0.5), (0.25, 0.64)]])
    case "◂": return CellShape(outlines: [[(0.75, 0.36), (0.2, 0.5), (0.75, 0.64)]])
    case "▴": return CellShape(outlines: [[(0.2, 0.62), (0.5, 0.4), (0.8, 0.62)]])
    case "▾": return CellShape(outlines: [[(0.2, 0.4), (0.8, 0.4), (0.5, 0.62)]])
    case "◆": return CellShape(outlines: [[(0.5, 0.25), (0.98, 0.5), (0.5, 0.75), (0.02, 0.5)]])
    case "‖":
      return CellShape(parts: [
        Part(x: 0.2, y: 0.25, width: 0.18, height: 0.5), Part(x: 0.62, y: 0.25, width: 0.18, height: 0.5),
      ])
    case "·": return CellShape(dots: [(0.5, 0.5)])
    default: return nil
    }
  }
}
