import DwellCore
import DwellMetrics
import DwellSimulation
import DwellTuning
import Foundation
import Testing

struct SweepTests {
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: "dwell-sweep-\(UUID().uuidString)").path
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    func write(_ name: String, _ text: String) throws -> String {
      try Data(text.utf8).write(to: URL(filePath: path + "/" + name))
      return path + "/" + name
    }
  }

  @Test("Shards have every row once", arguments: [1, 2, 3, 7, 16])
  func shards(count: Int) throws {
    for rows in [0, 1, 5, 24, 100] {
      var all: [Int] = []
      for number in 1...count {
        let shard = try Shard(parsing: "\(number)/\(count)")
        all += (0..<shard.rows(of: rows)).map { shard.row($0) }
      }
      #expect(all.sorted() == Array(0..<rows))
    }
  }

  @Test("A bad shard is refused in one line", arguments: ["0/4", "5/4", "4", "a/b", "1/0", "-1/3", "1/2/3", ""])
  func badShard(text: String) {
    let refusal = #expect(throws: Knob.Refusal.self) { try Shard(parsing: text) }
    #expect(refusal?.description.contains("shard is '\(text)', but must") == true)
  }

  private static func merged(_ paths: [String]) throws(Knob.Refusal) -> String {
    var text = ""
    var merge = try ShardMerge(paths: paths)
    try merge.run { text += $0 }
    return text
  }

  @Test("Shards of CSV come together in the order of rows, quoted line ends and all")
  func csv() throws {
    let folder = try Folder()
    let head = "policy,x,sweep,row,rows\n"
    let one = try folder.write("1", head + "a,\"two\nlines\",m1,1,3\nc,1,m1,3,3\n")
    let two = try folder.write("2", head + "b,\"say \"\"x\"\", y\",m1,2,3\n")
    let whole = head + "a,\"two\nlines\",m1,1,3\nb,\"say \"\"x\"\", y\",m1,2,3\nc,1,m1,3,3\n"
    #expect(try Self.merged([two, one]) == whole)
    #expect(try Self.merged([one, two]) == whole)
  }

  @Test("Shards of JSON come together as if they had been one")
  func json() throws {
    let folder = try Folder()
    let paths = try [Self.rows([2, 4]), Self.rows([1, 3])].enumerated().map { try folder.write("\($0)", $1) }
    #expect(try Self.merged(paths) == Self.rows([1, 2, 3, 4]))
  }

  // What a sweep of four rows prints of some of them.
  private static func rows(_ numbers: [Int], _ mark: String? = "m1") -> String {
    let objects = numbers.map { number in
      Report.object(
        [("a", .list([.integer(number)])), ("b", .object([("sweep", .text("inside")), ("row", .integer(9))]))]
          + (mark.map { [("sweep", .text($0))] } ?? []) + [("row", .integer(number)), ("rows", .integer(4))])
    }
    return Report.list(objects).json() + "\n"
  }

  // Why files are not put together; empty where they are. Whatever is wrong, nothing is written.
  private static func complaint(_ paths: [String]) -> String {
    var text = ""
    do throws(Knob.Refusal) {
      var merge = try ShardMerge(paths: paths)
      try merge.run { text += $0 }
      return ""
    } catch {
      #expect(text.isEmpty)
      return error.description
    }
  }

  @Test("A shard that is missing, twice, cut off or of something else is named, and nothing is written")
  func wrong() throws {
    let folder = try Folder()
    let head = "x,sweep,row,rows\n"
    let one = try folder.write("one", head + "1,m1,1,3\n3,m1,3,3\n")
    let two = try folder.write("two", head + "2,m1,2,3\n")
    let cut = try folder.write("cut", head + "2,\n")
    let other = try folder.write("other", "y,sweep,row,rows\n2,m1,2,3\n")
    let more = try folder.write("more", head + "2,m1,2,4\n")
    let beyond = try folder.write("beyond", head + "2,m1,4,3\n")
    let none = try folder.write("none", head)
    let text = try folder.write("text", "hello\n")
    let old = try folder.write("old", "x,row,rows\n2,1,3\n")
    let empty = try folder.write("empty", "")
    #expect(Self.complaint([one]) == "row 2 of 3 is missing; merge all shards, each finished")
    #expect(Self.complaint([two]) == "row 1 and 1 more of 3 are missing; merge all shards, each finished")
    #expect(Self.complaint([none]).contains("no file has a row"))
    #expect(Self.complaint([one, two, two]).contains("row 2 comes twice"))
    #expect(Self.complaint([one, cut]).contains("was cut off or changed"))
    #expect(Self.complaint([one, beyond]).contains("was cut off or changed"))
    #expect(Self.complaint([one, other]).contains("their columns differ"))
    #expect(Self.complaint([one, more]).contains("a sweep of 4 rows"))
    #expect(Self.complaint([text]).contains("no output of dwell sweep"))
    #expect(Self.complaint([old]).contains("has no column sweep"))
    #expect(Self.complaint([empty]).contains("is empty"))
    #expect(Self.complaint([folder.path + "/nothing"]).contains("does not exist"))
    #expect(Self.complaint([one, two]).isEmpty && Self.complaint([none, one, two]).isEmpty)
  }

  @Test("A file that changes after it was gone through is never put together with rows missing")
  func changedMeanwhile() throws {
    let folder = try Folder()
    let head = "x,sweep,row,rows\n"
    // Longer than what is read at once, so that it is read again.
    let rows = (1...3).map { String(repeating: "x", count: 100_000) + ",m1,\($0),3\n" }
    let path = try folder.write("one", head + rows.joined())
    for left in [[0, 2], [0, 1], [0, 1, 1], [0, 2, 1]] {
      _ = try folder.write("one", head + rows.joined())
      var merge = try ShardMerge(paths: [path])
      let refusal = #expect(throws: Knob.Refusal.self) {
        var isFirst = true
        try merge.run { _ in
          if isFirst { _ = try? folder.write("one", head + left.map { rows[$0] }.joined()) }
          isFirst = false
        }
      }
      #expect(refusal?.description.contains("was changed while it was merged") == true, "\(left)")
    }
  }

  @Test("Rows of another sweep are refused, be they ever so alike, with both files and both marks")
  func otherSweep() throws {
    let folder = try Folder()
    let head = "x,sweep,row,rows\n"
    let one = try folder.write("one", head + "1,m1,1,3\n3,m1,3,3\n")
    let two = try folder.write("two", head + "2,m2,2,3\n")
    // Only its second row gives it away.
    let mixed = try folder.write("mixed", head + "1,m1,1,3\n3,m2,3,3\n")
    for paths in [[one, two], [mixed, one], [mixed]] {
      let complaint = Self.complaint(paths)
      #expect(
        complaint.hasPrefix("\(paths.last ?? "") is of sweep m") || complaint.hasPrefix("\(mixed) is of sweep m2"))
      #expect(complaint.contains("sweep m1") && complaint.contains("sweep m2"), "\(complaint)")
    }
    let pieces = try [Self.rows([1, 3]), Self.rows([2, 4], "m2"), Self.rows([2, 4], nil)].enumerated()
      .map { try folder.write("\($0)", $1) }
    #expect(
      Self.complaint([pieces[0], pieces[1]]).hasPrefix("\(pieces[1]) is of sweep m2, but \(pieces[0]) of sweep m1;"))
    #expect(Self.complaint([pieces[0], pieces[2]]).contains("a row has no sweep"))
    #expect(Self.complaint([one, pieces[1]]).contains("is json, but \(one) is csv"))
  }

  private static let axes = ["timeout=10us..1ms:log:3", "policy=fixed,adaptive"]

  private static func mark(
    _ axes: [String] = axes, _ settings: [Setting] = [], metrics: [Metric] = [MetricCatalog.delayMean],
    replications: RunPlan.Replications = .count(10), version: String = "1", capture: String? = nil
  ) throws -> SweepMark {
    var draft = ScenarioDraft()
    try draft.add(settings)
    var base = draft.scenario
    base.trace = capture.map { Scenario.Trace(path: $0) }
    let grid = try Grid(axes.map { try Axis(parsing: $0) })
    return try SweepMark(
      grid, over: base, metrics: metrics, plan: RunPlan(replications: replications), version: version)
  }

  @Test("A sweep has the same mark however it is spelled, and another one where anything counts")
  func marks() throws {
    let plain = try Self.mark()
    #expect(try Self.mark(["timeout=10us,0.1ms,1000us", "policy=fixed,adaptive"]) == plain)
    let knob = try #require(KnobCatalog.knob(named: "c-grant"))
    let settings = [
      ("seed", "2"), ("seed", "9223372036854775807"), ("seed", "9223372036854775806"), ("duration", "1s"),
      ("duration", "2s"), ("packets", "100"), ("warmup", "1ms"), ("load", "50kpps"), ("guests", "3"),
      ("machine", "paper"), ("no-drain", "true"), ("at", "1s guests=4"), ("packet-size", "64B"),
      // What the machine has anyway; another machine of the grid would not.
      ("c-grant", QuantityText.exact(knob, Scenario().value(of: knob))),
    ]
    var marks = try [plain] + settings.map { try Self.mark(Self.axes, [Setting($0, $1)]) }
    for axes in [
      ["timeout=10us..2ms:log:3", Self.axes[1]], ["timeout=10us..1ms:lin:3", Self.axes[1]], Self.axes.reversed(),
      [Self.axes[0], "policy=fixed,throttle"], [Self.axes[0]],
    ] { marks.append(try Self.mark(axes)) }
    marks.append(try Self.mark(metrics: [MetricCatalog.delayP99]))
    marks.append(try Self.mark(metrics: [MetricCatalog.delayMean, MetricCatalog.delayP99]))
    marks.append(try Self.mark(replications: .count(3)))
    for share in [0.02, 0.03] {
      marks.append(try Self.mark(replications: .precision(share, of: MetricCatalog.delayMean, most: 1000)))
    }
    marks.append(try Self.mark(version: "2"))
    #expect(Set(marks).count == marks.count)
  }

  @Test("A capture counts by what is in it")
  func captureMarks() throws {
    let folder = try Folder()
    let path = try folder.write("capture", "capture a")
    let first = try Self.mark(capture: path)
    #expect(try first != Self.mark() && first == Self.mark(capture: path))
    _ = try folder.write("capture", "capture b")
    #expect(try Self.mark(capture: path) != first)
    #expect(throws: Knob.Refusal.self) { try Self.mark(capture: folder.path + "/none") }
  }

  @Test("Hundreds of files come together in any order, whatever the length of their rows")
  func many() throws {
    let folder = try Folder()
    let head = "x,sweep,row,rows\n"
    let count = 300
    func row(_ number: Int) -> String {
      // Some longer than what is read at once.
      String(repeating: "x", count: number % 97 == 0 ? 70_000 : number % 13) + ",m1,\(number + 1),\(count * 3)\n"
    }
    var paths: [String] = []
    for shard in 0..<count {
      let rows = (0..<3).map { row(shard + $0 * count) }
      paths.append(try folder.write("part\(shard)", head + rows.joined()))
    }
    let whole = head + (0..<(count * 3)).map(row).joined()
    #expect(try Self.merged(paths.reversed()) == whole)
    // So many that nothing is read ahead: the same file again is named, all others were not lost on the way.
    let missing = Array(paths.dropFirst())
    let refusal = #expect(throws: Knob.Refusal.self) { try Self.merged(missing) }
    #expect(refusal?.description.contains("row 1 and 2 more of 900 are missing;") == true)
  }

  @Test("A row has what was varied first, then the mean summary, and its place last")
  func row() throws {
    let grid = try Grid([Axis(parsing: "timeout=10us,1ms"), Axis(parsing: "policy=fixed,adaptive")])
    let metrics = [MetricCatalog.delayMean]
    let plan = RunPlan(replications: .count(2), packets: 500)
    let mark = try SweepMark(grid, over: Scenario(), metrics: metrics, plan: plan, version: "1")
    let rows = SweepRows(grid, over: Scenario(), metrics: metrics, mark: mark)
    let sample = try Study(plan, keeping: .reports).sample(Setup(grid.scenario(at: 3, over: Scenario()), plan))
    let leaves = rows.report(3, .success(sample)).leaves()
    #expect(leaves.prefix(3).map(\.path) == ["timeout_s", "policy", "replications"])
    #expect(leaves.suffix(3).map(\.path) == ["sweep", "row", "rows"])
    let columns = rows.columns
    #expect(columns == leaves.map(\.path))
    #expect(rows.fields(rows.report(3, .success(sample)), columns).suffix(3) == [mark.text, "4", "4"])
    // What cannot be run keeps its place, with the reason.
    let refused = rows.fields(rows.report(2, .failure(Knob.Refusal("no, \"never\""))), columns)
    #expect(refused.count == columns.count && refused.contains("\"no, \"\"never\"\"\""))
  }

  @Test("Columns are those of all rows together, in one order, whatever row comes first")
  func columns() throws {
    let stages = ["stage=notify=sleeping,cross=copy", "stage=cross=copy,notify=sleeping"]
    let metrics = [MetricCatalog.delayMean]
    var all: [[String]] = []
    for text in stages {
      let grid = try Grid([Axis(parsing: text), Axis(parsing: "guests=1,2")])
      let rows = SweepRows(grid, over: Scenario(), metrics: metrics)
      let plan = RunPlan(replications: .count(1), packets: 50)
      var union: Set<String> = []
      for row in 0..<grid.count {
        let sample = try Study(plan, keeping: .reports).sample(Setup(grid.scenario(at: row, over: Scenario()), plan))
        let report = rows.report(row, .success(sample))
        union.formUnion(report.leaves().map(\.path))
        // No value is lost for want of a column.
        let values = report.leaves().map(\.value.csv).filter { !$0.isEmpty }
        #expect(rows.fields(report, rows.columns).filter { !$0.isEmpty }.count == values.count)
      }
      union.remove("guests")
      #expect(union == Set(rows.columns) && union.count == rows.columns.count)
      #expect(rows.columns.contains("stage_notify") && rows.columns.contains("scenario.stages.cross"))
      all.append(rows.columns.filter { !$0.hasPrefix("stage_") })
    }
    #expect(all[0] == all[1])
  }

  @Test("A grid is runnable where any of its rows is, however late it comes")
  func runnable() throws {
    let axes = try [
      Axis(parsing: "system=vanilla,aggregation"), Axis(parsing: "policy=fixed"),
      Axis(parsing: "timeout=10us..1ms:lin:5000"),
    ]
    let grid = try Grid(axes)
    let row = try SweepRows(grid, over: Scenario(), metrics: []).someRunnable()
    #expect(row >= 5000 && grid.count == 10_000)
    _ = try grid.scenario(at: row, over: Scenario())
    // One row of a thousand.
    let sizes = try Grid([
      Axis(parsing: "system=vanilla"), Axis(parsing: "policy=fixed"), Axis(parsing: "timeout=10us..1ms:lin:1000"),
    ])
    let refusal = #expect(throws: Knob.Refusal.self) {
      try SweepRows(sizes, over: Scenario(), metrics: []).someRunnable()
    }
    #expect(refusal?.description.contains("no container crosses in system vanilla") == true)
  }
}
