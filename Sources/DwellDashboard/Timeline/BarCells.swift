import DwellCore
import DwellEngine
package import DwellMetrics

/// One container as cells on an axis. Pure; no packet in the window is dropped for another.
package struct BarCells: Sendable, Hashable {
  /// What a cell shows.
  package enum Kind: Sendable, Hashable {
    /// Nothing of this container.
    case nothing
    /// It was open.
    case open
    /// A packet came.
    case packet
    /// It will be open, unless it leaves before.
    case ahead
    /// Its deadline.
    case deadline
    /// Its deadline lies beyond the edge.
    case beyond
    /// It waits for the driver domain.
    case queued
    /// The driver domain hands it over.
    case crossing
    /// It is the guest's, which has not yet handed on the last packet.
    case delivery
  }

  /// The cells, from the left edge of the axis on.
  package private(set) var kinds: [Kind]
  /// Packets in the window for which there is no cell: of those whose arrival is not kept, and where there are fewer cells than packets.
  package private(set) var uncounted: Int

  /// The cells of a container.
  ///
  /// Two packets in one cell are set side by side: the later one goes to the right, or the earlier ones to the left where it would lie
  /// after the end. What has not happened by now is not drawn, but for the deadline of an open container.
  package init(_ bar: ContainerBar, on axis: BarAxis) {
    kinds = Array(repeating: .nothing, count: axis.cells)
    uncounted = bar.untold
    let end = min(bar.departure.map { axis.cell(of: $0.released) } ?? axis.nowCell, axis.nowCell)
    fill(from: axis.cell(of: bar.opened), to: end, .open)
    let last = max(drawPackets(bar, end: end, axis) ?? end, end)
    let mark = drawDeadline(bar, end: last, axis)
    // However short, it is drawn after packets and deadline, not over them.
    if let departure = bar.departure { drawCrossing(departure, from: mark, axis) }
  }

  /// Whether nothing of it lies on the axis.
  package var isEmpty: Bool { !kinds.contains { $0 != .nothing } }

  private mutating func fill(_ range: ClosedRange<Int>, _ kind: Kind) {
    guard range.upperBound >= 0, range.lowerBound < kinds.count else { return }
    for cell in max(range.lowerBound, 0)...min(range.upperBound, kinds.count - 1) { kinds[cell] = kind }
  }

  private mutating func fill(from: Int, to: Int, _ kind: Kind) {
    guard from <= to else { return }
    fill(from...to, kind)
  }

  private mutating func drawCrossing(_ departure: ContainerBar.Departure, from end: Int, _ axis: BarAxis) {
    guard let crossing = departure.crossing else { return }
    let start = axis.cell(of: crossing.start)
    let handed = axis.cell(of: crossing.end)
    let now = axis.nowCell
    fill(from: end + 1, to: min(start - 1, now), .queued)
    if let delivered = departure.delivered {
      fill(from: max(handed, end) + 1, to: min(axis.cell(of: delivered), now), .delivery)
    }
    if crossing.start <= axis.now { fill(from: max(start, end + 1), to: min(max(handed, end + 1), now), .crossing) }
  }

  /// Returns the cell of the last packet; nil where none is in the window.
  private mutating func drawPackets(_ bar: ContainerBar, end: Int, _ axis: BarAxis) -> Int? {
    var places = bar.arrivals.map { min(axis.cell(of: $0.instant), end) }.filter { $0 >= 0 }
    if places.count > kinds.count {
      uncounted += places.count - kinds.count
      places.removeFirst(places.count - kinds.count)
    }
    guard let last = places.indices.last else { return nil }
    for i in places.indices.dropFirst() { places[i] = max(places[i], places[i - 1] + 1) }
    if places[last] > end {
      for i in places.indices { places[i] = min(places[i], end - (last - i)) }
    }
    for i in places.indices {
      places[i] = max(places[i], i)
      kinds[places[i]] = .packet
    }
    return places[last]
  }

  /// Returns the last cell that is taken.
  private mutating func drawDeadline(_ bar: ContainerBar, end: Int, _ axis: BarAxis) -> Int {
    if let departure = bar.departure {
      // One that left for another reason was not due.
      guard departure.cause == .due, end >= 0, end < kinds.count else { return end }
      let place = kinds[end] == .packet ? end + 1 : end
      if place < kinds.count { kinds[place] = .deadline }
      return place
    }
    guard bar.due != .never else { return end }
    let due = axis.cell(of: bar.due)
    let edge = kinds.count - 1
    guard due <= edge else {
      fill(from: end + 1, to: edge - 1, .ahead)
      if kinds[edge] != .packet { kinds[edge] = .beyond }
      return edge
    }
    let place = min(max(due, end + 1), edge)
    fill(from: end + 1, to: place - 1, .ahead)
    if kinds[place] != .packet { kinds[place] = .deadline }
    return place
  }
}
