import DequeModule

/// The packets to one guest of whose end nothing is known yet, in order of arrival.
///
/// So that a source, which knows its packets by their order, learns how many a packet has overtaken. Cost of an end: the packets overtaken.
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

  /// Packet `number` has ended; gives how many earlier ones have not.
  mutating func end(_ number: Int) -> Int {
    let place = number - first
    var overtaken = 0
    for i in 0..<place where !hasEnded[i] { overtaken += 1 }
    hasEnded[place] = true
    count -= 1
    while hasEnded.first == true {
      hasEnded.removeFirst()
      first += 1
    }
    return overtaken
  }
}
