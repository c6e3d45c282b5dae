import Foundation
import Testing

struct ListTests {
  private static let kinds = [
    "policies", "estimators", "systems", "stages", "machines", "traffic", "scenarios", "themes", "keys", "knobs",
    "exports",
  ]

  private func rows(_ what: String) throws -> [[String: Any]] {
    let run = try Program(["list", what, "--format", "json"])
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    return try #require(try run.json() as? [[String: Any]])
  }

  @Test(arguments: kinds) func everyRowHasANameAndASummary(what: String) throws {
    let rows = try rows(what)
    #expect(!rows.isEmpty)
    for row in rows {
      #expect((row["name"] as? String)?.isEmpty == false)
      #expect((row["summary"] as? String)?.isEmpty == false)
    }
    let text = try Program(["list", what]).output
    for row in rows { #expect(text.contains(row["name"] as? String ?? "?")) }
  }

  @Test func systemsSayTheirStagesAndWhereTheyComeFrom() throws {
    for row in try rows("systems") {
      #expect((row["stages"] as? [String: String])?.count == 7)
      #expect((row["source"] as? String)?.isEmpty == false)
      #expect((row["confidence"] as? String)?.isEmpty == false)
    }
  }

  @Test(arguments: ["tours"]) func whatIsNotThereYetIsAnEmptyList(what: String) throws {
    #expect(try rows(what).isEmpty)
    #expect(try Program(["list", what]).output == "there are no \(what) yet\n")
  }

  @Test func exportsSayTheirSemanticsAndWhereTheyComeFrom() throws {
    let rows = try rows("exports")
    #expect(rows.compactMap { $0["name"] as? String }.prefix(2) == ["ethtool", "tpacket-v3"])
    for row in rows {
      for name in ["semantics", "source", "confidence"] { #expect((row[name] as? String)?.isEmpty == false) }
      #expect((row["policies"] as? [String])?.isEmpty == false)
    }
  }

  @Test func namesOfTheListsAreTakenByTheOptions() throws {
    for (what, option) in [("policies", "--policy"), ("systems", "--system"), ("machines", "--machine")] {
      for row in try rows(what) {
        let name = try #require(row["name"] as? String)
        #expect(try Program(["simulate", option, name, "--packets", "100"]).status == 0)
      }
    }
    for row in try rows("scenarios") {
      let name = try #require(row["name"] as? String)
      #expect(try Program(["simulate", "--scenario", name, "--packets", "100"]).status == 0)
    }
  }

  @Test func namesOfKeysAreTakenBySnapshot() throws {
    let keys = Set(try rows("keys").flatMap { $0["keys"] as? [String] ?? [] }).subtracting(["q"]).sorted()
    let run = try Program(["snapshot", "--after", "1ms", "--keys", keys.joined(separator: " ")])
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func keysAreThoseThatTheConfigurationLeaves() throws {
    let files = try Files(["dwell/config.toml": "[keys]\ntheme-next = [\"t\", \"ctrl-t\"]\n"])
    let run = try Program(["list", "keys", "--format", "json"], environment: ["XDG_CONFIG_HOME": files.path])
    #expect(run.status == 0, "\(run.errors)")
    let rows = try #require(try run.json() as? [[String: Any]])
    func keys(_ name: String) -> [String]? { rows.first { $0["name"] as? String == name }?["keys"] as? [String] }
    #expect(keys("theme-next") == ["t", "ctrl-t"])
    #expect(keys("timeout-down") == [])
    #expect(keys("timeout-up") == ["T"])
    let broken = try Files(["dwell/config.toml": "[keys]\nnonsense = \"t\"\n"])
    let failed = try Program(["list", "keys"], environment: ["XDG_CONFIG_HOME": broken.path])
    #expect(failed.status == 1 && failed.complaints.count == 1)
    #expect(try Program(["list", "themes"], environment: ["XDG_CONFIG_HOME": broken.path]).status == 0)
  }

  @Test func anUnknownListNamesThoseThereAre() throws {
    for arguments in [["list"], ["list", "nonsense"]] {
      let run = try Program(arguments)
      #expect(run.status == 64)
      #expect(run.complaints.count == 1)
      for kind in Self.kinds { #expect(run.errors.contains(kind)) }
    }
  }

  @Test func helpAndVersionGoToStandardOutput() throws {
    #expect(try Program(["--version"]).output == "0.1.0\n")
    for arguments in [
      ["--help"], ["run", "--help"], ["simulate", "--help"], ["snapshot", "--help"], ["list", "--help"],
    ] {
      let run = try Program(arguments)
      #expect(run.status == 0)
      #expect(run.output.contains("USAGE: dwell"))
      #expect(run.errors.isEmpty)
    }
  }
}
