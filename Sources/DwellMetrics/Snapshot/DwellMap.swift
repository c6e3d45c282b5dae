/// How many packets waited how long in their container, column by column of time: at most 256 lengths in as many columns as a plot.
public struct DwellMap: Sendable, Equatable {
  /// The columns, oldest first.
  public let columns: Int
  /// Where the lengths of time part, in nanoseconds, from the shortest to the longest wait; one more than there are lengths.
  public let edges: [Double]
  /// The packets of each length, column by column, the shortest wait first.
  public let counts: [UInt32]

  /// A map of all of these; counts that do not fill columns and lengths leave it empty.
  public init(columns: Int, edges: [Double], counts: [UInt32]) {
    let fits = columns >= 0 && edges.count > 1 && counts.count == columns * (edges.count - 1)
    self.columns = fits ? columns : 0
    self.edges = fits ? edges : []
    self.counts = fits ? counts : []
  }

  /// A map of no packets.
  public static let empty = DwellMap(columns: 0, edges: [], counts: [])

  /// How many lengths of time are told apart.
  public var lengths: Int { max(edges.count - 1, 0) }
  /// Whether it holds no packet.
  public var isEmpty: Bool { counts.isEmpty }

  /// The packets of a column, the shortest wait first; empty outside.
  public subscript(column: Int) -> ArraySlice<UInt32> {
    guard column >= 0, column < columns else { return [] }
    return counts[column * lengths..<(column + 1) * lengths]
  }

  /// The shares of a column, which add up to 1; all 0 where nothing left.
  public func shares(_ column: Int) -> [Double] {
    let packets = self[column]
    let total = packets.reduce(0.0) { $0 + Double($1) }
    return packets.map { total > 0 ? Double($0) / total : 0 }
  }

  /// Adds packets up, and then keeps only the lengths between the shortest and the longest wait.
  struct Builder {
    let columns: Int
    private let buckets: Int
    private var counts: [UInt32]
    private var low: Int
    private var high = -1

    init(columns: Int, buckets: Int) {
      self.columns = columns
      self.buckets = buckets
      counts = Array(repeating: 0, count: columns * buckets)
      low = buckets
    }

    mutating func add(_ column: Int, _ bucket: Int, _ packets: UInt32) {
      counts[column * buckets + bucket] &+= packets
      low = min(low, bucket)
      high = max(high, bucket)
    }

    func map(edge: (Int) -> Double) -> DwellMap {
      guard low <= high else { return .empty }
      var kept: [UInt32] = []
      kept.reserveCapacity(columns * (high - low + 1))
      for column in 0..<columns { kept += counts[column * buckets + low...column * buckets + high] }
      return DwellMap(columns: columns, edges: (low...high + 1).map(edge), counts: kept)
    }
  }
}
