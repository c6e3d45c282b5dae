import DwellTerminal

/// The command line in the last row, and above it what may be typed next or why a line was refused.
enum CommandLinePage {
  static func draw(_ line: CommandLine, _ model: Model, on canvas: inout Canvas) {
    let width = canvas.width
    guard width > 0, canvas.height > 0 else { return }
    let y = canvas.height - 1
    let margin = width >= 20 ? 1 : 0
    canvas.fill(Rect(x: 0, y: y, width: width, height: 1), with: Cell(" ", role: .selected, background: .selected))
    let sign = line.search.map { "search '\($0)' :" } ?? ":"
    var x = margin
    x += canvas.text(sign, x: x, y: y, role: .selected, limit: max(width - margin - 1, 0))
    x += LineEditText.draw(line.edit, x: x, y: y, columns: width - margin - x, on: &canvas)
    let words = line.edit.text.split(whereSeparator: \.isWhitespace)
    let command = words.first.flatMap { LineCommand.named(String($0)) }
    let hint =
      line.edit.isEmpty ? "Tab completes, Enter does it, Esc leaves" : command.map { "\($0.usage)  \($0.help)" }
    for text in [hint, command?.usage].compactMap({ $0 })
    where x + 3 + canvas.columns(of: text) <= width - margin {
      canvas.textEnding(text, before: width - margin, y: y, role: .selectedDim)
      break
    }
    guard y > 0 else { return }
    if let refusal = line.refusal {
      PromptLine.drawRefusal(refusal, margin: margin, above: y, on: &canvas)
    } else {
      drawCandidates(line, model, margin, y: y - 1, on: &canvas)
    }
  }

  /// As many as fit in a row, whole; where one is chosen, from about that one on. A sign marks what is in force.
  private static func drawCandidates(
    _ line: CommandLine, _ model: Model, _ margin: Int, y: Int, on canvas: inout Canvas
  ) {
    guard line.search == nil else { return }
    let candidates = line.cycle?.candidates ?? model.candidates(line).names
    guard !candidates.isEmpty else { return }
    let present = model.presentChoice(line)
    let sign = String(Character(canvas.symbols.cursor))
    let names = candidates.map { $0 == present ? sign + $0 : $0 }
    canvas.fill(Rect(x: 0, y: y, width: canvas.width, height: 1))
    let right = canvas.width - margin
    let chosen = line.cycle?.index
    var first = 0
    if let chosen {
      // The row begins where the chosen one still fits.
      var width = 0
      for (index, name) in names[...chosen].enumerated() {
        width += canvas.columns(of: name) + 2
        while width > right - margin - 4, first < index {
          width -= canvas.columns(of: names[first]) + 2
          first += 1
        }
      }
    }
    var x = margin
    for (index, name) in names.enumerated().dropFirst(first) {
      let wide = canvas.columns(of: name)
      let isLast = index == names.count - 1
      if x + wide + (isLast ? 0 : 3) > right {
        canvas.text("…", x: min(x, max(right - 1, 0)), y: y, role: .dim)
        break
      }
      let isChosen = index == chosen
      canvas.text(
        name, x: x, y: y, role: isChosen ? .hint : candidates[index] == present ? .text : .dim,
        attributes: isChosen ? [.bold, .underline] : [])
      x += wide + 2
    }
  }
}
