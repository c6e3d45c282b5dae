/// The deadline of a container whose release times P_j are estimated, under either reading of the paper's step 4 (model rule 3.4).
///
/// A guest's first container waits T0 for its first packet whatever the estimate says (model rule 3.5). Kept in the guest's slot.
struct EstimatedDeadline: Sendable, BitwiseCopyable {
  // Containers opened since the estimate began.
  private var containers: Int64 = 0
  // The sum and number of the P_j of the open container; none joined where it was opened as a talkspurt.
  private var sum: Int64 = 0
  private var joined: Int64 = 0

  /// Whether a packet that joins moves it: the reading a container was opened under is the one it keeps.
  @inline(__always) var moves: Bool { joined > 0 }

  /// Whether T0 holds, not the estimate: no container yet, or the first is still open or the last.
  var isFirst: Bool { containers <= 1 && joined == 0 }

  /// The mean of the P_j of the packets of the container opened last, and their number; nil where P is fixed at its opening.
  var mean: (release: Double, packets: Int64)? {
    joined > 0 ? (Double(sum) / Double(joined), joined) : nil
  }

  /// A container opens with a packet whose release time is `release`; the wait it may have.
  @inline(__always)
  mutating func open(_ release: Int64, timeout: Int64, reading: DeadlineReading) -> Int64 {
    containers &+= 1
    sum = containers == 1 ? timeout : release
    joined = reading == .runningMean ? 1 : 0
    return sum
  }

  /// A packet whose release time is `release` joins; the wait the container may have, counted from its opening.
  mutating func join(_ release: Int64, timeout: Int64) -> Int64 {
    sum &+= release
    joined &+= 1
    // T0 may have been turned down since the first of them.
    return min(timeout, (sum &+ joined / 2) / joined)
  }
}

#if !hasFeature(Embedded)
  extension EstimatedDeadline {
    /// The wait of the container opened last, where it follows the packets: `W = min(T₀, ΣP / j)`.
    func explain(timeout: Int64) -> Explanation.Line? {
      guard let (release, packets) = mean else { return nil }
      let sum = Expression.symbol(FormulaSymbol("ΣP", .release), release * Double(packets))
      let number = Expression.symbol(FormulaSymbol("j", .plain, .packets), Double(packets))
      return Explanation.Line(
        FormulaSymbol("W", .release), .least([.symbol(.timeout, Double(timeout)), .ratio(sum, number)]),
        min(Double(timeout), release.rounded()), "wait of the container")
    }
  }
#endif
