/// A stage that has packets in its hands: intake, coalesce, bypass or regulate.
///
/// The law of its place. Time is an argument and never runs backwards. A stage hands packets on, loses them or, at bypass, hands
/// them over, each once, and those of a guest in their order; it may hold them, but for each it holds it has a next event. What
/// it hands on carries the time reached so far, never one ahead. Before each packet it does what falls due strictly before that
/// packet's time, so that neither blocks nor slices can change what it does.
package protocol PacketStage {
  /// Takes packets in time order; a call per block.
  mutating func take(_ packets: [StagedPacket], into outlet: inout StageOutlet)

  /// Does everything that falls due strictly before `time`; `.max` at the end of a run, when nothing further comes.
  mutating func advance(to time: Int64, into outlet: inout StageOutlet)

  /// The instant of what it next does of itself, in nanoseconds; `.max` while it holds nothing.
  var nextEvent: Int64 { get }

  /// It goes away while a run goes on: what it holds it hands on at `now`, oldest first.
  mutating func dissolve(at now: Int64, into outlet: inout StageOutlet)

  /// A knob or the number of guests was turned at `now`.
  mutating func configure(_ settings: StageSettings, at now: Int64)

  /// What it counted itself, for the summary.
  var counters: [(name: String, value: Int)] { get }
}

extension PacketStage {
  package mutating func configure(_ settings: StageSettings, at now: Int64) {}
  package var counters: [(name: String, value: Int)] { [] }
}
