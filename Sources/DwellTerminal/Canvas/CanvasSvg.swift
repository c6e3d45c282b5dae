extension Canvas {
  /// The canvas as an SVG picture in the true colours of a theme, 9×18 px to a cell.
  ///
  /// Braille, blocks and boxes are drawn as shapes, so that they look right whatever font there is; words are text, so that they can be
  /// searched and copied. Costs some 10 µs a row.
  ///
  /// - Parameter title: what screen readers say; any text.
  public func svg(_ theme: Theme, title: String = "dwell") -> String {
    var drawing = SvgDrawing(theme)
    for y in 0..<height { drawing.add(cells[(y * width)..<((y + 1) * width)], y: y) }
    return drawing.text(width: width, height: height, title: title)
  }
}

/// A picture in the making: what lies behind, then the shapes and words of each colour.
private struct SvgDrawing {
  // A monospaced font is 0.6 em wide: 15 px give 9.
  private static let cellWidth = 9.0
  private static let cellHeight = 18.0
  private static let fontSize = 15
  private static let baseline = 13.5
  private static let dot = 3.3

  private struct Box: Equatable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private struct Layer {
    var boxes: [Box] = []
    var outlines = ""
    var dots = ""
    var words: [String] = []
  }

  private struct Style: Equatable {
    var colour: RGB
    var attributes: Cell.Attributes
  }

  private let theme: Theme
  private var behind: [(colour: RGB, box: Box)] = []
  private var layers: [(colour: RGB, layer: Layer)] = []
  private var places: [RGB: Int] = [:]

  init(_ theme: Theme) { self.theme = theme }

  // MARK: Cells

  mutating func add(_ row: ArraySlice<Cell>, y: Int) {
    let top = Double(y) * Self.cellHeight
    var word = ""
    var wordStart = 0
    var wordStyle: Style?
    var gap = 0
    for (x, cell) in row.enumerated() {
      let (front, back) = colours(of: cell)
      let left = Double(x) * Self.cellWidth
      if let back { addBehind(back, Box(x: left, y: top, width: Self.cellWidth, height: Self.cellHeight)) }
      if cell.attributes.contains(.underline) {
        add(Box(x: left, y: top + 16, width: Self.cellWidth, height: 1), to: front)
      }
      let style = Style(colour: front, attributes: cell.attributes.intersection(.bold))
      if cell.scalar == " " {
        gap += 1
        continue
      }
      if let shape = CellShape.of(cell.scalar) {
        if let style = wordStyle { add(word, x: wordStart, y: y, style) }
        wordStyle = nil
        add(shape, left, top, front)
        gap = 0
        continue
      }
      // A single blank between words of one style does not part them.
      if let before = wordStyle, before == style, gap <= 1 {
        if gap == 1 { word.append(" ") }
        word.unicodeScalars.append(cell.scalar)
      } else {
        if let before = wordStyle { add(word, x: wordStart, y: y, before) }
        word = String(Character(cell.scalar))
        wordStart = x
        wordStyle = style
      }
      gap = 0
    }
    if let style = wordStyle { add(word, x: wordStart, y: y, style) }
  }

  /// What a cell is written in, and what lies behind it where that is not the background of the whole.
  private func colours(of cell: Cell) -> (front: RGB, back: RGB?) {
    let ground = theme.assumedBackground
    var front = theme[cell.role]
    var back: RGB?
    if cell.background == .selected {
      back = theme.selectedBackground
      // Whatever stands on the selected row must be seen there.
      if front.contrast(with: theme.selectedBackground) < 3 { front = theme[.selected] }
    } else if let role = cell.background.role {
      back = theme[role]
    }
    if cell.attributes.contains(.faint) { front = front.mixed(with: back ?? ground, 0.4) }
    if cell.attributes.contains(.reverse) { return (back ?? ground, front) }
    return (front, back)
  }

  private mutating func addBehind(_ colour: RGB, _ box: Box) {
    if let last = behind.indices.last, behind[last].colour == colour, Self.joins(behind[last].box, box) {
      behind[last].box.width += box.width
    } else {
      behind.append((colour, box))
    }
  }

  private mutating func layer(of colour: RGB) -> Int {
    if let place = places[colour] { return place }
    layers.append((colour, Layer()))
    places[colour] = layers.count - 1
    return layers.count - 1
  }

  private mutating func add(_ box: Box, to colour: RGB) {
    let place = layer(of: colour)
    if let last = layers[place].layer.boxes.indices.last, Self.joins(layers[place].layer.boxes[last], box) {
      layers[place].layer.boxes[last].width += box.width
    } else {
      layers[place].layer.boxes.append(box)
    }
  }

