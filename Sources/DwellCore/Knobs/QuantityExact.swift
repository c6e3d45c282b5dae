#if !hasFeature(Embedded)
  extension QuantityText {
    /// The value of a knob as ASCII text that reads back to the very same value: `1ms`, `240kpps`, `833.25ns`, `first-sample`.
    public static func exact(_ knob: Knob, _ value: Double) -> String {
      if knob.dimension == .choice { return self.knob(knob, value) }
      return exact(value, self.knob(knob, value), knob.dimension) { try? knob.value(parsing: $0) }
    }

    /// A time as ASCII text that reads back to the very same nanosecond: `1.5s`, `1234567891ns`.
    public static func exact(_ span: TimeSpan) -> String {
      let value = Double(span.nanoseconds)
      return exact(value, time(nanoseconds: value, .dropped), .time) { text in
        (try? Quantity(parsing: text, as: [.time]))?.value
      }
    }

    private static func exact(
      _ value: Double, _ short: String, _ dimension: Dimension, read: (String) -> Double?
    ) -> String {
      // What a person would write, where that says it all.
      let plain = String(short.split(separator: " ").joined()).replacing("µ", with: "u")
      if plain.utf8.allSatisfy({ $0 < 0x80 }), read(plain) == value { return plain }
      let whole = value.rounded() == value && value.magnitude < 9e15
      return (whole ? "\(Int(value))" : "\(value)") + (Quantity.units(of: dimension).first?.symbol ?? "")
    }
  }
#endif
