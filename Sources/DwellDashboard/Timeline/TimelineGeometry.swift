/// Where the parts of a timeline lie across: whose container it is, the axis of time, why it left.
package struct TimelineGeometry: Sendable, Hashable {
  /// How much is said of a container at its right.
  package enum Words: Sendable, Hashable {
    /// Nothing.
    case none
    /// Sign, cause and packets.
    case few
    /// How long it was open besides.
    case usual
    /// The cause in words besides.
    case all

    var columns: Int {
      switch self {
      case .none: 0
      case .few: 9
      case .usual: 22
      case .all: 36
      }
    }
  }

  /// The first column of the labels.
  package let labelX: Int
  /// Columns of the guest's label.
  package let guestColumns: Int
  /// Columns of the number of a container; 0: it is not shown.
  package let numberColumns: Int
  /// The first column of the axis of time.
  package let x: Int
  /// Columns of the axis of time.
  package let columns: Int
  /// The first column of the words.
  package let wordsX: Int
  /// What is said.
  package let words: Words

  /// The parts of an area that begins at column `x` and is `width` wide.
  ///
  /// - Parameters:
  ///   - guestColumns: columns of the longest label of a guest.
  ///   - digits: digits of the greatest number of a container.
  package init(x: Int, width: Int, guestColumns: Int, digits: Int) {
    labelX = x
    self.guestColumns = guestColumns
    words = width >= 104 ? .all : width >= 54 ? .usual : width >= 30 ? .few : .none
    // Few digits more must not move everything.
    numberColumns = width >= 70 ? max(digits, 4) : 0
    let label = guestColumns + (numberColumns > 0 ? numberColumns + 1 : 0) + 1
    self.x = x + label
    let gap = words == .none ? 0 : 1
    columns = max(width - label - gap - words.columns, 1)
    wordsX = self.x + columns + gap
  }
}
