import DwellCore
import DwellEngine
import DwellSimulation
public import DwellTerminal

/// The selected knob alone over the whole width, with the ends of its range.
public struct OneKnobPanel: Panel {
  public let name = "knob"
  public let number = 0
  public let summary = "the selected knob: ● is its value, ○ the value before the last turn"
  public let place = PanelPlace.elsewhere

  /// The panel.
  public init() {}

  public func rows(_ run: RunShape) -> [RowWish] { [RowWish(0, rows: 1), RowWish(70, rows: 3)] }

  public func draw(_ model: Model, in area: Rect, on canvas: inout Canvas) {
    // More than three rows of it would be a wall.
    let line = Self.line(in: area)
    let band = Rect(x: area.x, y: max(line.y - 1, area.y), width: area.width, height: min(area.height, 3))
    canvas.fill(band, with: Cell(" ", role: .selected, background: .selected))
    guard let knob = model.selectedKnob else { return }
    let row = KnobRow(model, knob, model.selected)
    row.draw(in: Rect(x: line.x, y: line.y, width: min(21, line.width), height: 1), on: &canvas)
    let slider = Self.slider(of: knob, in: area)
    if slider.right < line.right {
      canvas.textEnding(Self.low(knob), before: slider.x - 2, y: line.y, role: .selectedDim)
      canvas.textEnding(Self.high(knob), before: line.right, y: line.y, role: .selectedDim)
    }
    row.drawRest(in: slider, on: &canvas)
  }

  public func target(x: Int, y: Int, _ model: Model, in area: Rect) -> MouseTarget? {
    .knob(row: model.selected, slider: slider(row: model.selected, model, in: area) ?? area, x: x)
  }

  public func slider(row: Int, _ model: Model, in area: Rect) -> Rect? {
    row == model.selected ? model.selectedKnob.map { Self.slider(of: $0, in: area) } : nil
  }

  private static func low(_ knob: Knob) -> String { QuantityText.knob(knob, knob.range.lowerBound) }
  private static func high(_ knob: Knob) -> String { QuantityText.knob(knob, knob.range.upperBound) }

  /// The row with words; a blank column on each side belongs to it.
  private static func line(in area: Rect) -> Rect {
    Rect(x: area.x + 1, y: area.y + (area.height - 1) / 2, width: area.width - 2, height: 1)
  }

  /// Where the slider of a knob stands in an area: between the ends of its range where there is room for them.
  private static func slider(of knob: Knob, in area: Rect) -> Rect {
    let room = line(in: area).inset(left: 24)
    let (left, right) = (Canvas.columns(of: low(knob)) + 2, Canvas.columns(of: high(knob)) + 2)
    return room.width >= left + right + 20 ? room.inset(left: left, right: right) : room
  }
}
