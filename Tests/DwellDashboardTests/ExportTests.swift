import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Foundation
import Testing

/// What `e`, `:export` and `:save` write.
struct ExportTests {
  private func written(_ effects: [Effect]) -> WrittenFiles? {
    effects.lazy.compactMap { if case .write(let files) = $0 { files } else { nil } }.first
  }

  private func text(_ files: WrittenFiles?, _ ending: String) -> String {
    guard case .text(let text)? = files?.files.first(where: { $0.ending == ending })?.contents else { return "" }
    return text
  }

  @Test("The key writes curves, figures and the screen, named by the moment")
  func key() throws {
    var model = MadeUp().model(120, 36)
    let effects = model.update(.key(Key("e")))
    let files = try #require(written(effects))
    #expect(files.stem == "dwell-2.418s")
    #expect(files.files.map(\.ending) == [".csv", ".json", ".svg"])
    guard case .picture(let canvas, _)? = files.files.last?.contents else {
      Issue.record("no picture")
      return
    }
    #expect(canvas == Screenful.draw(MadeUp().model(120, 36)))
  }

  @Test("The CSV has a row a column: time, then mean, low and high of each curve")
  func csv() throws {
    var model = MadeUp().model(120, 36)
    let csv = text(written(model.update(.key(Key("e")))), ".csv")
    let rows = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let head = try #require(rows.first)
    #expect(head.first == "time_s" && head.contains("dwell_s") && head.contains("dwell_s_low"))
    #expect(rows.allSatisfy { $0.count == head.count })
    #expect(rows.count > 50)
    let times = rows.dropFirst().compactMap { Double($0[0]) }
    #expect(times.count == rows.count - 1 && zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    let place = try #require(head.firstIndex(of: "offered_pps"))
    let snapshot = model.snapshot
    #expect(Float(rows[rows.count - 1][place]) == snapshot[.offered][snapshot.view.columns - 1].mean)
    #expect(!csv.contains("nan"))
  }

  @Test("The JSON is JSON, with settings, figures and curves; nothing is null, never NaN")
  func json() throws {
    var model = MadeUp().model(120, 36)
    let json = text(written(model.update(.key(Key("e")))), ".json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    for key in ["version", "scenario", "time_s", "packets", "dwell", "last_500_ms", "turns", "curves"] {
      #expect(object[key] != nil, "\(key)")
    }
    #expect((object["scenario"] as? [String: Any])?["policy"] as? String == "adaptive")
    #expect((object["turns"] as? [Any])?.count == 2)
    let curves = try #require(object["curves"] as? [String: [String: [Any]]])
    #expect(curves["dwell_s"]?["mean"]?.count == model.view.columns)
  }

  @Test("The scenario that is saved is the one on the screen")
  func save() throws {
    var model = MadeUp().model(80, 24)
    let effects = try model.execute("save mine.toml")
    let files = try #require(written(effects))
    #expect(files.stem == "mine" && files.files.map(\.ending) == [".toml"])
    let again = try ScenarioFile(text: text(files, ".toml"), path: "mine.toml").draft().scenario
    #expect(again.meaningful == model.scenario.meaningful)
  }

  @Test("Nothing is written over: a name given is refused, a name made gets a number; all files or none")
  func writing() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
    var model = MadeUp().model(60, 20)
    let effects = model.update(.key(Key("e")))
    var files = try #require(written(effects))
    files.stem = folder.path + "/x"
    #expect(FileWriter.write(files, theme: .dark).hasPrefix("wrote "))
    #expect(try names() == ["x.csv", "x.json", "x.svg"])
    #expect(FileWriter.write(files, theme: .dark).contains("x-2.svg"))
    let before = try Data(contentsOf: folder.appendingPathComponent("x.svg"))
    #expect(String(decoding: before, as: UTF8.self).hasSuffix("</svg>\n"))
    files.collision = .refuse
    // Only the last of the three is in the way: the first two are not left behind.
    try FileManager.default.removeItem(at: folder.appendingPathComponent("x.csv"))
    try FileManager.default.removeItem(at: folder.appendingPathComponent("x.json"))
    #expect(FileWriter.write(files, theme: .light).contains("is not written over"))
    #expect(try names() == ["x-2.csv", "x-2.json", "x-2.svg", "x.svg"])
    #expect(try Data(contentsOf: folder.appendingPathComponent("x.svg")) == before)
    files.stem = folder.path + "/no/such/folder/x"
    #expect(FileWriter.write(files, theme: .dark).contains("cannot be written"))
  }
}
