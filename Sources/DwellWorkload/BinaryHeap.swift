/// The least of many: a binary heap over plain values.
///
/// Grows with what is inserted. Insertion and removal cost O(log n). Elements that compare equal have no order among
/// themselves, so give each a tie breaker.
package struct BinaryHeap<Element: Comparable & Sendable & BitwiseCopyable>: Sendable {
  /// All of them, in no order.
  package private(set) var elements: [Element] = []

  /// A heap of nothing.
  package init() {}

  /// The least element, if there is one.
  package var least: Element? { elements.first }

  /// Adds an element.
  package mutating func insert(_ element: Element) {
    elements.append(element)
    rise(elements.count - 1)
  }

  /// Removes the least element; there must be one.
  package mutating func removeLeast() {
    elements.swapAt(0, elements.count - 1)
    elements.removeLast()
    if !elements.isEmpty { sink(0) }
  }

  /// Removes all elements that fit, and returns them in no order.
  mutating func removeAll(where fits: (Element) -> Bool) -> [Element] {
    let removed = elements.filter(fits)
    guard !removed.isEmpty else { return [] }
    elements.removeAll(where: fits)
    elements.sort()
    return removed
  }

  private mutating func rise(_ start: Int) {
    var place = start
    let element = elements[place]
    while place > 0, element < elements[(place - 1) / 2] {
      elements[place] = elements[(place - 1) / 2]
      place = (place - 1) / 2
    }
    elements[place] = element
  }

  private mutating func sink(_ start: Int) {
    var place = start
    let element = elements[place]
    while 2 * place + 1 < elements.count {
      var child = 2 * place + 1
      if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
      guard elements[child] < element else { break }
      elements[place] = elements[child]
      place = child
    }
    elements[place] = element
  }
}
