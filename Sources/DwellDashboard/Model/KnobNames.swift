import DwellCore
import DwellSimulation

/// Names near to what was typed, in sentences.
enum KnobNames {
  static func near(_ name: String, _ names: [String]) -> [String] { KnobCatalog.near(name, among: names) }

  static func words(_ near: [String]) -> String { KnobCatalog.nearWords(near) }
}

extension Knob.Refusal {
  /// The refusal of a name that is not among those allowed; long lists are cut to the near ones.
  static func notOneOf(_ what: String, _ given: String, _ names: [String]) -> Knob.Refusal {
    let near = KnobCatalog.near(given, among: names)
    let allowed =
      names.count <= 12
      ? "must be one of \(names.joined(separator: ", "))"
      : near.isEmpty ? "must be one of \(names.count) names; Tab shows them" : "there is none; \(KnobNames.words(near))"
    return Knob.Refusal("\(what) is '\(given)', but \(allowed)")
  }
}
