import DwellCore
package import DwellEngine
package import DwellTerminal

/// A formula as a person reads it: in letters and in numbers of one unit, every letter in the colour of its curve.
package enum FormulaText {
  /// A run of characters of one colour.
  package struct Piece: Sendable, Hashable {
    package var text: String
    package var role: Role
    package var isBold = false

    /// A piece.
    package init(_ text: String, _ role: Role, bold: Bool = false) {
      self.text = text
      self.role = role
      isBold = bold
    }
  }

  /// A unit of time and how many nanoseconds it lasts.
  package struct TimeUnit: Sendable, Hashable {
    package var name: String
    package var nanoseconds: Double

    /// The unit in which three digits say a time.
    package init(for time: Double) {
      let text = QuantityText.time(nanoseconds: time)
      name = text.split(separator: " ").last.map(String.init) ?? "ns"
      nanoseconds = ["ns": 1, "µs": 1e3, "ms": 1e6, "s": 1e9][name] ?? 1
    }
  }

  /// The unit that all times of a line are written in: that of its result, or of its shortest time.
  package static func unit(of line: Explanation.Line) -> TimeUnit {
    if line.symbol.unit == .time, line.value.isFinite, line.value > 0 { return TimeUnit(for: line.value) }
    return TimeUnit(for: line.right.flatMap { times($0).filter { $0 > 0 }.min() } ?? 0)
  }

  /// The right side in letters; nothing where it is a number alone.
  package static func letters(_ right: Expression) -> [Piece] {
    if case .number = right { return [] }
    return write(right, isInner: false) { symbol, _ in Piece(symbol.text, role(symbol.hue)) }
  }

  /// The right side in numbers; nothing where that would say the result twice.
  package static func numbers(_ line: Explanation.Line) -> [Piece] {
    guard let right = line.right else { return [] }
    // A single letter in numbers is the result once more.
    if case .symbol = right { return [] }
    if case .number = right { return [] }
    let unit = unit(of: line)
    // What two instants differ by is told by as many decimals as the result has.
    if case .difference(.symbol(let a, let from), .symbol(let b, _)) = right, a.unit == .time {
      // And by such ones that the difference holds to the last digit shown.
      let digits = decimals(line.value / unit.nanoseconds)
      let shown = (rounded(from / unit.nanoseconds, digits) - rounded(line.value / unit.nanoseconds, digits))
      return [
        Piece(QuantityText.fixed(from / unit.nanoseconds, digits: digits), role(a.hue)), Piece(" − ", .dim),
        Piece(QuantityText.fixed(shown, digits: digits), role(b.hue)),
      ]
    }
    return write(right, isInner: false) { symbol, value in
      Piece(number(symbol, value, unit), role(symbol.hue))
    }
  }

  /// The result with its unit.
  package static func result(_ line: Explanation.Line) -> String {
    switch line.symbol.unit {
    case .time: QuantityText.time(nanoseconds: line.value)
    case .number: QuantityText.significant(line.value)
    case .packets: QuantityText.significant(line.value, .dropped)
    }
  }

  /// The role of the curve that a letter stands for.
  package static func role(_ hue: FormulaSymbol.Hue) -> Role {
    switch hue {
    case .sample: .sample
    case .mean: .d
    case .variation: .v
    case .release: .p
    case .given: .given
    case .plain: .text
    }
  }

  /// A value of a letter, in a unit of time.
  package static func number(_ symbol: FormulaSymbol, _ value: Double, _ unit: TimeUnit) -> String {
    switch symbol.unit {
    case .time:
      let scaled = value / unit.nanoseconds
      return QuantityText.significant(scaled, symbol.hue == .given ? .dropped : .kept)
    case .number:
      // Weights near 1 need their nines; what is reckoned has three digits.
      guard symbol.hue == .given || symbol.hue == .plain else { return QuantityText.significant(value) }
      return trimmed(QuantityText.fixed(value, digits: 6))
    case .packets: return QuantityText.significant(value, .dropped)
    }
  }

  // MARK: Writing

  private static func write(
    _ expression: Expression, isInner: Bool, _ letter: (FormulaSymbol, Double) -> Piece
  ) -> [Piece] {
    func inner(_ part: Expression) -> [Piece] { write(part, isInner: true, letter) }
    func outer(_ part: Expression) -> [Piece] { write(part, isInner: false, letter) }
    func joined(_ parts: [[Piece]], _ sign: String) -> [Piece] {
      Array(parts.joined(separator: [Piece(sign, .dim)]))
    }
    func call(_ name: String, _ parts: [Expression]) -> [Piece] {
      [Piece("\(name)(", .dim)] + joined(parts.map(outer), ", ") + [Piece(")", .dim)]
    }
    func grouped(_ pieces: [Piece]) -> [Piece] {
      isInner ? [Piece("(", .dim)] + pieces + [Piece(")", .dim)] : pieces
    }
    switch expression {
    case .symbol(let symbol, let value): return [letter(symbol, value)]
    case .complement(let symbol, let value):
      let whole = letter(symbol, value)
      if whole.text == symbol.text { return [Piece("(1 − ", .dim), whole, Piece(")", .dim)] }
      return [letter(symbol, ((1 - value) * 1e9).rounded() / 1e9)]
    case .number(let value): return [Piece(trimmed(QuantityText.fixed(value, digits: 6)), .text)]
    case .sum(let parts): return grouped(joined(parts.map(outer), " + "))
    case .difference(let a, let b): return grouped(joined([outer(a), inner(b)], " − "))
    case .product(let parts): return joined(parts.map(inner), "·")
    case .ratio(let a, let b): return joined([inner(a), inner(b)], " ÷ ")
    case .magnitude(let a): return [Piece("|", .dim)] + outer(a) + [Piece("|", .dim)]
    case .least(let parts): return call("min", parts)
    case .greatest(let parts): return call("max", parts)
    case .whole(let a): return call("floor", [a])
    }
  }

  private static func times(_ expression: Expression) -> [Double] {
    switch expression {
    case .symbol(let symbol, let value): symbol.unit == .time ? [value] : []
    case .complement, .number: []
    case .sum(let parts), .product(let parts), .least(let parts), .greatest(let parts): parts.flatMap(times)
    case .difference(let a, let b), .ratio(let a, let b): times(a) + times(b)
    case .magnitude(let a), .whole(let a): times(a)
    }
  }

  private static func rounded(_ value: Double, _ digits: Int) -> Double {
    let power = (0..<digits).reduce(1.0) { result, _ in result * 10 }
    return (value * power).rounded() / power
  }

  private static func decimals(_ value: Double) -> Int {
    let text = QuantityText.significant(value)
    return text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.contains("."), text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
