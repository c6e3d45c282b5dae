/// First in, first out, in a ring that doubles when full.
struct RequestQueue<Element: Sendable & BitwiseCopyable>: Sendable {
  private var ring: [Element?] = Array(repeating: nil, count: 16)
  private var head = 0
  /// The number of elements.
  private(set) var count = 0

  /// Whether nothing is in it.
  var isEmpty: Bool { count == 0 }

  /// Adds an element at the end.
  mutating func append(_ element: Element) {
    if count == ring.count {
      ring = Array(ring[head...] + ring[..<head]) + Array(repeating: nil, count: ring.count)
      head = 0
    }
    ring[(head + count) & (ring.count - 1)] = element
    count += 1
  }

  /// Takes the oldest element out, if there is one.
  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = ring[head]
    head = (head + 1) & (ring.count - 1)
    count -= 1
    return element
  }

  /// Takes the element out that stands `place` behind the oldest, if there is one; the others keep their order.
  mutating func remove(at place: Int) -> Element? {
    guard place > 0, place < count else { return place == 0 ? popFirst() : nil }
    let mask = ring.count - 1
    let element = ring[(head + place) & mask]
    for i in place..<count - 1 { ring[(head + i) & mask] = ring[(head + i + 1) & mask] }
    count -= 1
    return element
  }
}
