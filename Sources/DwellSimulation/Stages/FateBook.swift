import DequeModule

/// The packets to one guest of whose end nothing is known yet, in order of arrival.
///
/// So that a source, which knows its packets by their order, learns how many a packet has overtaken. Cost of
/// the question: as many steps as packets came since the oldest that is there.
struct FateBook {
  private var first = 0
  private var hasEnded = Deque<Bool>()
  /// How many there are.
  private(set) var count = 0

  /// A packet comes; gives its number.
  mutating func arrive() -> Int {
    hasEnded.append(false)
    count += 1
    return first + hasEnded.count - 1
  }

  /// How many that came before packet `number` are there.
  func earlier(than number: Int) -> Int { (0..<number - first).count { !hasEnded[$0] } }

  /// Packet `number` has ended.
  mutating func end(_ number: Int) {
    hasEnded[number - first] = true
    count -= 1
    while hasEnded.first == true {
      hasEnded.removeFirst()
      first += 1
    }
  }
}
