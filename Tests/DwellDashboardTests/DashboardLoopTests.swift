import DwellCore
import DwellDashboard
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Foundation
import Testing

/// A session that answers nothing and remembers what it was asked.
private final class ScriptedSession: FrameSource {
  let wakeDescriptor: Int32 = -1
  var frames: [Frame] = []
  private(set) var asked: [SessionCommand] = []

  func send(_ command: SessionCommand) { asked.append(command) }
  func newestFrame() -> Frame? { frames.isEmpty ? nil : frames.removeFirst() }
}

/// Works files out when they are asked for, under a name of its own.
private final class ScriptedFiles: FileMaker {
  let wakeDescriptor: Int32 = -1
  let stem: String
  private var begun: [WrittenFiles] = []

  init(_ stem: String) { self.stem = stem }

  func begin(_ files: WrittenFiles) -> Bool {
    begun.append(files)
    return true
  }

  func finished() -> [WrittenFiles] {
    defer { begun = [] }
    return begun.map { files in
      var files = files.workedOut()
      files.stem = stem
      return files
    }
  }

  func finish() -> [WrittenFiles] { finished() }
}

/// A clock that stands, and after some looks has gone on by six seconds.
private final class FakeClock {
  private var looks = 0

  func now() -> Int {
    looks += 1
    return looks <= 2 ? 0 : 6000
  }
}

struct DashboardLoopTests {
  private struct Outcome {
    var status: Int32
    var screen: ScriptedScreen
    var session: ScriptedSession
    var model: Model
  }

  private func run(_ script: [TerminalEvent], frames: [Frame] = []) throws -> Outcome {
    let screen = ScriptedScreen(width: 80, height: 24, script: script)
    let session = ScriptedSession()
    session.frames = frames
    let scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    let model = Model(
      scenario: scenario, width: 1, height: 1, catalogs: .standard(themes: ["dark", "light", "broken"]), theme: "dark")
    var loop = DashboardLoop(model: model, screen: screen, session: session) { name in
      Result { () throws(ThemeError) in
        name == "light"
          ? Theme.light.palette(.indexed) : try ThemeCatalog(directories: []).theme(name).palette(.indexed)
      }
    }
    let status = loop.run()
    return Outcome(status: status, screen: screen, session: session, model: loop.model)
  }

