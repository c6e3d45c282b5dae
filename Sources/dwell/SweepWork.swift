import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTerminal
import DwellTuning
import Foundation
import Synchronization

/// A sweep at work: rows on all cores, each kept as soon as it is done, printed in order.
struct SweepWork {
  let rows: SweepRows
  let base: Scenario
  let plan: RunPlan
  let shard: Shard
  let crew: Crew
  let format: Sweep.Format
  let theme: Theme?
  /// Where rows are kept; nil where they cannot be.
  let journal: SweepJournal?

  func run() throws {
    let count = shard.rows(of: rows.grid.count)
    let columns = format == .csv ? rows.columns : []
    let output = SweepOutput(rows, base, plan, format, theme, columns, total: count, journal: journal)
    let isStopped = Atomic(false)
    let interrupt = watchInterrupts(output)
    defer { interrupt.cancel() }
    try output.begin()
    let work = Study(plan, crew: Crew(workers: 1), keeping: format == .csv || format == .json ? .reports : .figures)
    let isOver: @Sendable () -> Bool = { isStopped.load(ordering: .relaxed) }
    var failure: (any Error)?
    try crew.run(0..<count, isCancelled: isOver) { (number) throws(Failure) -> SweepRecord in
      let row = shard.row(number)
      if let done = journal?.record(row) { return done }
      let record = output.record(row, outcome(row, work))
      do { try journal?.add(record) } catch {
        throw .run("finished rows cannot be kept in \(journal?.path ?? ""): \(error.localizedDescription)")
      }
      return record
    } take: { _, record in
      do { try output.take(record) } catch {
        failure = failure ?? error
        isStopped.store(true, ordering: .relaxed)
      }
    }
    if let failure { throw failure }
    try output.end()
    journal?.remove()
    // A shard of a grid may lie where nothing can be run; a whole grid that does was not worth asking for.
    if output.isAllRefused, shard == .whole { throw Failure.run("no row of the grid could be run") }
  }

  private func outcome(_ row: Int, _ work: Study) -> Result<Sample, Knob.Refusal> {
    Result { () throws(Knob.Refusal) in
      try work.sample(try Setup(rows.grid.scenario(at: row, over: base), plan))
    }
  }

  /// Ctrl-C closes what is printed, says how to go on, and ends with 130; what is done has been kept already.
  private func watchInterrupts(_ output: SweepOutput) -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    // A reader that goes away is met where rows are written, which says what is kept.
    signal(SIGPIPE, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      output.interrupt()
      Console.end(130)
    }
    source.resume()
    return source
  }
}
