#if !hasFeature(Embedded)
  extension Knob {
    /// Why a value cannot be given to a knob: what is wrong, what was given, what is allowed.
    public struct Refusal: Error, Sendable, Equatable, CustomStringConvertible {
      /// The sentence.
      public var description: String

      /// A refusal in one line.
      public init(_ description: String) { self.description = description }
    }

    /// The allowed range as a person reads it: `1 µs to 1 s`.
    public var rangeText: String {
      if dimension == .choice { return choices.joined(separator: ", ") }
      let span = "\(QuantityText.knob(self, range.lowerBound)) to \(QuantityText.knob(self, range.upperBound))"
      return ([span] + words.keys.sorted()).joined(separator: " or ")
    }

    /// Reads a typed value, unit and range checked.
    ///
    /// - Parameters:
    ///   - text: such as `1.5ms`, `0.98`, `+10%`, or the name of a choice.
    ///   - current: the value a relative text starts from.
    ///   - bytesPerPacket: the mean packet size by which a bit rate becomes a packet rate; without it bit rates are refused.
    /// - Throws: `Refusal`, one line naming the knob, what was given and what is allowed.
    public func value(
      parsing text: String, current: Double? = nil, bytesPerPacket: Double? = nil
    ) throws(Refusal) -> Double {
      if dimension == .choice {
        if let index = choices.firstIndex(of: text.lowercased()) { return Double(index) }
        throw Refusal("\(name) is '\(text)', but must be one of \(choices.joined(separator: ", "))")
      }
      if let value = words[text.lowercased()] { return value }
      var dimensions = [dimension]
      if dimension == .packetRate, bytesPerPacket != nil { dimensions.append(.bitRate) }
      let quantity: Quantity
      do {
        quantity = try Quantity(
          parsing: text, as: dimensions, current: current.map { Quantity($0, dimension) })
      } catch { throw Refusal("\(name): \(error.description)") }
      var value = quantity.value
      if dimension == .packetRate, quantity.dimension == .bitRate, let bytesPerPacket {
        value = quantity.value / (8 * bytesPerPacket)
      }
      return try checked(value, given: text)
    }

    /// `value` if it lies in the range, rounded to what the knob can hold.
    public func checked(_ value: Double, given: String? = nil) throws(Refusal) -> Double {
      let whole: Bool
      switch dimension {
      case .bytes, .count, .choice: whole = true
      case .time, .packetRate, .bitRate, .number: whole = false  // Costs per byte are parts of a nanosecond.
      }
      let rounded = whole ? value.rounded() : value
      guard rounded.isFinite, range.contains(rounded), dimension != .count || rounded == value else {
        throw Refusal(
          "\(name) is \(given ?? QuantityText.knob(self, value)), but must \(dimension == .count ? "be a whole number" : "lie") from \(rangeText)"
        )
      }
      return rounded
    }
  }
#endif
