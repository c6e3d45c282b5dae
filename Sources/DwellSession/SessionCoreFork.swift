import DwellCore
package import DwellMetrics
import DwellSimulation

extension SessionCore {
  /// More packets than these are not run again to make a second run: both begin anew.
  package static let mostReplayed = 200_000_000
  // What is repeated at once where nobody watches the clock.
  private static let wholeSlice = 10_000_000

  /// Whether A is being made, and time stands meanwhile.
  public var isCatchingUp: Bool { if case .catchingUp? = counterpart?.state { true } else { false } }

  /// The digest of everything that has ended in A; nil where it does not go on beside B.
  public var digestOfA: UInt64? { counterpart?.simulator?.digest }

  /// What both runs have counted, for tests; nil where there is one run.
  package var readings: (a: RunReading, b: RunReading)? {
    counterpart?.simulator.map { ($0.reading(), simulator.reading()) }
  }

  /// How long the first batches are that both runs have in common, in nanoseconds: by the speed of the clock, not by what the machine
  /// reaches, so that the same keys give the same verdicts everywhere.
  var batchWidth: Int64 { PairedBatches.width(atSpeed: speed) }

  func apply(_ fork: Fork) {
    switch fork {
    case .begin: if counterpart == nil { beginFork() }
    case .keepB:
      counterpart = nil
      settleClock()
    case .backToA: goBackToA()
    }
  }

  /// Makes A by repeating the run, about so many packets of it; the digests say whether it has become the same.
  package func catchUp(packets: Int) {
    guard var made = counterpart, case .catchingUp(var replay) = made.state else { return }
    do { try replay.advance(packets: packets) } catch { return beginBothAnew(because: error.description) }
    made.state = .catchingUp(replay)
    counterpart = made
    guard replay.isDone else { return }
    guard replay.agrees else { return beginBothAnew(because: "the run does not repeat itself") }
    let (a, b) = (replay.simulator.reading(), simulator.reading())
    made.state = .together(replay.simulator, PairedBatches(a: a, b: b, width: batchWidth))
    counterpart = made
    counterpart?.pending = []
    for command in made.pending { turnA(command) }
    if made.isWantedAlone { goBackToA() }
  }

  func finishCatchingUp() { while isCatchingUp { catchUp(packets: Self.wholeSlice) } }

  /// Turns A as well, where a command changes what arrives, after B took it; what is counted in common begins anew.
  func turnCounterpart(_ command: Command) {
    guard counterpart != nil else { return }
    if command.turnsBoth {
      if isCatchingUp { counterpart?.pending.append(command) } else { turnA(command) }
    }
    counterpart?.beginBatches(beside: simulator, width: batchWidth)
  }

  /// Both from 0 with the same seed, each with its settings.
  func restartBoth() {
    guard let fork = counterpart else { return }
    do {
      let a = try makeSimulator(fork.pendingChosen)
      counterpart = Counterpart(
        a, beside: simulator, chosen: fork.pendingChosen, undo: fork.undo, width: batchWidth)
      if fork.isWantedAlone { goBackToA() }
    } catch {
      counterpart = nil
      notice = "A/B has ended: \(error.description)"
    }
  }

  private func beginFork() {
    let packets = simulator.packets.offered
    guard runLog.isComplete else {
      return beginBothAnew(because: "its turns are too many to repeat it")
    }
    guard packets <= Self.mostReplayed else {
      return beginBothAnew(because: "\(QuantityText.count(packets)) packets take too long to repeat")
    }
    do {
      let replay = try Replay(of: simulator, runLog, by: makeSimulator)
      _ = replay.simulator.snapshot(seenView)
      counterpart = Counterpart(replay, chosen: chosen, marks: marks, undo: undo, log: runLog)
    } catch { beginBothAnew(because: error.description) }
  }

  private func beginBothAnew(because reason: String) {
    // Before B was turned both are what was chosen.
    let settings = counterpart?.pendingChosen ?? chosen
    let undo = counterpart?.undo ?? undo
    let isWantedAlone = counterpart?.isWantedAlone == true
    counterpart = nil
    restart()
    guard simulator.now == .zero else { return }
    do {
      counterpart = try Counterpart(
        makeSimulator(settings), beside: simulator, chosen: settings, undo: undo,
        width: batchWidth)
      notice = isWantedAlone ? "A begins anew at 0: \(reason)" : "A and B begin anew at 0: \(reason)"
      if isWantedAlone { goBackToA() }
    } catch { notice = "no A/B: \(error.description)" }
  }

  private func turnA(_ command: Command) {
    guard let a = counterpart?.simulator else { return }
    let before = a.scenario
    do { try a.apply(command) } catch {
      // Other arrivals than B's: there is nothing left to compare.
      counterpart = nil
      notice = "A/B has ended, B goes on: in A \(error.description)"
      return
    }
    counterpart?.log.add(command, at: a.now)
    if let chosen = counterpart?.chosen { counterpart?.chosen = chosen.after(command) }
    if let turn = Turn(command, from: before, to: a.scenario, at: a.now) {
      if turn.old != turn.new { counterpart?.marks.add(turn, wall: wall) }
      counterpart?.undo.add(turn, from: before, to: a.scenario, wall: wall, run: run)
    }
    counterpart?.beginBatches(beside: simulator, width: batchWidth)
  }

  private func goBackToA() {
    guard let kept = counterpart else { return }
    guard let a = kept.simulator else {
      counterpart?.isWantedAlone = true
      return
    }
    counterpart = nil
    take(a, chosen: kept.chosen, marks: kept.marks, undo: kept.undo, log: kept.log)
  }
}

extension Counterpart {
  /// What A begins anew with, turns that wait for it included.
  var pendingChosen: Scenario { pending.reduce(chosen) { $0.after($1) } }
}
