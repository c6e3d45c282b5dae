import DwellCore
import DwellTerminal

/// The typed value in the last row, and above it why it was refused.
enum PromptLine {
  static func draw(_ prompt: Prompt, _ model: Model, on canvas: inout Canvas) {
    let width = canvas.width
    guard width > 0, canvas.height > 0 else { return }
    let y = canvas.height - 1
    let margin = width >= 20 ? 1 : 0
    canvas.fill(Rect(x: 0, y: y, width: width, height: 1), with: Cell(" ", role: .selected, background: .selected))
    var x = margin
    let typed = prompt.edit.scalars.count + 1
    let name = Knobs.label(prompt.knob, row: 0).name + " "
    if margin + canvas.columns(of: name) + typed <= width {
      x += canvas.text(name, x: x, y: y, role: .selected, attributes: .bold)
    }
    x += LineEditText.draw(prompt.edit, x: x, y: y, columns: max(width - x, 0), on: &canvas)
    if let refusal = prompt.refusal {
      drawRefusal(refusal, margin: margin, above: y, on: &canvas)
    } else {
      let range = prompt.knob.rangeText
      for text in ["\(range)   Enter sets, Esc leaves", range] where x + 2 + canvas.columns(of: text) <= width - margin
      {
        canvas.textEnding(text, before: width - margin, y: y, role: .selectedDim)
        break
      }
    }
  }

  /// The sentence in as many rows as it takes, in whole words, as far as there are rows.
  static func drawRefusal(_ text: String, margin: Int, above bottom: Int, on canvas: inout Canvas) {
    let room = canvas.width - 2 * margin
    let lines = TextWrap.lines(canvas.symbols.plain(text), columns: room).prefix(bottom)
    for (index, line) in lines.enumerated() {
      let y = bottom - lines.count + index
      canvas.fill(Rect(x: 0, y: y, width: canvas.width, height: 1))
      canvas.text(line, x: margin, y: y, role: .warning, limit: room)
    }
  }
}
