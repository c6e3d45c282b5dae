#if !hasFeature(Embedded)
  extension Knob {
    /// How far one turn goes.
    public enum Step: Sendable { case fine, coarse }
    /// Which way one turn goes.
    public enum Direction: Int, Sendable {
      case down = -1
      case up = 1
    }

    private static let fineMantissas = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8.0]
    private static let coarseMantissas = [1, 2, 5.0]

    /// The value one step from `value`; a value between steps goes to the next step, the ends of the range hold.
    public func stepped(_ value: Double, _ direction: Direction, _ step: Step) -> Double {
      let next: Double
      switch scale {
      case .linear(let size):
        let size = step == .fine ? size : size * 10
        let ratio = value / size
        next = Self.nextMultiple(ratio, direction) * size
      case .doubling(let size):
        next =
          step == .fine
          ? Self.nextMultiple(value / size, direction) * size : Self.nextPower(value, base: 2, direction)
      case .logarithmic:
        next = Self.nextOnLadder(value, direction, step)
      case .complement:
        // Turning α up turns 1 − α down.
        let rest = Self.nextOnLadder(max(1 - value, 1e-9), direction == .up ? .down : .up, step)
        next = ((1 - rest) * 1e9).rounded() / 1e9
      }
      let whole = dimension == .time || dimension == .bytes || dimension == .count ? next.rounded() : next
      return min(max(whole, range.lowerBound), range.upperBound)
    }

    /// Where `value` lies on a slider, 0 at the low end and 1 at the high end.
    public func position(of value: Double) -> Double {
      func place(_ low: Double, _ high: Double, _ x: Double) -> Double {
        high > low ? min(max((x - low) / (high - low), 0), 1) : 0
      }
      switch scale {
      case .linear: return place(range.lowerBound, range.upperBound, value)
      case .logarithmic, .doubling:
        let floor = max(range.lowerBound, range.upperBound * 1e-12)
        return place(Elementary.log(floor), Elementary.log(range.upperBound), Elementary.log(max(value, floor)))
      case .complement:
        let low = max(1 - range.upperBound, 1e-6)
        let high = max(1 - range.lowerBound, low)
        return 1 - place(Elementary.log(low), Elementary.log(high), Elementary.log(max(1 - value, low)))
      }
    }

    private static func nextMultiple(_ ratio: Double, _ direction: Direction) -> Double {
      switch direction {
      case .up: return (ratio + 1e-9).rounded(.down) + 1
      case .down: return (ratio - 1e-9).rounded(.up) - 1
      }
    }

    private static func nextPower(_ value: Double, base: Double, _ direction: Direction) -> Double {
      var power = 1.0
      while power * base <= value * (1 + 1e-12) { power *= base }
      while power > value * (1 + 1e-12) { power /= base }
      switch direction {
      case .up: return power * base
      case .down: return power < value * (1 - 1e-12) ? power : power / base
      }
    }

    private static func nextOnLadder(_ value: Double, _ direction: Direction, _ step: Step) -> Double {
      guard value > 0 else { return direction == .up ? 1 : value }
      let ladder = step == .fine ? fineMantissas : coarseMantissas
      var decade = 1.0
      while decade * 10 <= value * (1 + 1e-9) { decade *= 10 }
      while decade > value * (1 + 1e-9) { decade /= 10 }
      let mantissa = value / decade
      switch direction {
      case .up:
        for m in ladder where m > mantissa * (1 + 1e-9) { return clean(m, decade) }
        return clean(10, decade)
      case .down:
        for m in ladder.reversed() where m < mantissa * (1 - 1e-9) { return clean(m, decade) }
        return clean(ladder[ladder.count - 1], decade / 10)
      }
    }

    // 12 significant digits, so that repeated turns land on the very same numbers.
    private static func clean(_ mantissa: Double, _ decade: Double) -> Double {
      decade >= 1 ? (mantissa * decade * 10).rounded() / 10 : mantissa * 10 / (10 / decade).rounded()
    }
  }
#endif
