import DwellCore
import DwellEngine

/// How packets enter: an aggregator specialised for one policy, or the crossing packet by packet, with the type forgotten.
///
/// The closures are made where the policy's type is known, so the loops behind them stay specialised; a call is per block or command.
struct Front {
  /// Takes the packets of a block.
  let ingest: (borrowing ArrivalBlock) -> Void
  /// Does everything that falls due strictly before a time, in nanoseconds.
  let advance: (Int64) -> Void
  /// A time before which nothing leaves of itself.
  let nextEvent: () -> Int64
  /// Makes the policy anew from settings; what it remembers of guests stays.
  let configure: (PolicySettings) -> Void
  /// A turned T0.
  let setTimeout: (Int64, _ now: Int64) -> Void
  /// Rules for containers opened from now on.
  let setRules: (ContainerRules, _ now: Int64) -> Void
  /// Guests from a number on leave.
  let dismiss: (Int, _ now: Int64) -> Void
  /// Room for more guests.
  let grow: (Int, _ now: Int64) -> Void
  /// The open containers, for the front that takes over.
  let waitingContainers: () -> [WaitingContainer]
  /// The open container of a guest.
  let waitingContainer: (Int) -> WaitingContainer?
  /// Takes open containers over.
  let adopt: ([WaitingContainer], _ now: Int64) -> Void
  /// What waits for a guest.
  let open: (Int) -> OpenContainer
  /// What is believed of a guest.
  let estimate: (Int) -> Estimate
  /// How the policy arrived at the release time of a guest; nil where no container waits for one.
  let explain: (Int, ExplanationContext) -> Explanation?
  /// Tariffs that open containers were opened under.
  let tariffsInUse: () -> Set<Int32>
}
