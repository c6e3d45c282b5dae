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
    let head = "policy,x,row,rows\n"
    let one = try folder.write("1", head + "a,\"two\nlines\",0,3\nc,1,2,3\n")
    let two = try folder.write("2", head + "b,\"say \"\"x\"\", y\",1,3\n")
    let whole = head + "a,\"two\nlines\",0,3\nb,\"say \"\"x\"\", y\",1,3\nc,1,2,3\n"
    #expect(try Self.merged([two, one]) == whole)
    #expect(try Self.merged([one, two]) == whole)
  }

  @Test("Shards of JSON come together as if they had been one")
  func json() throws {
    let folder = try Folder()
    func rows(_ numbers: [Int]) -> String {
      let objects = numbers.map {
        Report.object([("a", .list([.integer($0)])), ("row", .integer($0)), ("rows", .integer(4))])
      }
      return Report.list(objects).json() + "\n"
    }
    let paths = try [rows([1, 3]), rows([0, 2])].enumerated().map { try folder.write("\($0)", $1) }
    #expect(try Self.merged(paths) == rows([0, 1, 2, 3]))
  }

  @Test("A shard that is missing, twice, cut off or of something else is named")
  func wrong() throws {
    let folder = try Folder()
    let head = "x,row,rows\n"
    let one = try folder.write("one", head + "1,0,3\n3,2,3\n")
    let two = try folder.write("two", head + "2,1,3\n")
    let cut = try folder.write("cut", head + "2,\n")
    let other = try folder.write("other", "y,row,rows\n2,1,3\n")
    let more = try folder.write("more", head + "2,1,4\n")
    let text = try folder.write("text", "hello\n")
    let empty = try folder.write("empty", "")
    func complaint(_ paths: [String]) -> String {
      do throws(Knob.Refusal) {
        _ = try Self.merged(paths)
        return ""
      } catch { return error.description }
    }
    #expect(complaint([one]).contains("row 1 is missing"))
    #expect(complaint([two]).contains("row 0 is missing"))
    #expect(complaint([one, two, two]).contains("row 1 comes twice"))
    #expect(complaint([one, cut]).contains("was cut off or changed"))
    #expect(complaint([one, other]).contains("their columns differ"))
    #expect(complaint([one, more]).contains("a sweep of 4 rows"))
    #expect(complaint([text]).contains("no output of dwell sweep"))
    #expect(complaint([empty]).contains("is empty"))
    #expect(complaint([folder.path + "/none"]).contains("cannot be read"))
    #expect(complaint([one, two]).isEmpty)
  }

  @Test("Hundreds of files come together in any order, whatever the length of their rows")
  func many() throws {
    let folder = try Folder()
    let head = "x,row,rows\n"
    let count = 300
    func row(_ number: Int) -> String {
      // Some longer than what is read at once.
      String(repeating: "x", count: number % 97 == 0 ? 70_000 : number % 13) + ",\(number),\(count * 3)\n"
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
    #expect(refusal?.description.contains("row 0 is missing;") == true)
  }

  @Test("A row has what was varied first, then the mean summary, and its place last")
  func row() throws {
    let grid = try Grid([Axis(parsing: "timeout=10us,1ms"), Axis(parsing: "policy=fixed,adaptive")])
    let metrics = [MetricCatalog.delayMean]
    let rows = SweepRows(grid, over: Scenario(), metrics: metrics)
    let plan = RunPlan(replications: .count(2), packets: 500)
    let sample = try Study(plan, keeping: .reports).sample(Setup(grid.scenario(at: 3, over: Scenario()), plan))
    let leaves = rows.report(3, .success(sample)).leaves()
    #expect(leaves.prefix(3).map(\.path) == ["timeout_s", "policy", "replications"])
    #expect(leaves.suffix(2).map(\.path) == ["row", "rows"])
    let columns = rows.columns
    #expect(columns == leaves.map(\.path))
    #expect(rows.fields(rows.report(3, .success(sample)), columns).suffix(2) == ["3", "4"])
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
