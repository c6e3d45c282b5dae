import DwellCore

/// One guest alone: packets join its open container in runs that nothing comes between. Cost: 20 instructions a packet, 37 one by one.
extension Aggregator {
  /// The packets of the only guest there is: between those that open and close containers, in runs.
  mutating func ingestRuns<Sink: ReleaseSink & ~Copyable>(
    _ block: borrowing ArrivalBlock, from start: Int, into sink: inout Sink
  ) {
    var i = start
    while i < block.count {
      take(guest: 0, size: block.sizes[i], at: block.times[i], into: &sink)
      i &+= 1
      if slots[0].isOpen, !policy.rearms(slots[0].memory) { i = joinRun(block, from: i) }
    }
  }

  // Packets from `start` on join the open container of the only guest as long as nothing falls due and none of them closes it;
  // returns the first that does not. Everything a packet touches stays in registers.
  private mutating func joinRun(_ block: borrowing ArrivalBlock, from start: Int) -> Int {
    let policy = self.policy
    let next = self.next
    var memory = slots[0].memory
    var room = slots[0].room
    var joined = 0
    words.withPage(from: 0) { words in
      block.withColumns(from: start) { times, sizes, _ in
        while joined < times.count {
          let time = times[joined]
          let size = sizes[joined]
          let more = room.adding(size: size)
          guard time <= next, !more.isOver else { break }
          policy.arrived(at: time, size: size, &memory)
          words[room.place] = PacketWord.pack(time: time, size: size)
          room = more
          joined &+= 1
        }
      }
    }
    slots[0].memory = memory
    slots[0].room = room
    return start &+ joined
  }
}
