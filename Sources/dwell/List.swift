import ArgumentParser
import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSimulation
import Foundation

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What there is to choose from.",
    discussion: "WHAT: \(Listing.What.allCases.map(\.rawValue).joined(separator: ", ")).")

  /// What the list is printed as.
  enum Format: String, CaseIterable { case text, json }

  @Argument(
    help: ArgumentHelp("What to list.", valueName: "what"), completion: .list(Listing.What.allCases.map(\.rawValue)))
  var what: String?
  @Option(help: "text or json (default: text).") var format: String?
  @Option(help: ArgumentHelp("A folder of themes, searched first.", valueName: "dir"), completion: .directory)
  var themesDir: String?

  func run() throws {
    let all = Listing.What.allCases.map(\.rawValue).joined(separator: ", ")
    guard let what else { throw Failure.usage("list what? There are \(all)") }
    guard let wanted = Listing.What(rawValue: what) else {
      throw Failure.usage("there is no list of '\(what)'; there are \(all)")
    }
    let format = try Choice.of(Format.self, "format", self.format) ?? .text
    try DisplayOptions.check(themesDir)
    // Keys are those that work: the table with what the configuration changes.
    let bindings =
      wanted == .keys ? try Configuration(environment: ProcessInfo.processInfo.environment).bindings : .standard
    let listing = Listing(wanted, themesDirectory: themesDir, bindings: bindings)
    switch format {
    case .json: try Console.write(Report.list(listing.rows.map(\.report)).json() + "\n")
    case .text: try Console.say(listing.lines)
    }
  }
}