  @Test("What takes long is worked out elsewhere, and written when it is there or when the program ends")
  func writesInTheBackground() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for isAwaited in [true, false] {
      let files = ScriptedFiles(folder + (isAwaited ? "/seen" : "/left"))
      let typed =
        ":emit toml".unicodeScalars.map { TerminalEvent.key(Key(.character($0))) } + [.key(.enter), .timedOut]
      let end: [TerminalEvent] = (isAwaited ? [.woken, .timedOut] : []) + [.key(Key("q"))]
      let screen = ScriptedScreen(width: 80, height: 24, script: typed + end)
      let scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
      var loop = DashboardLoop(
        model: Model(scenario: scenario, width: 1, height: 1, catalogs: .standard(themes: ["dark"])), screen: screen,
        session: ScriptedSession(), files: files
      ) { _ in .success(Theme.dark.palette(.indexed)) }
      #expect(loop.run() == 0)
      let shown = screen.frames.map { $0.lines.joined() }
      #expect(shown.contains { $0.contains("run in the background") })
      #expect(shown.contains { $0.contains("wrote ") } == isAwaited)
      let text = try String(contentsOfFile: files.stem + ".toml", encoding: .utf8)
      #expect(text.contains("policy"))
    }
  }

  @Test("Files are worked out one after the other; who ends cuts what is on its way short")
  func worksOut() {
    let files = BackgroundFiles()
    func made(_ stem: String, _ work: @escaping @Sendable (@escaping @Sendable () -> Bool) -> WrittenFiles.Worked)
      -> WrittenFiles
    { WrittenFiles(stem: stem, files: [.init(ending: ".txt", contents: .later(work))], collision: .refuse) }
    #expect(
      files.begin(
        made("one") { isCancelled in
          while !isCancelled() {}
          return .init(text: "one")
        }))
    for number in 2...BackgroundFiles.most { #expect(files.begin(made("\(number)") { _ in .init(text: "more") })) }
    #expect(!files.begin(made("too many") { _ in .init(text: "") }))
    #expect(files.finished().isEmpty)
    let all = files.finish(waitingAtMost: 60)
    #expect(all.map(\.stem) == ["one"] + (2...BackgroundFiles.most).map { "\($0)" })
    #expect(all.allSatisfy { !$0.takesAMoment })
  }

  @Test("What is not worked out when the program ends is written in brief, or said to be missing; nothing gets lost")
  func endsInBrief() {
    let files = BackgroundFiles()
    let (begun, over) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    // As a run that takes longer than anybody waits.
    func stuck(_ stem: String, _ brief: String?) -> WrittenFiles {
      let work = WrittenFiles.Contents.later { _ in
        begun.signal()
        over.wait()
        return .init(text: "late")
      }
      return WrittenFiles(
        stem: stem, files: [.init(ending: ".sh", contents: work, brief: brief.map { .init(text: $0) })],
        collision: .refuse)
    }
    for (stem, brief) in [("one", "lines"), ("two", nil)] { #expect(files.begin(stuck(stem, brief))) }
    begun.wait()
    let left = files.finish(waitingAtMost: 0)
    #expect(left.map(\.stem) == ["one", "two"])
    guard case .text(let text)? = left.first?.files.first?.contents else {
      Issue.record("no text")
      return
    }
    #expect(text == "lines" && left[0].refusal == nil)
    #expect(left[1].refusal == "two.sh was not written: the program ended before it was worked out")
    for _ in 0..<2 { over.signal() }
    // What comes too late belongs to nobody.
    #expect(files.finish(waitingAtMost: 60).isEmpty && files.finished().isEmpty)
  }

  @Test("What ends just when the program does is in what was not asked for yet, once")
  func endsInBetween() {
    for _ in 0..<3000 {
      let files = BackgroundFiles()
      let made = WrittenFiles(
        stem: "one", files: [.init(ending: ".txt", contents: .later { _ in .init(text: "one") })], collision: .refuse)
      #expect(files.begin(made))
      #expect(files.finish(waitingAtMost: 0).count == 1 && files.finish(waitingAtMost: 60).isEmpty)
    }
  }

  @Test("What has to be asked for once more is not written, and said; what is written at the end is told afterwards")
  func refusesAndTells() throws {
    let files = BackgroundFiles()
    let asked = WrittenFiles(
      stem: "/nowhere/at/all",
      files: [.init(ending: ".sh", contents: .later { _ in .init(text: "", refusal: "not so") })],
      collision: .refuse)
    #expect(files.begin(asked))
    let refused = try #require(files.finish(waitingAtMost: 60).first)
    #expect(refused.refusal == "not so" && FileWriter.write(refused, theme: .dark) == "not so")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let typed = ":emit toml".unicodeScalars.map { TerminalEvent.key(Key(.character($0))) } + [.key(.enter)]
    let scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    var loop = DashboardLoop(
      model: Model(scenario: scenario, width: 1, height: 1, catalogs: .standard(themes: ["dark"])),
      screen: ScriptedScreen(width: 80, height: 24, script: typed + [.key(Key("q"))]), session: ScriptedSession(),
      files: ScriptedFiles(folder + "/left")
    ) { _ in .success(Theme.dark.palette(.indexed)) }
    #expect(loop.run() == 0)
    #expect(loop.farewell.count == 1 && loop.farewell[0].hasPrefix("wrote \(folder)/left.toml"))
  }

  @Test func drawsAtTheSizeOfTheScreenBeforeAnythingComes() throws {
    let outcome = try run([])
    #expect(outcome.screen.frames.count == 1)
    #expect(outcome.screen.frames.first?.width == 80)
    #expect(outcome.screen.frames.first?.height == 24)
  }

  @Test func quitsWithSuccess() throws {
    #expect(try run([.key(Key("q"))]).status == 0)
  }

  @Test(arguments: [
    (TerminalEvent.hungUp, Int32(129)), (.ended(by: .hangUp), 129), (.ended(by: .interrupt), 130),
    (.ended(by: .quit), 131), (.ended(by: .terminate), 143),
  ])
  func endsWithTheStatusOfTheContract(event: TerminalEvent, status: Int32) throws {
    #expect(try run([.key(Key("T")), event]).status == status)
  }

  @Test func aBurstOfKeysIsDrawnOnce() throws {
    let keys = (0..<20).map { _ in TerminalEvent.key(Key("T")) }
    let outcome = try run(keys + [.timedOut, .key(Key("q"))])
    // The first screen, then all twenty.
    #expect(outcome.screen.frames.count == 2)
    let turns = outcome.session.asked.count { if case .turn = $0 { true } else { false } }
    #expect(turns == 20)
  }

  @Test func asksForAViewThatFitsTheSize() throws {
    let outcome = try run([.resized(width: 200, height: 50), .timedOut, .key(Key("q"))])
    #expect(outcome.screen.frames.last?.width == 200)
    let views = outcome.session.asked.compactMap { if case .view(let view) = $0 { view } else { nil } }
    #expect(views.last == outcome.model.view)
  }

  @Test func showsTheNewestFrame() throws {
    let scenario = try #require(ScenarioCatalog.scenario(named: "steady")).scenario
    let view = View(window: .milliseconds(1000), columns: 10)
    let frame = Frame(snapshot: Snapshot(view: view), scenario: scenario)
    let outcome = try run([.woken, .timedOut, .key(Key("q"))], frames: [frame])
    #expect(outcome.model.scenario.name == "steady")
  }

  @Test func goesOnAfterASuspension() throws {
    let outcome = try run([.key(Key(.character("z"), .control)), .timedOut, .key(Key("q"))])
    #expect(outcome.status == 0)
    #expect(outcome.screen.frames.count == 2)
  }

  @Test func aNoticeGoesAfterItsTimeWithOneTimedWaitAndNoneAfterIt() throws {
    // A run that has ended cannot be paused, and says so.
    let scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    var ended = Frame(snapshot: Snapshot(view: View(window: .milliseconds(1000), columns: 10)), scenario: scenario)
    ended.clock = .ended
    let script: [TerminalEvent] = [
      .woken, .timedOut, .key(.space), .timedOut, .timedOut, .timedOut, .resized(width: 80, height: 24), .timedOut,
    ]
    let screen = ScriptedScreen(width: 80, height: 24, script: script)
    let session = ScriptedSession()
    session.frames = [ended]
    let clock = FakeClock()
    var loop = DashboardLoop(
      model: Model(scenario: scenario, width: 80, height: 24), screen: screen, session: session,
      milliseconds: clock.now
    ) { _ in .success(Theme.light.palette(.indexed)) }
    #expect(loop.run() == 129)
    let shown = screen.frames.map { $0.plainText.contains("has ended") }
    #expect(shown == [false, false, true, false, false])
    #expect(screen.waits == [nil, 0, nil, 0, DashboardLoop.noticeMilliseconds, 0, nil, 0, nil])
  }

  @Test func tellsOfAThemeThatCannotBeUsed() throws {
    let outcome = try run([.key(Key("X")), .timedOut, .key(Key("m")), .timedOut, .key(Key("q"))])
    let told = outcome.screen.frames.contains { $0.plainText.contains("is not known") }
    #expect(told)
  }
}
