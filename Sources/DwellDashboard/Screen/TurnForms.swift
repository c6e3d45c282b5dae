import DwellSession

extension Turn {
  /// What was turned to, from the whole to the shortest that still says something: of several settings the last ones go first, whole.
  var newForms: [String] {
    let words = new.split(separator: ", ").map(String.init)
    return [new] + stride(from: words.count - 1, to: 0, by: -1).map { words.prefix($0).joined(separator: ", ") + ", …" }
  }
}
