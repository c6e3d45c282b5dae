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

  private static let records = [
    SweepRecord(row: 4, fields: ["a", "b\tc\nd\\e", "ünï"], numbers: [1.5, .nan, -0.0]),
    SweepRecord(row: 0, fields: [""], numbers: []),
    SweepRecord(row: 7, fields: ["{\n  \"x\": 1\n}"], numbers: [.infinity]),
  ]

  @Test("What was kept is there again, in whatever order it came")
  func journal() throws {
    let folder = try Folder()
    let path = folder.path + "/deep/er/journal"
    do {
      let journal = try SweepJournal(path: path, definition: "x", resumes: false)
      for record in Self.records { try journal.add(record) }
    }
    let again = try SweepJournal(path: path, definition: "x", resumes: true)
    #expect(again.count == 3)
    for record in Self.records {
      let kept = try #require(again.record(record.row))
      #expect(kept.fields == record.fields && kept.numbers.map(\.bitPattern) == record.numbers.map(\.bitPattern))
    }
    #expect(again.record(1) == nil)
  }

  @Test("Another sweep's rows do not count, nor do any where it begins anew")
  func others() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    try SweepJournal(path: path, definition: "x", resumes: false).add(Self.records[0])
    #expect(try SweepJournal(path: path, definition: "y", resumes: true).count == 0)
    try SweepJournal(path: path, definition: "x", resumes: false).add(Self.records[0])
    #expect(try SweepJournal(path: path, definition: "x", resumes: false).count == 0)
  }

  @Test("Cut off at any byte, it keeps all whole rows and takes more")
  func cut() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    do {
      let journal = try SweepJournal(path: path, definition: "x", resumes: false)
      for record in Self.records { try journal.add(record) }
    }
    let whole = try Data(contentsOf: URL(filePath: path))
    var counts: Set<Int> = []
    for length in 0...whole.count {
      try whole.prefix(length).write(to: URL(filePath: path))
      do {
        let journal = try SweepJournal(path: path, definition: "x", resumes: true)
        counts.insert(journal.count)
        for record in Self.records.prefix(journal.count) {
          #expect(journal.record(record.row)?.fields == record.fields)
        }
        try journal.add(SweepRecord(row: 9, fields: ["new"], numbers: [2]))
      }
      #expect(try SweepJournal(path: path, definition: "x", resumes: true).record(9)?.fields == ["new"])
    }
    #expect(counts == [0, 1, 2, 3])
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
    let columns = try rows.columns()
    #expect(columns == leaves.map(\.path))
    #expect(rows.fields(rows.report(3, .success(sample)), columns).suffix(2) == ["3", "4"])
    // What cannot be run keeps its place, with the reason.
    let refused = rows.fields(rows.report(2, .failure(Knob.Refusal("no, \"never\""))), columns)
    #expect(refused.count == columns.count && refused.contains("\"no, \"\"never\"\"\""))
  }
}
