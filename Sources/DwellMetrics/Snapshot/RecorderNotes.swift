public import DwellCore

extension Recorder {
  private static var notesKept: Int { 256 }

  /// The last containers, newest first, at most 256; older ones than some 1000 transfers ago may be forgotten.
  public var newestContainers: [ContainerNote] { newestContainers(Self.notesKept) }

  /// The last containers that left before an instant (nil: all), newest first, at most `most` of those 256.
  public func newestContainers(_ most: Int = 256, before end: Instant? = nil) -> [ContainerNote] {
    let end = end?.nanoseconds ?? .max
    var number = containersReleased
    var notes: [ContainerNote] = []
    notes.reserveCapacity(min(most, Self.notesKept))
    var index = tail - 1
    var refused = 0
    while notes.count < min(most, Self.notesKept) {
      // What was refused after the transfer at `index` was kept is newer.
      if let refusal = refusals.newest(refused), refusal.place > index {
        refused += 1
        if refusal.transfer.released < end {
          notes.append(ContainerNote(refusal.transfer, number: number, legs: legs))
        }
        number -= 1
        continue
      }
      guard index >= 0, index >= tail - ring.count else { break }
      let t = ring[index & (ring.count - 1)]
      index -= 1
      // A place that nothing was written to yet holds a transfer without packets.
      guard t.isContainer, t.packets > 0 else { continue }
      if t.released < end { notes.append(ContainerNote(t, number: number, legs: legs)) }
      number -= 1
    }
    return notes
  }
}

extension ContainerNote {
  /// What is told of a container.
  ///
  /// Its row says guest and leg where a guest has two legs.
  package init(_ t: Transfer, number: Int, legs: Int) {
    self.init(
      number: number, guest: Int(t.guest) / legs, cause: t.cause, packets: Int(t.packets), bytes: Int(t.bytes),
      capacity: Int(t.capacity), opened: Instant(nanoseconds: t.opened), released: Instant(nanoseconds: t.released),
      delivered: t.handedOver > 0 || t.isFollowed ? Instant(nanoseconds: t.delivered) : .never,
      leg: legs == 2 && t.guest & 1 == 1 ? .toOutside : .toGuest)
  }
}
