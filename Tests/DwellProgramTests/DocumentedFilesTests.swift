import Foundation
import Testing

/// What docs/scenario.md says of scenario and config files, held against the program.
struct DocumentedFilesTests {
  private static func page() throws -> String {
    try String(contentsOfFile: Program.root + "/docs/scenario.md", encoding: .utf8)
  }

  /// The examples of the page, in their order.
  private static func examples() throws -> [String] {
    try page().components(separatedBy: "```toml\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
  }

  @Test func theScenarioOfThePageRuns() throws {
    let files = try Files(["mine.toml": try #require(try Self.examples().first)])
    let run = try Program(["simulate", "--scenario", files.path + "/mine.toml", "--format", "json"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    let summary = try #require(try run.json() as? [String: Any])
    let scenario = try #require(summary["scenario"] as? [String: Any])
    #expect(scenario["policy"] as? String == "adaptive")
    #expect(scenario["machine"] as? String == "fast-server")
    #expect(scenario["guests"] as? Int == 4)
    #expect(scenario["timeout_s"] as? Double == 0.0005)
    #expect(scenario["on_time_s"] as? Double == 0.02)
    #expect(scenario["duration_s"] as? Double == 0.2)
    let packets = try #require(summary["packets"] as? [String: Any])
    #expect(packets["delivered"] as? Int ?? 0 > 1000)
  }

  @Test func theConfigurationOfThePageIsTaken() throws {
    let examples = try Self.examples()
    #expect(examples.count == 2)
    let files = try Files(["dwell/config.toml": examples[1]])
    let environment = ["XDG_CONFIG_HOME": files.path]
    let picture = try Program(["snapshot", "--after", "10ms"], environment: environment)
    #expect(picture.status == 0, "\(picture.errors)")
    #expect(picture.output.contains("clock ×0.05"))
    let keys = try Program(["list", "keys"], environment: environment).output.split(separator: "\n")
    #expect(keys.contains { $0.hasPrefix("pause ") && $0.contains("space f3") })
    #expect(keys.contains { $0.hasPrefix("theme-next ") && $0.contains(" f2 ") })
  }

  @Test func everyKeyThatAFileMayHaveIsOnThePage() throws {
    let page = try Self.page()
    let options = try Program(["simulate", "--help"]).output
    let known = options.matches(of: /--([a-z-]+)/).map { String($0.output.1) }
    let others: Set = [
      "scenario", "set", "trace-speed", "format", "version", "help", "check", "emit", "force", "device", "limit",
    ]
    for name in Set(known).subtracting(others) {
      #expect(page.contains("`\(name)`"), "\(name) is an option, and not on the page")
    }
  }
}
