#if !hasFeature(Embedded)
  /// The right side of a formula, with the present value of every letter in it: written in letters, in numbers, or reckoned.
  ///
  /// Times are nanoseconds.
  public indirect enum Expression: Sendable, Hashable {
    /// A letter and its value.
    case symbol(FormulaSymbol, Double)
    /// One less a letter, `(1 − α)`.
    case complement(FormulaSymbol, Double)
    /// A number of the formula itself.
    case number(Double)
    /// A sum.
    case sum([Expression])
    /// The first less the second.
    case difference(Expression, Expression)
    /// A product.
    case product([Expression])
    /// The first over the second.
    case ratio(Expression, Expression)
    /// The distance from zero.
    case magnitude(Expression)
    /// The least of several.
    case least([Expression])
    /// The greatest of several.
    case greatest([Expression])
    /// The whole part.
    case whole(Expression)

    /// What it comes to; `look` may give a letter another value than the one it has.
    public func value(_ look: (FormulaSymbol) -> Double? = { _ in nil }) -> Double {
      switch self {
      case .symbol(let symbol, let value): look(symbol) ?? value
      case .complement(let symbol, let value): 1 - (look(symbol) ?? value)
      case .number(let value): value
      case .sum(let parts): parts.reduce(0) { $0 + $1.value(look) }
      case .difference(let a, let b): a.value(look) - b.value(look)
      case .product(let parts): parts.reduce(1) { $0 * $1.value(look) }
      case .ratio(let a, let b): a.value(look) / b.value(look)
      case .magnitude(let a): a.value(look).magnitude
      case .least(let parts): Self.chosen(parts.map { $0.value(look) }) { $0.min() }
      case .greatest(let parts): Self.chosen(parts.map { $0.value(look) }) { $0.max() }
      case .whole(let a): a.value(look).rounded(.down)
      }
    }

    // What is not known is not the least of several either.
    private static func chosen(_ values: [Double], _ choose: ([Double]) -> Double?) -> Double {
      values.contains { $0.isNaN } ? .nan : choose(values) ?? .nan
    }

    /// The letters in it.
    public var symbols: [FormulaSymbol] {
      switch self {
      case .symbol(let symbol, _), .complement(let symbol, _): [symbol]
      case .number: []
      case .sum(let parts), .product(let parts), .least(let parts), .greatest(let parts): parts.flatMap(\.symbols)
      case .difference(let a, let b), .ratio(let a, let b): a.symbols + b.symbols
      case .magnitude(let a), .whole(let a): a.symbols
      }
    }

    /// `past·before + (1 − past)·now`, the step of every weighted mean here.
    public static func blend(
      _ weight: FormulaSymbol, _ value: Double, past: Expression, now: Expression
    ) -> Expression {
      .sum([.product([.symbol(weight, value), past]), .product([.complement(weight, value), now])])
    }
  }
#endif
