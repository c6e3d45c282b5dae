/// The y scales that were chosen, by the names of their panels; where none was, ``YScale/auto`` holds.
package struct YScales: Sendable, Hashable {
  private struct Choice: Sendable, Hashable {
    var scale: YScale
    /// The range that is held; nil where the data are followed.
    var held: Scale?
  }

  private var choices: [String: Choice] = [:]

  /// Nothing chosen.
  package init() {}

  /// What was chosen for a panel.
  package subscript(name: String) -> YScale { choices[name]?.scale ?? .auto }

  /// The range that a panel holds; nil where it follows the data.
  package func held(_ name: String) -> Scale? { choices[name]?.held }

  /// Chooses for a panel.
  ///
  /// - Parameter range: what is held when the choice is ``YScale/fixed``.
  package mutating func choose(_ scale: YScale, for name: String, range: Scale?) {
    choices[name] = scale == .auto ? nil : Choice(scale: scale, held: scale == .fixed ? range : nil)
  }
}
