import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSimulation
import DwellTerminal
import DwellTuning
import Foundation

/// What a sweep prints: the head, rows in the order of the grid, the end; and how far it is.
final class SweepOutput: @unchecked Sendable {
  // What changes is touched with the lock held only: rows come from the workers, Ctrl-C from another thread.
  private let lock = NSLock()
  private var printed = 0
  private var numbers: [(row: Int, values: [Double])] = []
  private var refusals = RefusalTally()
  private var hasRemark = false
  private var hasGap = false
  private var stage = Stage.before
  private var progress: ProgressLine

  private let rows: SweepRows
  private let base: Scenario
  private let plan: RunPlan
  private let format: Sweep.Format
  private let theme: Theme?
  private let columns: [String]
  private let total: Int
  private let table: SweepTable
  private let journal: SweepJournal?

  // How far the printing is.
  private enum Stage { case before, open, closed }

  /// The most rows that are drawn.
  private static let mostDrawn = 10_000

  init(
    _ rows: SweepRows, _ base: Scenario, _ plan: RunPlan, _ format: Sweep.Format, _ theme: Theme?, _ columns: [String],
    total: Int, journal: SweepJournal?
  ) {
    self.rows = rows
    self.base = base
    self.plan = plan
    self.format = format
    self.theme = theme
    self.columns = columns
    self.total = total
    table = SweepTable(rows, width: Console.terminalWidth)
    self.journal = journal
    progress = ProgressLine("sweep", done: journal?.count ?? 0)
  }

  /// What is kept of a row.
  func record(_ row: Int, _ outcome: Result<Sample, Knob.Refusal>) -> SweepRecord {
    let sample = try? outcome.get()
    let means = rows.metrics.map { sample?.mean($0) ?? .nan }
    let fields: [String]
    switch format {
    case .json: fields = [rows.report(row, outcome).json(indent: "  ")]
    case .csv: fields = rows.fields(rows.report(row, outcome), columns)
    case .text, .svg: fields = table.cells(row, outcome)
    }
    var refusal: String?
    if case .failure(let error) = outcome { refusal = error.description }
    return SweepRecord(row: row, fields: fields, numbers: means, refusal: refusal)
  }

  func begin() throws(Failure) {
    lock.lock()
    defer { lock.unlock() }
    switch format {
    case .json: try write("[\n")
    case .csv: try write(columns.map { Report.text($0).csv }.joined(separator: ",") + "\n")
    case .text: try Console.say(head + [""] + table.head, onClosed: leave)
    case .svg: break
    }
    stage = .open
  }

  func take(_ record: SweepRecord) throws(Failure) {
    lock.lock()
    defer { lock.unlock() }
    progress.clear()
    switch format {
    case .json: try write((printed > 0 ? ",\n  " : "  ") + record.fields.joined())
    case .csv: try write(record.fields.joined(separator: ",") + "\n")
    case .text:
      hasRemark = hasRemark || table.hasRemark(record.fields)
      hasGap = hasGap || record.refusal == nil && record.numbers.contains { !$0.isFinite }
      try Console.say([table.line(record.fields)], onClosed: leave)
    case .svg: break
    }
    printed += 1
    if let refusal = record.refusal { refusals.add(refusal, row: record.row) }
    if numbers.count < Self.mostDrawn { numbers.append((record.row, record.numbers)) }
    progress.show(printed, of: total)
  }

  func end() throws(Failure) {
    lock.lock()
    defer { lock.unlock() }
    progress.clear()
    stage = .closed
    switch format {
    case .json: try write(printed > 0 ? "\n]\n" : "]\n")
    case .csv: break
    case .text:
      let plots = plots(Console.isUTF8 ? .braille : .ascii)
      var legend = hasRemark ? ["! could not keep up: its figures depend on how long it ran"] : []
      if hasGap { legend.append("– no value in some run, such as a 99th percentile of fewer than 1 000 packets") }
      try Console.say((legend.isEmpty ? [] : [""] + legend) + plots.flatMap { [""] + $0.lines }, onClosed: leave)
    case .svg: try write(picture)
    }
    for line in refusals.lines(of: total, in: rows.grid) { Console.complain("warning: \(line)") }
  }

  /// Whether rows were asked for and none of them could be run.
  var isAllRefused: Bool { lock.withLock { total > 0 && refusals.count == total } }

  private func write(_ text: String) throws(Failure) { try Console.write(text, onClosed: leave) }

  // The reader has gone away, as `head` does; what is finished stays, and that is said.
  private func leave() {
    guard let journal else { return }
    progress.clear()
    Console.complain("nobody reads the rows any more: \(Self.kept(journal.count, of: total))")
  }

  private static func kept(_ count: Int, of total: Int) -> String {
    "\(QuantityText.count(count)) of \(QuantityText.count(total)) rows are kept; "
      + "the same command with --resume goes on, with --anew it begins again"
  }

  /// Closes what is printed where it was interrupted. The lock stays held: nothing is printed after it.
  func interrupt() {
    // A reader that takes nothing holds up a row, and with it the lock; that must not keep the program alive.
    let isFree = lock.lock(before: Date(timeIntervalSinceNow: 0.5))
    if isFree {
      progress.clear()
      // A reader that has gone away is no reason to end otherwise than interrupted.
      if format == .json, stage == .open { _ = WholeText.write(printed > 0 ? "\n]\n" : "]\n", to: STDOUT_FILENO) }
      if stage == .closed { return Console.complain("interrupted after the last row") }
    }
    Console.complain("interrupted" + (journal.map { ": " + Self.kept($0.count, of: total) } ?? ""))
  }

  private var head: [String] {
    let first = (try? rows.someRunnable()).flatMap { try? rows.grid.scenario(at: $0, over: base) }
    let setup = first.flatMap { try? Setup($0, plan) }
    let varied = Set(rows.grid.axes.map(\.name))
    var words = [
      "sweep of \(QuantityText.count(rows.grid.count)) points over \(rows.grid.axes.map(\.name).joined(separator: ", "))"
    ]
    words.append(
      varied.contains("load") || varied.contains("guests") || varied.contains("arrivals") ? "" : base.trafficLine)
    if let setup { words.append(StudyText.plan(plan, setup)) }
    return words.filter { !$0.isEmpty } + table.notes
  }

  // MARK: Pictures

  private func plots(_ symbols: SymbolSet) -> [Canvas] {
    guard rows.grid.count <= Self.mostDrawn else { return [] }
    return SweepPlots(rows, numbers, width: Console.width, symbols: symbols).canvases
  }

  private var picture: String {
    let all = plots(.braille)
    var canvas = Canvas(width: Console.width, height: max(all.reduce(0) { $0 + $1.height + 1 } - 1, 1))
    var y = 0
    for plot in all {
      for row in 0..<plot.height { for x in 0..<plot.width { canvas[x, y + row] = plot[x, row] } }
      y += plot.height + 1
    }
    return theme.map { canvas.svg($0, title: "dwell sweep") } ?? ""
  }
}
