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
    canvas.fill(area, with: Cell(" ", role: .selected, background: .selected))
    guard let knob = model.selectedKnob else { return }
    // A blank column on each side belongs to the row.
    let line = Rect(x: area.x + 1, y: area.y + (area.height - 1) / 2, width: area.width - 2, height: 1)
    let row = KnobRow(model, knob, model.selected)
    row.draw(in: Rect(x: line.x, y: line.y, width: min(21, line.width), height: 1), on: &canvas)
    let low = QuantityText.knob(knob, knob.range.lowerBound)
    let high = QuantityText.knob(knob, knob.range.upperBound)
    var slider = line.inset(left: 24)
    let words = canvas.columns(of: low) + canvas.columns(of: high) + 4
    if slider.width >= words + 20 {
      canvas.text(low, x: slider.x, y: line.y, role: .selectedDim)
      canvas.textEnding(high, before: slider.right, y: line.y, role: .selectedDim)
      slider = slider.inset(left: canvas.columns(of: low) + 2, right: canvas.columns(of: high) + 2)
    }
    row.drawRest(in: slider, on: &canvas)
  }
}
