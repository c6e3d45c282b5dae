import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

/// The explanation that lies above the dashboard: the formulas of the present policy with the present numbers, the container that left
/// last, why it left, and what turning each knob would do now.
///
/// Parts go by priority where rows are scarce: formulas and the sentence stay longest.
enum ExplainOverlay {
  /// Something drawn in so many rows.
  private struct Part {
    var rank: Int
    var rows: Int
    /// Whether it belongs to the part before it, with no blank row between them.
    var follows = false
    var draw: (Rect, inout Canvas) -> Void
  }

  private typealias Piece = FormulaText.Piece

  /// The widest box; longer lines would tire the eye.
  private static let widest = 98

  /// Where everything lies.
  private struct Placed {
    var box: Rect
    var room: Rect
    var margin: Int
    var parts: [Part]
    var gaps: Int
    var edges: Int
  }

  /// Where the box lies on the screen; nil where there is no room for one.
  static func box(_ model: Model) -> Rect? { placed(model)?.box }

  private static func placed(_ model: Model) -> Placed? {
    guard model.width >= 20, model.height >= 5 else { return nil }
    // The status and the hints stay readable, unless every row is needed.
    let kept = model.height >= 30 ? 2 : model.height >= 16 ? 1 : 0
    let (top, room) = (kept, model.height - 2 * kept)
    let width = model.width < 60 ? model.width : min(model.width - 4, widest)
    let margin = width >= 70 ? 3 : 1
    let parts = parts(model, width: width - 2 - 2 * margin, rows: room - 2, symbols: model.symbols)
    let chosen = choose(parts, rows: room - 2)
    let content = chosen.reduce(0) { $0 + $1.rows }
    // What is left over parts the parts, then gives the box a blank row at its edges.
    let spare = max(room - 2 - content, 0)
    let gaps = min(spare, chosen.dropFirst().count { !$0.follows })
    let edges = spare - gaps >= 2 ? 1 : 0
    let height = content + gaps + 2 * edges + 2
    let box = Rect(
      x: (model.width - width) / 2, y: top + max(room - height, 0) / 2, width: width, height: min(height, room))
    let whole = Rect(x: 0, y: top, width: model.width, height: room)
    return Placed(box: box, room: whole, margin: margin, parts: chosen, gaps: gaps, edges: edges)
  }

  static func draw(_ model: Model, on canvas: inout Canvas) {
    guard let placed = placed(model) else { return }
    let (box, chosen) = (placed.box, placed.parts)
    canvas.setRole(.faded, in: placed.room)
    canvas.fill(box)
    drawBorder(model, box, on: &canvas)
    var y = box.y + 1 + placed.edges
    // Formulas stand close before other parts do.
    var left = placed.gaps
    for (index, part) in chosen.enumerated() {
      let area = Rect(x: box.x + 1 + placed.margin, y: y, width: box.width - 2 - 2 * placed.margin, height: part.rows)
      canvas.clipped(to: area) { part.draw(area, &$0) }
      y += part.rows
      if left > 0, index < chosen.count - 1, !chosen[index + 1].follows {
        y += 1
        left -= 1
      }
    }
  }

