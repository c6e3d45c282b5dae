#if !hasFeature(Embedded)
  /// How a policy arrived at the release time of a guest: formulas with the present value of every letter.
  ///
  /// Made when a screen asks for it, from what the policy remembers; nothing is recorded for it packet by packet. A value before the
  /// last packet is reckoned back from the recursion, and left out where a knob was turned since, so that no line is false.
  public struct Explanation: Sendable, Hashable {
    /// One formula: `D = α·D + (1 − α)·n`.
    public struct Line: Sendable, Hashable {
      /// What it gives.
      public var symbol: FormulaSymbol
      /// What it is reckoned from; nil where that is not known any more.
      public var right: Expression?
      /// Whether a turned knob may give it another value, by a way that `right` does not say.
      public var isSearched: Bool
      /// The value as the engine has it.
      public var value: Double
      /// What it is, in a few words.
      public var meaning: String

      /// A formula that gave `value`.
      public init(
        _ symbol: FormulaSymbol, _ right: Expression?, _ value: Double, _ meaning: String, isSearched: Bool = false
      ) {
        self.isSearched = isSearched
        self.symbol = symbol
        self.right = right
        self.value = value
        self.meaning = meaning
      }
    }

    /// A part of the release time, one after the other: D, then 4V.
    public struct Part: Sendable, Hashable {
      /// How it is written.
      public var text: String
      /// Its colour.
      public var hue: FormulaSymbol.Hue
      /// How much, in nanoseconds.
      public var amount: Double

      /// A part of `amount` nanoseconds.
      public init(_ text: String, _ hue: FormulaSymbol.Hue, _ amount: Double) {
        self.text = text
        self.hue = hue
        self.amount = amount
      }
    }

    /// The formulas, each after those it needs; the last that gives P is the rule.
    public var lines: [Line]
    /// What P is added up from before T₀ caps it; empty where it is one thing.
    public var parts: [Part] = []
    /// What else decides, in whole sentences.
    public var remarks: [String] = []

    /// An explanation of those lines.
    public init(_ lines: [Line], parts: [Part] = [], remarks: [String] = []) {
      self.lines = lines
      self.parts = parts
      self.remarks = remarks
    }

    /// What a line would give if knobs had other values from the last packet on: by name of the knob.
    ///
    /// Later lines follow earlier ones. Nil where it follows from one that is searched for.
    public func value(of wanted: FormulaSymbol, turning knobs: [String: Double]) -> Double? {
      var known: [String: Double] = [:]
      for line in lines {
        if line.isSearched {
          known[line.symbol.id] = knobs.isEmpty ? line.value : .nan
          continue
        }
        guard let right = line.right else {
          // A value that is there, whatever it came from.
          known[line.symbol.id] = line.value
          continue
        }
        known[line.symbol.id] = right.value { symbol in
          if let knob = symbol.knob, let turned = knobs[knob] { return turned }
          return known[symbol.id]
        }
      }
      guard let value = known[wanted.id], value.isFinite else { return nil }
      return value
    }

    /// Whether a knob stands in a formula that P follows from.
    public func uses(_ knob: String) -> Bool {
      lines.contains { $0.right?.symbols.contains { $0.knob == knob } == true }
    }
  }

  /// What an explanation needs to know besides what the policy remembers; times in nanoseconds.
  public struct ExplanationContext: Sendable {
    /// Now.
    public var now: Int64
    /// When the open container was opened under the present T₀; nil where there is none such.
    public var opened: Int64?
    /// Whether no knob of the policy was turned since the last packet of the guest.
    public var knowsLastPacket: Bool
    /// The same since its last container left.
    public var knowsLastRelease: Bool
    /// The last container of the guest that left at its deadline: its packets, and how long it was held.
    public var lastDue: (packets: Int, held: Int64)?

    /// A context of all of these.
    public init(
      now: Int64, opened: Int64?, knowsLastPacket: Bool, knowsLastRelease: Bool, lastDue: (packets: Int, held: Int64)?
    ) {
      self.now = now
      self.opened = opened
      self.knowsLastPacket = knowsLastPacket
      self.knowsLastRelease = knowsLastRelease
      self.lastDue = lastDue
    }
  }

  extension Explanation {
    /// The instants of the last two packets, counted from a round instant shortly before, so that few digits say them.
    static func gapLine(_ gap: Double, until last: Int64, meaning: String = "gap before it") -> Line {
      let length = Int64(gap)
      var base: Int64 = 1000
      while base < length * 100 { base *= 10 }
      let start = (last - length) / base * base
      return Line(
        .sample,
        .difference(
          .symbol(FormulaSymbol("tₖ", .plain), Double(last - start)),
          .symbol(FormulaSymbol("tₖ₋₁", .plain), Double(last - length - start))), gap, meaning)
    }

    /// A weighted mean of gaps, `g = α·g + (1 − α)·n`; `packets` that came.
    static func meanGapLine(
      _ gap: Double, sample: Double, packets: Int64, alpha: Double, isKnown: Bool
    ) -> Line {
      let now = Expression.symbol(.sample, sample)
      var right: Expression?
      if packets == 2 {
        right = now
      } else if isKnown, alpha > 0 {
        right = .blend(.alpha, alpha, past: .symbol(.gapBefore, (gap - (1 - alpha) * sample) / alpha), now: now)
      } else if isKnown {
        right = now
      }
      return Line(.gap, right, gap, "mean gap")
    }

    /// What is said where a knob was turned after the last packet.
    static let turnedSince = "A knob was turned after the last packet: the next one is the first to follow it."
  }
#endif
