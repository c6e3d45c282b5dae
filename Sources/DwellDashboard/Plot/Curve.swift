import DwellCore
package import DwellMetrics

/// A series of the snapshot laid over the dots of a plot, newest at the right edge.
///
/// A plot that is wider than the snapshot answered for stays blank at its left, until the session answers anew. Dots that
/// share a cell share it for ever, so that plots scroll by whole cells: the right edge may be blank until its columns begin.
package struct Curve: Sendable {
  private let columns: [Column]
  /// What to add to a dot to get its column.
  private let shift: Int
  /// Dots across.
  package let dots: Int

  /// The series over so many dots, `perCell` of them in a cell.
  package init(_ snapshot: Snapshot, _ series: Series, dots: Int, perCell: Int = 1) {
    columns = snapshot.columns.indices.contains(series.rawValue) ? snapshot[series] : []
    shift = columns.count + TimeLine.blankDots(snapshot, perCell: perCell) - dots
    self.dots = max(dots, 0)
  }

  /// What happened at a dot.
  package subscript(dot: Int) -> Column {
    let index = dot + shift
    return columns.indices.contains(index) ? columns[index] : .empty
  }

  /// The means; where nothing happened, nil.
  package var means: [Double?] {
    (0..<dots).map { self[$0].isEmpty ? nil : Double(self[$0].mean) }
  }

  /// The means of something that holds until it changes or ends: where nothing happened, the last value.
  package var held: [Double?] {
    var last: Double?
    return (0..<dots).map {
      let column = self[$0]
      if !column.isEmpty { last = Double(column.mean) }
      let value = last
      if column.isEnded { last = nil }
      return columns.indices.contains($0 + shift) ? value : nil
    }
  }

  /// The means of something that holds until it changes; where it did not change in the whole window, what it is now.
  package func held(_ snapshot: Snapshot, now value: Double) -> [Double?] {
    let held = held
    guard held.allSatisfy({ $0 == nil }), value.isFinite, !columns.contains(where: \.isEnded) else { return held }
    return (0..<dots).map { columns.indices.contains($0 + shift) && hasBegun($0 + shift, snapshot) ? value : nil }
  }

  private func hasBegun(_ index: Int, _ snapshot: Snapshot) -> Bool { TimeLine.start(of: index, snapshot) >= .zero }

  /// The means of a rate: where nothing happened since the run began, 0.
  package func rates(_ snapshot: Snapshot) -> [Double?] {
    (0..<dots).map {
      let column = self[$0]
      if !column.isEmpty { return Double(column.mean) }
      let index = $0 + shift
      return columns.indices.contains(index) && hasBegun(index, snapshot) ? 0 : nil
    }
  }

  /// The least and greatest of a list of series over the whole window, positive values only.
  package static func bounds(
    _ snapshot: Snapshot, _ parts: [(Series, any KeyPath<Column, Float> & Sendable)]
  ) -> ClosedRange<Double>? {
    var low = Double.infinity
    var high = 0.0
    for (series, path) in parts where snapshot.columns.indices.contains(series.rawValue) {
      for column in snapshot[series] where !column.isEmpty {
        let value = Double(column[keyPath: path])
        if value > 0, value.isFinite {
          low = min(low, value)
          high = max(high, value)
        }
      }
    }
    return low <= high ? low...high : nil
  }
}
