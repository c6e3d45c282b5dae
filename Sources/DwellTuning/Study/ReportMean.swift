import DwellCore
import DwellMetrics

extension Report {
  /// The mean of this tree, which stands for `count` runs, and that of one more: of numbers the mean, of digests one over all, of
  /// flags whether any is true; what one of them lacks is nothing.
  func adding(_ next: Report, after count: Int) -> Report {
    switch (self, next) {
    case (.number, _), (.integer, _):
      guard let old = plainNumber, let new = next.plainNumber else { return .nothing }
      let mean = old + (new - old) / Double(count + 1)
      // Whole numbers that agree stay whole.
      if case .integer = self, old == new { return self }
      return .number(mean)
    case (.flag(let old), .flag(let new)): return .flag(old || new)
    case (.text(let old), .text(let new)):
      guard old != new else { return self }
      var hash = Fnv()
      for byte in (old + new).utf8 { hash.combine(Int64(byte)) }
      return .text(Summary.hex(hash.value))
    case (.object(let old), .object(let new)) where old.count == new.count:
      // What was run is no figure: it stays that of the first run, which anybody can repeat.
      return .object(
        zip(old, new).map { ($0.name, $0.name == "scenario" ? $0.value : $0.value.adding($1.value, after: count)) })
    case (.list(let old), .list(let new)) where old.count == new.count:
      return .list(zip(old, new).map { $0.adding($1, after: count) })
    default: return .nothing
    }
  }
}
