/// A rectangle of cells; the origin is top left, y grows downward.
public struct Rect: Equatable, Hashable, Sendable {
  /// First column.
  public var x: Int
  /// First row.
  public var y: Int
  /// Columns; never negative.
  public var width: Int
  /// Rows; never negative.
  public var height: Int

  /// Makes a rectangle; a negative width or height counts as 0, all four are held within ±1 000 000.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = Self.held(x)
    self.y = Self.held(y)
    self.width = max(0, Self.held(width))
    self.height = max(0, Self.held(height))
  }

  /// The column after the last.
  public var right: Int { x + width }
  /// The row after the last.
  public var bottom: Int { y + height }
  /// Whether there is no cell in it.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Whether the cell at a column and a row lies inside.
  public func contains(x column: Int, y row: Int) -> Bool {
    column >= x && column < right && row >= y && row < bottom
  }

  /// Whether another rectangle lies wholly inside; an empty one always does.
  public func contains(_ other: Rect) -> Bool {
    other.isEmpty || intersection(other) == other
  }

  /// The cells common to both; empty if there are none.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
  }

  /// The rectangle without so many cells at each side; empty when they eat it up.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
    Rect(
      x: x + Self.held(left), y: y + Self.held(top), width: width - Self.held(left) - Self.held(right),
      height: height - Self.held(top) - Self.held(bottom))
  }

  /// Coordinates far outside any screen are held here, so that sums never overflow.
  private static func held(_ value: Int) -> Int { min(max(value, -1_000_000), 1_000_000) }
}
