import DwellCore
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

/// What the explanation says: the packet that came last, the formulas, what P is made of, the container that left
/// last and why, what if.
enum ExplainContents {
  private typealias Piece = FormulaText.Piece

  /// All parts for a box of so many columns and rows; the overlay takes those that fit.
  static func parts(_ model: Model, width: Int, rows: Int, symbols: SymbolSet) -> [ExplainPart] {
    let snapshot = model.figures
    guard snapshot.aggregates else { return oneByOne(model, width) }
    guard let explanation = snapshot.explanation else {
      return [ExplainPart.words([Piece("The next frame brings the numbers.", .dim)], width, rank: 1)]
    }
    let columns = canvasColumns(symbols)
    var parts: [ExplainPart] = []
    let last = lastContainer(model)
    if let head = head(model, explanation) { parts.append(ExplainPart.words(head, width, rank: 5)) }
    let sentence = sentence(last, width)
    let reserved = sentence.first?.rows ?? 0
    parts.append(FormulaRows.part(explanation.lines, width, columns, rows: rows - reserved))
    for (index, remark) in explanation.remarks.enumerated() {
      parts.append(ExplainPart.words(ReleaseSentence.coloured(remark), width, rank: 4 + index * 3))
    }
    let timeout = model.scenario.value(of: EngineKnobs.timeout)
    if ReleaseBar.isTelling(explanation, timeout: timeout), width >= 40 {
      let release = explanation.lines.last { $0.symbol == .release }?.value ?? .nan
      parts.append(
        ExplainPart.titled(
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
        ExplainPart.titled(
          "the container of guest \(bar.guest + 1) that left last", untold, rank: 6, rows: ContainerStrip.rows
        ) {
          ContainerStrip.draw(bar, now: snapshot.now, in: $0, on: &$1)
        })
    }
    parts += sentence
    if let theory = model.theory.line?.text(snapshot.recent) {
      parts.append(ExplainPart.words([Piece(theory, .dim)], width, rank: 8))
    }
    parts += whatIf(model, width)
    return parts
  }

  /// Why the container that left last did, and, where there is room, how long it might have waited.
  private static func sentence(_ last: (bar: ContainerBar?, sentence: [Piece]?), _ width: Int) -> [ExplainPart] {
    guard let sentence = last.sentence else { return [] }
    let pieces =
      [Piece(last.bar == nil ? "The container that left last " : "It ", .text)] + sentence + [Piece(".", .text)]
    guard let bar = last.bar, bar.departure?.cause != .due, bar.hold.nanoseconds > 0 else {
      return [ExplainPart.words(pieces, width, rank: 2)]
    }
    let more = Piece("It might have waited \(QuantityText.time(nanoseconds: Double(bar.hold.nanoseconds))).", .dim)
    let whole = pieces + [Piece("  ", .text), more]
    if PieceRow.wrap(whole, width).count == 1 { return [ExplainPart.words(whole, width, rank: 2)] }
    var second = ExplainPart.words([more], width, rank: 8)
    second.follows = true
    return [ExplainPart.words(pieces, width, rank: 2), second]
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
  private static func oneByOne(_ model: Model, _ width: Int) -> [ExplainPart] {
    let scenario = model.scenario
    let cross = StageCatalog.choice(scenario.choice(on: .cross), on: .cross)
    let recent = model.figures.recent
    var parts = [
      ExplainPart.words(
        [Piece("Packets cross one by one: nothing waits in a container, and no policy is at work.", .text, bold: true)],
        width, rank: 1)
    ]
    if let cross {
      parts.append(ExplainPart.words([Piece("cross = \(cross.name): \(cross.summary).", .text)], width, rank: 2))
    }
    if let notify = StageCatalog.choice(scenario.choice(on: .notify), on: .notify) {
      parts.append(ExplainPart.words([Piece("notify = \(notify.name): \(notify.summary).", .text)], width, rank: 4))
    }
    if recent.packetsPerContainer.isFinite {
      let figures =
        "Lately \(QuantityText.significant(recent.packetsPerContainer)) packets per crossing, "
        + "\(QuantityText.rate(recent.memoryCalls)) grant operations, "
        + "driver domain \(QuantityText.percent(recent.driverUtilisation)) busy, "
        + "\(QuantityText.packetRate(recent.through)) handed over."
      parts.append(ExplainPart.words([Piece(figures, .text)], width, rank: 3))
    }
    return parts + whatIf(model, width)
  }

  /// `what if timeout ↑ …`, one clause a row, the more telling ones where rows are scarce.
  private static func whatIf(_ model: Model, _ width: Int) -> [ExplainPart] {
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
      ExplainPart(rank: 3 + index * 2, rows: 1, follows: index > 0) { area, canvas in
        if index == 0 { canvas.text("what if", x: area.x, y: area.y, role: .title, attributes: .bold) }
        PieceRow.put(row, x: area.x + 9, y: area.y, on: &canvas)
      }
    }
  }
}
