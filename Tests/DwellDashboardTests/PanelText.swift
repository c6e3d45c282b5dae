import DwellTerminal
import Testing

/// Expects a panel of the run that is made up to be this text in an area of that size.
func expectPanel(
  _ name: String, _ width: Int, _ height: Int, symbols: SymbolSet = .braille, _ expected: String,
  at location: SourceLocation = #_sourceLocation
) {
  let drawn = MadeUp().panel(name, width, height, symbols: symbols).lines.joined(separator: "\n")
  #expect(drawn == expected, "\(name) \(width)x\(height) is\n\(drawn)", sourceLocation: location)
}
