import DwellCore

/// One guest alone: packets join its open container in runs that nothing comes between. Cost: a fifth less than one by one.
extension Aggregator {
  /// The packets of the only guest there is: between those that open and close containers, in runs.
  mutating func ingestRuns<Sink: ReleaseSink & ~Copyable>(
    _ block: borrowing ArrivalBlock, from start: Int, into sink: inout Sink
  ) {
    var i = start
    while i < block.count {
      take(guest: 0, size: block.sizes[i], at: block.times[i], into: &sink)
      i &+= 1
      if !slots[0].open.load.isEmpty, !policy.rearms(slots[0].memory) { i = joinRun(block, from: i) }
    }
  }

  // Packets from `start` on join the open container of the only guest as long as nothing falls due and none of them closes it;
  // returns the first that does not. Everything a packet touches stays in registers.
  private mutating func joinRun(_ block: borrowing ArrivalBlock, from start: Int) -> Int {
    // Once, so that the loop need not ask again.
    precondition(block.isWhole && start >= 0)
    let policy = self.policy
    let next = self.next
    let closeAt = Int64(slots[0].open.rules.closeAt)
    let mostPackets = Int64(slots[0].open.rules.mostPackets)
    var memory = slots[0].memory
    var load = slots[0].open.load
    var i = start
    words.withPage(from: 0) { words in
      while i < block.count {
        let time = block.times[i]
        let size = block.sizes[i]
        let joined = load.adding(size: size)
        guard time <= next, joined.bytes < closeAt, joined.packets < mostPackets else { break }
        policy.arrived(at: time, size: size, &memory)
        words[Int(truncatingIfNeeded: load.packets)] = PacketWord.pack(time: time, size: size)
        load = joined
        i &+= 1
      }
    }
    slots[0].memory = memory
    slots[0].open.load = load
    return i
  }
}