  /// The parts that fit, in their order: the lowest ranks first.
  private static func choose(_ parts: [Part], rows: Int) -> [Part] {
    var taken: Set<Int> = []
    var free = rows
    for (index, part) in parts.enumerated().sorted(by: { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) })
    where part.rows <= free && part.rows > 0 {
      taken.insert(index)
      free -= part.rows
    }
    return parts.indices.filter { taken.contains($0) }.map { parts[$0] }
  }

  // MARK: Border

  private static func drawBorder(_ model: Model, _ box: Rect, on canvas: inout Canvas) {
    let (left, right, bottom) = (box.x, box.right - 1, box.bottom - 1)
    canvas.rule(x: left + 1, y: box.y, width: box.width - 2)
    canvas.rule(x: left + 1, y: bottom, width: box.width - 2)
    canvas.upright(x: left, y: box.y + 1, height: box.height - 2)
    canvas.upright(x: right, y: box.y + 1, height: box.height - 2)
    canvas.put("╭", x: left, y: box.y, role: .rule)
    canvas.put("╮", x: right, y: box.y, role: .rule)
    canvas.put("╰", x: left, y: bottom, role: .rule)
    canvas.put("╯", x: right, y: bottom, role: .rule)
    var x = left + 2
    x += canvas.text(" explain ", x: x, y: box.y, role: .title, attributes: .bold)
    if model.isFrozen {
      // It tells of the run as it stands, whatever the cursor reads.
      let now = "now, t \(TimeText.instant(model.figures.now, window: model.window)) s "
      let text = [now, "now "].first { x + canvas.columns(of: $0) + 2 <= right } ?? ""
      x += canvas.text(text, x: x, y: box.y, role: .hint, attributes: .bold)
    }
    for title in titles(model) where x + canvas.columns(of: title) + 5 <= right {
      canvas.textEnding(" \(title) ", before: right - 1, y: box.y, role: .dim)
      break
    }
    let keys = keys(model)
    let close = [Piece(closeKey(model), .hint, bold: true), Piece(" close ", .dim)]
    let end = right - 1 - width(close, canvas) - 1
    x = left + 2
    for key in keys where x + width(key, canvas) + 1 <= end { x = put(key, x: x, y: bottom, on: &canvas) }
    if x > left + 2 { canvas.put(" ", x: x, y: bottom) }
    canvas.put(" ", x: end, y: bottom)
    _ = put(close, x: end + 1, y: bottom, on: &canvas)
  }

  /// From the longest to the shortest.
  private static func titles(_ model: Model) -> [String] {
    let scenario = model.scenario
    guard model.figures.aggregates, let policy = PolicyCatalog.policy(named: scenario.policy) else {
      return ["system \(scenario.system), one by one", scenario.system]
    }
    guard policy.knobs.contains(EstimatorCatalog.choice) else {
      return ["\(policy.name): \(policy.source)", policy.name]
    }
    let index = Int(scenario.value(of: EstimatorCatalog.choice))
    let estimator = EstimatorCatalog.estimators[min(max(index, 0), EstimatorCatalog.estimators.count - 1)]
    return ["\(policy.name): \(estimator.source)", "\(policy.name), \(estimator.name)", policy.name]
  }

  private static func keys(_ model: Model) -> [[Piece]] {
    let named: [(String, String)] = [
      ("next-event", "next event"), ("next-container", "next container"), ("policy-next", "policy"),
      ("guest-next", "guest"),
    ]
    return named.compactMap { name, word in
      guard let command = DashboardCommand(rawValue: name), let key = model.bindings.keys(of: command).first else {
        return nil
      }
      if name == "guest-next", model.scenario.guests == 1 { return nil }
      return [Piece(" \(BindingTable.text(of: key))", .hint, bold: true), Piece(" \(word) ", .dim)]
    }
  }

  private static func closeKey(_ model: Model) -> String {
    (model.bindings.keys(of: .explain).first ?? model.bindings.keys(of: .back).first).map(BindingTable.text(of:)) ?? ""
  }

  private static func width(_ pieces: [Piece], _ canvas: Canvas) -> Int {
    pieces.reduce(0) { $0 + canvas.columns(of: $1.text) }
  }

  @discardableResult
  private static func put(_ pieces: [Piece], x: Int, y: Int, on canvas: inout Canvas) -> Int {
    var x = x
    for piece in pieces {
      x += canvas.text(piece.text, x: x, y: y, role: piece.role, attributes: piece.isBold ? .bold : [])
    }
    return x
  }

  // MARK: Parts

  private static func parts(_ model: Model, width: Int, rows: Int, symbols: SymbolSet) -> [Part] {
    let snapshot = model.figures
    guard snapshot.aggregates else { return oneByOne(model, width) }
    guard let explanation = snapshot.explanation else {
      return [words([Piece("The next frame brings the numbers.", .dim)], width, rank: 1)]
    }
    let columns = canvasColumns(symbols)
    var parts: [Part] = []
    let last = lastContainer(model)
    if let head = head(model, explanation) { parts.append(words(head, width, rank: 5)) }
    let sentence = sentence(last, width)
    let reserved = sentence.first?.rows ?? 0
    parts.append(formulas(explanation.lines, width, columns, rows: rows - reserved))
    for (index, remark) in explanation.remarks.enumerated() {
      parts.append(words(ReleaseSentence.coloured(remark), width, rank: 4 + index * 3))
    }
    let timeout = model.scenario.value(of: EngineKnobs.timeout)
    if ReleaseBar.isTelling(explanation, timeout: timeout), width >= 40 {
      let release = explanation.lines.last { $0.symbol == .release }?.value ?? .nan
      parts.append(
        titled(
          "what P is made of", "scale ends at T₀ = \(QuantityText.time(nanoseconds: timeout, .dropped)), log",
          rank: 7, rows: ReleaseBar.rows
        ) {
          ReleaseBar.draw(explanation, release: release, timeout: timeout, in: $0, on: &$1)
        })
    }
    if let bar = last.bar, width >= 40, (bar.departure?.released ?? bar.opened) > bar.opened {
      let whose = bar.departure.map { "number \(QuantityText.count($0.number)) of all" } ?? ""
      let untold = bar.untold > 0 ? "the first \(bar.arrivals.count) of \(bar.packets) packets" : whose
      parts.append(
        titled("the container of guest \(bar.guest + 1) that left last", untold, rank: 6, rows: ContainerStrip.rows) {
          ContainerStrip.draw(bar, now: snapshot.now, in: $0, on: &$1)
        })
    }
    parts += sentence
    parts += whatIf(model, width)
    return parts
  }

  /// Why the container that left last did, and, where there is room, how long it might have waited.
  private static func sentence(_ last: (bar: ContainerBar?, sentence: [Piece]?), _ width: Int) -> [Part] {
    guard let sentence = last.sentence else { return [] }
    let pieces =
      [Piece(last.bar == nil ? "The container that left last " : "It ", .text)] + sentence + [Piece(".", .text)]
    guard let bar = last.bar, bar.departure?.cause != .due, bar.hold.nanoseconds > 0 else {
      return [words(pieces, width, rank: 2)]
    }
    let more = Piece("It might have waited \(QuantityText.time(nanoseconds: Double(bar.hold.nanoseconds))).", .dim)
    let whole = pieces + [Piece("  ", .text), more]
    if wrap(whole, width).count == 1 { return [words(whole, width, rank: 2)] }
    var second = words([more], width, rank: 8)
    second.follows = true
    return [words(pieces, width, rank: 2), second]
  }

  private static func canvasColumns(_ symbols: SymbolSet) -> (String) -> Int {
    { Canvas.columns(of: symbols.plain($0)) }
  }

  /// The newest container of the guest looked at that left, and why it did.
  private static func lastContainer(_ model: Model) -> (bar: ContainerBar?, sentence: [Piece]?) {
    let snapshot = model.figures
    if let bar = snapshot.bars.first(where: { !$0.isOpen && $0.guest == model.guest }) {
      let turned = model.isReleaseTurned(since: bar.opened)
      return (bar, ReleaseSentence(bar, scenario: model.scenario, turnedSince: turned)?.pieces)
    }
    guard let note = snapshot.containers.first(where: { $0.guest == model.guest }) else { return (nil, nil) }
    let turned = model.isReleaseTurned(since: note.opened)
    return (nil, ReleaseSentence(note, scenario: model.scenario, turnedSince: turned).pieces)
  }

  /// What happened last: the packet that the formulas follow.
  private static func head(_ model: Model, _ explanation: Explanation) -> [Piece]? {
    let own = model.figures.bars.filter { $0.guest == model.guest }
    guard let bar = own.first(where: \.isOpen) ?? own.first, let arrival = bar.arrivals.last, bar.untold == 0 else {
      return nil
    }
    let window = TimeSpan(nanoseconds: max(min(model.window.nanoseconds, 100_000), 1000))
    let place = "\(bar.arrivals.count) of \(bar.packets)"
    var pieces = [
      Piece("The last packet", .text, bold: true), Piece(" of guest \(model.guest + 1) came at ", .text),
      Piece("\(TimeText.instant(arrival.instant, window: window)) s", .text, bold: true),
    ]
    if bar.isOpen {
      pieces.append(Piece(bar.packets == 1 ? " and opened a container" : " and joined as number \(bar.packets)", .text))
      pieces.append(
        Piece(
          ", due in \(QuantityText.time(nanoseconds: Double(max((bar.due - model.figures.now).nanoseconds, 0)))).",
          .text))
    } else {
      pieces.append(Piece(bar.packets == 1 ? " and left alone." : ", \(place) in its container.", .text))
    }
    return pieces
  }

  /// What is left to say where nothing waits.
  private static func oneByOne(_ model: Model, _ width: Int) -> [Part] {
    let scenario = model.scenario
    let cross = StageCatalog.choice(scenario.choice(on: .cross), on: .cross)
    let recent = model.figures.recent
    var parts = [
      words(
        [Piece("Packets cross one by one: nothing waits in a container, and no policy is at work.", .text, bold: true)],
        width, rank: 1)
    ]
    if let cross { parts.append(words([Piece("cross = \(cross.name): \(cross.summary).", .text)], width, rank: 2)) }
    if let notify = StageCatalog.choice(scenario.choice(on: .notify), on: .notify) {
      parts.append(words([Piece("notify = \(notify.name): \(notify.summary).", .text)], width, rank: 4))
    }
    if recent.packetsPerContainer.isFinite {
      let figures =
        "Lately \(QuantityText.significant(recent.packetsPerContainer)) packets per crossing, "
        + "\(QuantityText.rate(recent.memoryCalls)) grant operations, "
        + "driver domain \(QuantityText.percent(recent.driverUtilisation)) busy, "
        + "\(QuantityText.packetRate(recent.through)) handed over."
      parts.append(words([Piece(figures, .text)], width, rank: 3))
    }
    return parts + whatIf(model, width)
  }

  /// `what if timeout ↑ …`, one clause a row, the more telling ones where rows are scarce.
  private static func whatIf(_ model: Model, _ width: Int) -> [Part] {
    // Where nothing waits, that three knobs do nothing is said already.
    let clauses = WhatIf.clauses(model).filter { model.figures.aggregates || !$0.effect.hasPrefix("nothing") }
    guard !clauses.isEmpty else { return [] }
    let names = clauses.map { "\($0.name) \(QuantityText.knob($0.knob, $0.value))" }
    let column = min((names.map { Canvas.columns(of: $0) }.max() ?? 0) + 2, max(width - 30, 12))
    // A clause that would be cut says nothing: a shorter one stands for it, or it goes, whole.
    let rows: [[Piece]] = clauses.indices.prefix(4).compactMap { index in
      let taken = 9 + max(column, Canvas.columns(of: names[index]) + 1)
      guard let effect = clauses[index].effects.first(where: { taken + Canvas.columns(of: $0) <= width }) else {
        return nil
      }
      let pad = String(repeating: " ", count: max(column - Canvas.columns(of: names[index]), 1))
      return [Piece(names[index], .text), Piece(pad + effect, .dim)]
    }
    return rows.enumerated().map { index, row in
      Part(rank: 3 + index * 2, rows: 1, follows: index > 0) { area, canvas in
        if index == 0 { canvas.text("what if", x: area.x, y: area.y, role: .title, attributes: .bold) }
        put(row, x: area.x + 9, y: area.y, on: &canvas)
      }
    }
  }

  private static func titled(
    _ title: String, _ aside: String, rank: Int, rows: Int, _ body: @escaping (Rect, inout Canvas) -> Void
  ) -> Part {
    Part(rank: rank, rows: rows + 1) { area, canvas in
      let taken = canvas.text(title, x: area.x, y: area.y, role: .title, attributes: .bold)
      if taken + 3 + canvas.columns(of: aside) <= area.width {
        canvas.textEnding(aside, before: area.right, y: area.y, role: .dim)
      }
      body(area.inset(left: 2, top: 1), &canvas)
    }
  }

  /// Words in whole words, over as many rows as they take.
  private static func words(_ pieces: [Piece], _ width: Int, rank: Int) -> Part {
    let rows = wrap(pieces, width)
    return Part(rank: rank, rows: rows.count) { area, canvas in
      for (index, row) in rows.enumerated() { put(row, x: area.x, y: area.y + index, on: &canvas) }
    }
  }

  private static func wrap(_ pieces: [Piece], _ width: Int) -> [[Piece]] {
    var rows: [[Piece]] = [[]]
    var taken = 0
    // Words of one piece after the other; a word may go over the border of two pieces, as `T₀.` does.
    var words: [[Piece]] = [[]]
    for piece in pieces {
      for (index, part) in piece.text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
        if index > 0 { words.append([]) }
        if !part.isEmpty { words[words.count - 1].append(Piece(String(part), piece.role, bold: piece.isBold)) }
      }
    }
    for word in words {
      let wide = word.reduce(0) { $0 + Canvas.columns(of: $1.text) }
      if taken > 0, taken + 1 + wide > width {
        rows.append([])
        taken = 0
      }
      if taken > 0 {
        rows[rows.count - 1].append(Piece(" ", .text))
        taken += 1
      }
      rows[rows.count - 1] += word
      taken += wide
    }
    return rows
  }

  // MARK: Formulas

  /// `D = α·D + (1 − α)·n = 0.95·3.06 + 0.05·2.40 = 3.03 µs  mean gap`; what does not fit goes: the meaning, the letters; where
  /// the numbers need a second row, those of the last lines get one.
  private static func formulas(
    _ lines: [Explanation.Line], _ width: Int, _ columns: @escaping (String) -> Int, rows: Int
  ) -> Part {
    func wide(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + columns($1.text) } }
    let letters = lines.map { $0.right.map(FormulaText.letters) ?? [] }
    let numbers = lines.map { FormulaText.numbers($0) }
    let results = lines.map(FormulaText.result)
    let names = lines.map { columns($0.symbol.text) }.max() ?? 1
    let letterWidth = letters.map(wide).max() ?? 0
    let numberWidth = numbers.map(wide).max() ?? 0
    let resultWidth = results.map(columns).max() ?? 0
    let bare = names + 3 + resultWidth
    guard bare + 3 + numberWidth <= width else {
      return narrow(lines, numbers, results, width, columns, rows: rows)
    }
    let showsLetters = bare + 6 + letterWidth + numberWidth <= width
    let first = names + 3
    let second = showsLetters && letterWidth > 0 ? first + letterWidth + 3 : first
    let third = numberWidth > 0 ? second + numberWidth + 3 : second
    let meaning = third + resultWidth + 2
    let showsMeaning = meaning + (lines.map { columns($0.meaning) }.max() ?? 0) <= width
    return Part(rank: 1, rows: lines.count) { area, canvas in
      for (index, line) in lines.enumerated() {
        let y = area.y + index
        let role = FormulaText.role(line.symbol.hue)
        func column(_ x: Int, _ pieces: [Piece]) {
          guard !pieces.isEmpty else { return }
          canvas.text("=", x: area.x + x - 2, y: y, role: .dim)
          put(pieces, x: area.x + x, y: y, on: &canvas)
        }
        canvas.text(line.symbol.text, x: area.x, y: y, role: role, attributes: .bold)
        if showsLetters { column(first, letters[index]) }
        column(second, numbers[index])
        column(third, [Piece(results[index], role, bold: true)])
        if showsMeaning { canvas.text(line.meaning, x: area.x + meaning, y: y, role: .dim) }
      }
    }
  }

  /// The same where numbers and result do not stand in one row.
  private static func narrow(
    _ lines: [Explanation.Line], _ numbers: [[Piece]], _ results: [String], _ width: Int,
    _ columns: @escaping (String) -> Int, rows: Int
  ) -> Part {
    let names = lines.map { columns($0.symbol.text) }.max() ?? 1
    func wide(_ pieces: [Piece]) -> Int { pieces.reduce(0) { $0 + columns($1.text) } }
    var spare = max(rows - lines.count, 0)
    var heights = lines.map { _ in 1 }
    for index in lines.indices.reversed() where !numbers[index].isEmpty && spare > 0 {
      let both = names + 3 + wide(numbers[index]) + 3 + columns(results[index])
      if both > width, names + 3 + wide(numbers[index]) <= width {
        heights[index] = 2
        spare -= 1
      }
    }
    return Part(rank: 1, rows: heights.reduce(0, +)) { area, canvas in
      var y = area.y
      for (index, line) in lines.enumerated() {
        let role = FormulaText.role(line.symbol.hue)
        let result = [Piece("= ", .dim), Piece(results[index], role, bold: true)]
        canvas.text(line.symbol.text, x: area.x, y: y, role: role, attributes: .bold)
        var x = area.x + names + 1
        let fits = names + 3 + wide(numbers[index]) + 3 + columns(results[index]) <= width
        if !numbers[index].isEmpty, fits || heights[index] == 2 {
          x = put([Piece("= ", .dim)] + numbers[index], x: x, y: y, on: &canvas) + 1
          if heights[index] == 2 {
            y += 1
            x = area.x + names + 1
          }
        }
        put(result, x: x, y: y, on: &canvas)
        y += 1
      }
    }
  }
}