  private static func joins(_ before: Box, _ box: Box) -> Bool {
    before.y == box.y && before.height == box.height && (before.x + before.width - box.x).magnitude < 1e-6
  }

  private mutating func add(_ shape: CellShape, _ left: Double, _ top: Double, _ colour: RGB) {
    func x(_ part: Double) -> Double { left + part * Self.cellWidth }
    func y(_ part: Double) -> Double { top + part * Self.cellHeight }
    for part in shape.parts {
      add(
        Box(x: x(part.x), y: y(part.y), width: part.width * Self.cellWidth, height: part.height * Self.cellHeight),
        to: colour)
    }
    let place = layer(of: colour)
    for dot in shape.dots { layers[place].layer.dots += "M\(Self.number(x(dot.x))) \(Self.number(y(dot.y)))h.01" }
    for outline in shape.outlines {
      for (index, point) in outline.enumerated() {
        layers[place].layer.outlines += "\(index == 0 ? "M" : "L")\(Self.number(x(point.x))) \(Self.number(y(point.y)))"
      }
      layers[place].layer.outlines += "z"
    }
    let circles: [Double] =
      switch shape.round {
      case .none: []
      case .disc: [3.8]
      // The inner circle takes away what both hold.
      case .ring: [3.8, 2.6]
      }
    for radius in circles {
      let r = Self.number(radius)
      let across = Self.number(2 * radius)
      layers[place].layer.outlines +=
        "M\(Self.number(x(0.5) - radius)) \(Self.number(y(0.5)))a\(r) \(r) 0 1 0 \(across) 0a\(r) \(r) 0 1 0 -\(across) 0z"
    }
  }

  private mutating func add(_ word: String, x: Int, y: Int, _ style: Style) {
    let columns = word.unicodeScalars.count
    let weight = style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
    let place = layer(of: style.colour)
    layers[place].layer.words.append(
      "<text x=\"\(Self.number(Double(x) * Self.cellWidth))\" "
        + "y=\"\(Self.number(Double(y) * Self.cellHeight + Self.baseline))\" "
        + "textLength=\"\(Self.number(Double(columns) * Self.cellWidth))\"\(weight)>\(Self.escaped(word))</text>")
  }

  // MARK: Text

  func text(width: Int, height: Int, title: String) -> String {
    let (w, h) = (Self.number(Double(width) * Self.cellWidth), Self.number(Double(height) * Self.cellHeight))
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(w)" height="\(h)" viewBox="0 0 \(w) \(h)" role="img" \
      font-family="'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="\(Self.fontSize)px" \
      stroke-width="\(Self.number(Self.dot))" stroke-linecap="round" xml:space="preserve">
      <title>\(Self.escaped(title))</title>
      <rect width="\(w)" height="\(h)" fill="\(theme.assumedBackground.hex)"/>

      """
    for (colour, box) in behind {
      text +=
        "<rect x=\"\(Self.number(box.x))\" y=\"\(Self.number(box.y))\" width=\"\(Self.number(box.width))\" "
        + "height=\"\(Self.number(box.height))\" fill=\"\(colour.hex)\"/>\n"
    }
    for (colour, layer) in layers {
      let boxes = layer.boxes.map { box in
        let (wide, high) = (Self.number(box.width), Self.number(box.height))
        return "M\(Self.number(box.x)) \(Self.number(box.y))h\(wide)v\(high)h-\(wide)z"
      }.joined()
      text += "<g fill=\"\(colour.hex)\">\n"
      if !boxes.isEmpty { text += "<path shape-rendering=\"crispEdges\" d=\"\(boxes)\"/>\n" }
      if !layer.outlines.isEmpty { text += "<path fill-rule=\"evenodd\" d=\"\(layer.outlines)\"/>\n" }
      if !layer.dots.isEmpty { text += "<path fill=\"none\" stroke=\"\(colour.hex)\" d=\"\(layer.dots)\"/>\n" }
      text += layer.words.map { $0 + "\n" }.joined() + "</g>\n"
    }
    return text + "</svg>\n"
  }

  /// At most two decimals, none where there are none.
  private static func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest.isMultiple(of: 10) ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// Text as XML 1.0 can hold it; what it cannot hold at all becomes `?`.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default:
        let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
        result.unicodeScalars.append(isAllowed || scalar == "\n" || scalar == "\t" ? scalar : "?")
      }
    }
    return result
  }
}
