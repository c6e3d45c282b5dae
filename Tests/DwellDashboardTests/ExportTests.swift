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

  @Test("While the past is read files are named by the cursor, and say what it reads")
  func frozen() throws {
    var model = MadeUp().model(120, 36)
    for key in [Key("f"), .left, .left, .left] {
      _ = model.update(.key(key))
      var frame = MadeUp().frame(model.view)
      frame.clock = model.frame.clock
      _ = model.update(.frame(frame))
    }
    let cursor = try #require(model.cursor)
    #expect(cursor < model.snapshot.now)
    let files = try #require(written(model.update(.key(Key("e")))))
    #expect(files.stem != "dwell-2.418s" && files.stem.hasPrefix("dwell-2.3"))
    let json = text(files, ".json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["time_s"] as? Double == cursor.seconds)
    #expect(object["now_s"] as? Double == model.snapshot.now.seconds)
    #expect(object["window_end_s"] as? Double == model.snapshot.end.seconds)
    let excerpt = try #require(object["excerpt"] as? [String: Any])
    #expect((excerpt["dwell"] as? [String: Any])?["p999_s"] != nil)
  }

  @Test("While two runs go on the data hold both")
  func two() throws {
    var model = MadeUp().model(120, 36)
    var frame = MadeUp().frame(model.view)
    var comparison = Comparison(.together, settings: MadeUp(policy: "fixed").scenario)
    comparison.snapshot = MadeUp(policy: "fixed").frame(model.view).snapshot
    frame.comparison = comparison
    frame.snapshot[.driver] = frame.snapshot[.full]
    _ = model.update(.frame(frame))
    let files = written(model.update(.key(Key("e"))))
    let head = text(files, ".csv").prefix { $0 != "\n" }.split(separator: ",")
    #expect(head.contains("dwell_s") && head.contains("a_dwell_s_high"))
    #expect(head.contains("driver_domain_utilisation"))
    let json = text(files, ".json")
    let object = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let a = try #require(object["a"] as? [String: Any])
    #expect((a["scenario"] as? [String: Any])?["policy"] as? String == "fixed" && a["curves"] != nil)
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
