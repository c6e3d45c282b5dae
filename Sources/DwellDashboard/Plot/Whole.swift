extension Double {
  /// The nearest whole number, held to a range; what is no number is the low end. Never traps.
  package func whole(in range: ClosedRange<Int>) -> Int {
    guard self > Double(range.lowerBound) else { return range.lowerBound }
    guard self < Double(range.upperBound) else { return range.upperBound }
    return Int(rounded())
  }
}
