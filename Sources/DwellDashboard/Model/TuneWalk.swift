import DwellTuning

/// The way along the front, from the best on.
extension TuneBoard {
  /// The number of what is looked at along the front; nil: it is none of it.
  package var place: Int? { walkway.firstIndex { $0.point == selected?.point } }

  /// Goes to the neighbour along the front, from the best on.
  ///
  /// - Returns: whether there was one.
  mutating func walk(_ way: Way) -> Bool {
    guard let place else { return false }
    let next =
      switch way {
      case .left: place - 1
      case .right: place + 1
      case .up: place + (isRising ? 1 : -1)
      case .down: place - (isRising ? 1 : -1)
      }
    guard walkway.indices.contains(next) else { return false }
    chosen = walkway[next].point
    findLines()
    return true
  }

  /// A way along the front, as it lies in the plot.
  enum Way: Sendable {
    /// To less of what the goal is paid with.
    case left
    /// To more of it.
    case right
    /// To more of the goal's quantity.
    case up
    /// To less of it.
    case down
  }

  // Whether the goal's quantity grows from left to right.
  private var isRising: Bool { goal.aim == .maximise }
}

extension TuningFront {
  /// The front with the best in its place, by the second quantity from low to high.
  static func walkway(_ front: [Tried], _ best: Tried?, _ across: Metric?) -> [Tried] {
    guard let best, !front.contains(where: { $0.point == best.point }) else { return front }
    guard let across, let x = best.sample.mean(across) else { return front + [best] }
    let place = front.firstIndex { ($0.sample.mean(across) ?? 0) > x } ?? front.count
    return front[..<place] + [best] + front[place...]
  }
}
