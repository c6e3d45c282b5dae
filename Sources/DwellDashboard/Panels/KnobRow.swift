import DwellCore
import DwellSession
import DwellSimulation
import DwellTerminal

/// One row of the knobs: cursor, name, value, slider; it gives up slider, then name, then unit.
struct KnobRow {
  private let model: Model
  private let knob: Knob
  private let index: Int
  private let isSelected: Bool
  private let isUnused: Bool

  init(_ model: Model, _ knob: Knob, _ index: Int) {
    self.model = model
    self.knob = knob
    self.index = index
    isSelected = index == model.selected
    isUnused = KnobCatalog.reasonForNoEffect(of: knob, in: model.scenario) != nil
  }

  private var role: Role {
    isSelected ? (isUnused ? .selectedDim : .selected) : isUnused ? .dim : .text
  }

  func draw(in row: Rect, on canvas: inout Canvas) {
    let value = model.scenario.value(of: knob)
    let text = Knobs.text(knob, value)
    if row.width < 20 {
      drawNarrow(in: row, on: &canvas)
      return
    }
    if isSelected { canvas.put(canvas.symbols.cursor, x: row.x, y: row.y, role: .selected, attributes: .bold) }
    let isWide = row.width >= 35
    let end = row.x + (isWide ? 22 : 20)
    drawName(x: row.x + 2, y: row.y, limit: end - canvas.columns(of: text) - row.x - 3, on: &canvas)
    canvas.textEnding(text, before: end, y: row.y, role: role, attributes: isUnused ? [] : .bold)
    drawRest(in: Self.slider(in: row), on: &canvas)
  }

  /// Where the slider stands in a row; below three columns there is none.
  static func slider(in row: Rect) -> Rect {
    let start = row.width < 20 ? row.width : row.width >= 35 ? 24 : 21
    return Rect(x: row.x + start, y: row.y, width: row.width - start, height: 1)
  }

  /// The slider, or the word that says why there is none.
  func drawRest(in slider: Rect, on canvas: inout Canvas) {
    let value = model.scenario.value(of: knob)
    if isUnused {
      // A slider would promise an effect.
      if slider.width >= 6 { canvas.text("unused", x: slider.x, y: slider.y, role: role) }
    } else if slider.width >= 3 {
      drawSlider(value, in: slider, on: &canvas)
    }
  }

  private func drawName(x: Int, y: Int, limit: Int, on canvas: inout Canvas) {
    let (name, letter) = Knobs.label(knob, row: index)
    let attributes: Cell.Attributes = isSelected && !isUnused ? .bold : []
    canvas.text(name, x: x, y: y, role: role, attributes: attributes, limit: limit)
    guard let letter else { return }
    let place = name.firstIndex(of: letter).map { name.distance(from: name.startIndex, to: $0) }
    // A name without its letter has it behind: `speed l`.
    let column = place ?? name.count + 1
    guard column < limit, let scalar = letter.unicodeScalars.first else { return }
    canvas.put(
      scalar, x: x + column, y: y, role: isSelected ? role : .hint, attributes: attributes.union(.underline))
  }

  private func drawSlider(_ value: Double, in area: Rect, on canvas: inout Canvas) {
    func column(_ value: Double) -> Int {
      (knob.position(of: value) * Double(area.width - 1)).whole(in: 0...(area.width - 1))
    }
    let place = column(value)
    for x in 0..<area.width {
      canvas.put(
        x < place ? canvas.symbols.sliderFilled : canvas.symbols.sliderTrack, x: area.x + x, y: area.y,
        role: x < place ? role : isSelected ? .selectedDim : .rule)
    }
    // What undo would give back.
    if let before = model.frame.undo.value(before: knob), before != value, column(before) != place {
      canvas.put(canvas.symbols.sliderGhost, x: area.x + column(before), y: area.y, role: .mark)
    }
    canvas.put(canvas.symbols.sliderKnob, x: area.x + place, y: area.y, role: role, attributes: .bold)
  }

  /// Less than 20 columns: the fullest form that fits all four rows, so that no word is cut and values stand in line.
  private func drawNarrow(in row: Rect, on canvas: inout Canvas) {
    let rows = model.knobs.enumerated().map { forms(of: $1, $0) }
    let form =
      (0..<5).first { form in
        rows.allSatisfy { canvas.columns(of: $0[form].name) + canvas.columns(of: $0[form].value) + 1 <= row.width }
      } ?? 4
    let (name, value) = rows[index][form]
    let attributes: Cell.Attributes = isSelected ? .bold : []
    let taken = canvas.text(name, x: row.x, y: row.y, role: role, attributes: attributes, limit: row.width)
    // Half a value would be a lie.
    if taken + 1 + canvas.columns(of: value) <= row.width {
      canvas.textEnding(value, before: row.right, y: row.y, role: role, attributes: attributes)
    }
  }

  /// From the fullest to the shortest: name and value, letter and value, letter and number, the letter alone.
  private func forms(of knob: Knob, _ index: Int) -> [(name: String, value: String)] {
    let value = Knobs.text(knob, model.scenario.value(of: knob))
    let (name, letter) = Knobs.label(knob, row: index)
    let short = letter.map(String.init) ?? String(name.prefix(1))
    let cursor = index == model.selected ? "▸" : " "
    let number = String(value.split(separator: " ").first ?? "")
    return [
      (cursor + name, value), (cursor + short, value), (short, value), (short, number), (short, ""),
    ]
  }
}
