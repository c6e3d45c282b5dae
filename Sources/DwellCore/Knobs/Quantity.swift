#if !hasFeature(Embedded)
  /// A number a person typed, with its unit, read but not yet checked against a range.
  ///
  /// Accepted everywhere: `1ms`, `250us`, `64B`, `4KiB`, `100kpps`, `2.5Mpps`, `800Mbps`, and `+10%` where a value exists
  /// (contract, first paragraph). A bare number where a unit is needed is refused with the units that fit.
  public struct Quantity: Sendable, Hashable {
    /// The value in the base unit of `dimension`.
    public var value: Double
    /// What the unit measures.
    public var dimension: Dimension

    /// A quantity of `value` base units.
    public init(_ value: Double, _ dimension: Dimension) {
      self.value = value
      self.dimension = dimension
    }

    /// Why a text is not a quantity.
    public struct Malformed: Error, Sendable, CustomStringConvertible {
      /// What was given and what is allowed, in one line.
      public var description: String
    }

    /// The units each dimension accepts, first the ones to name in a message.
    public static func units(of dimension: Dimension) -> [(symbol: String, factor: Double)] {
      switch dimension {
      case .time:
        return [
          ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9), ("µs", 1e3), ("μs", 1e3), ("min", 6e10), ("h", 3.6e12),
        ]
      case .bytes:
        return [("B", 1), ("KiB", 1024), ("kB", 1000), ("MiB", 1_048_576), ("MB", 1e6)]
      case .packetRate:
        return [("pps", 1), ("kpps", 1e3), ("Mpps", 1e6), ("Gpps", 1e9)]
      case .bitRate:
        return [("bps", 1), ("kbps", 1e3), ("Mbps", 1e6), ("Gbps", 1e9)]
      case .number: return [("", 1), ("%", 0.01)]
      case .count, .choice: return [("", 1)]
      }
    }

    /// Reads `text` as a quantity of one of `dimensions`.
    ///
    /// - Parameter current: what a relative text such as `+10%` or `-5%` starts from; without it that is refused.
    /// - Throws: `Malformed`, one line that says what was given and which units fit.
    public init(
      parsing text: String, as dimensions: [Dimension], current: Quantity? = nil
    ) throws(Malformed) {
      let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: "")
      let fits = dimensions.flatMap { Self.units(of: $0).map(\.symbol) }.filter {
        !$0.isEmpty && $0.allSatisfy(\.isASCII)
      }
      let allowed =
        fits.isEmpty || (fits == ["%"]) ? "a number" : "a number with one of \(fits.joined(separator: ", "))"
      let head = trimmed.prefix { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
      // `1e3` is a number, `5em` is not; give letters back until the head reads as one.
      var length = head.count
      while length > 0, Double(trimmed.prefix(length)) == nil { length -= 1 }
      guard length > 0, let number = Double(trimmed.prefix(length)), number.isFinite else {
        throw Malformed(description: "'\(text)' is not a quantity; allowed is \(allowed)")
      }
      let unit = String(trimmed.dropFirst(length))
      if unit == "%", let current, "+-".contains(trimmed.first ?? " ") {
        self.init(current.value * (1 + number / 100), current.dimension)
        return
      }
      for dimension in dimensions {
        if let match = Self.units(of: dimension).first(where: { $0.symbol == unit }) {
          let product = number * match.factor
          guard product.isFinite else {
            throw Malformed(description: "'\(text)' is too large; allowed is \(allowed)")
          }
          self.init(product, dimension)
          return
        }
      }
      if unit.isEmpty, number == 0, let first = dimensions.first {
        self.init(0, first)  // Nothing is nothing in every unit.
        return
      }
      throw Malformed(
        description: unit.isEmpty
          ? "'\(text)' has no unit; allowed is \(allowed)"
          : "'\(text)' has the unknown unit '\(unit)'; allowed is \(allowed)")
    }
  }
#endif
