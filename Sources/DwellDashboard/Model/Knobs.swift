package import DwellCore
import DwellEngine
import DwellSimulation
import DwellWorkload

/// The knobs the panels ask for by their meaning.
package enum Knobs {
  /// T₀, the cap on every wait.
  package static func timeout(_ model: Model) -> Knob { EngineKnobs.timeout }

  /// A value as a row shows it: a factor has its sign.
  package static func text(_ knob: Knob, _ value: Double) -> String {
    (knob == TraceSource.speed ? "×" : "") + QuantityText.knob(knob, value)
  }

  /// What a row calls a knob, and the letter that turns it.
  package static func label(_ knob: Knob, row: Int) -> (name: String, letter: Character?) {
    let letters: [Character] = ["a", "t", "c", "l"]
    let name = knob.name == EngineKnobs.containerSize.name ? "container" : knob.name
    return (name, letters.indices.contains(row) ? letters[row] : nil)
  }
}
