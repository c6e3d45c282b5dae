import DwellCore
import DwellTuning
import Foundation
import Testing

struct SweepJournalTests {
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.appending(path: "dwell-journal-\(UUID().uuidString)").path
    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static let records = [
    SweepRecord(row: 4, fields: ["a", "b\tc\nd\\e", "f\r\ng\\\u{301}", "ünï"], numbers: [1.5, .nan, -0.0]),
    SweepRecord(row: 0, fields: [""], numbers: []),
    SweepRecord(row: 7, fields: ["{\n  \"x\": 1\n}"], numbers: [.infinity], refusal: "no\twell\\"),
  ]

  @Test("What was kept is there again, in whatever order it came")
  func journal() throws {
    let folder = try Folder()
    let path = folder.path + "/deep/er/journal"
    do {
      let journal = try SweepJournal(path: path, definition: "x", beginning: .anew)
      for record in Self.records { try journal.add(record) }
    }
    let again = try SweepJournal(path: path, definition: "x", beginning: .goesOn)
    #expect(again.count == 3)
    for record in Self.records {
      let kept = try #require(again.record(record.row))
      #expect(kept.fields == record.fields && kept.numbers.map(\.bitPattern) == record.numbers.map(\.bitPattern))
      #expect(kept.refusal == record.refusal)
    }
    #expect(again.record(1) == nil)
  }

  @Test("Another sweep's rows do not count, nor do any where it begins anew")
  func others() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    try SweepJournal(path: path, definition: "x", beginning: .anew).add(Self.records[0])
    #expect(try SweepJournal(path: path, definition: "y", beginning: .goesOn).count == 0)
    try SweepJournal(path: path, definition: "x", beginning: .anew).add(Self.records[0])
    #expect(try SweepJournal(path: path, definition: "x", beginning: .anew).count == 0)
  }

  @Test("Cut off at any byte, it keeps all whole rows and takes more")
  func cut() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    do {
      let journal = try SweepJournal(path: path, definition: "x", beginning: .anew)
      for record in Self.records { try journal.add(record) }
    }
    let whole = try Data(contentsOf: URL(filePath: path))
    var counts: Set<Int> = []
    for length in 0...whole.count {
      try whole.prefix(length).write(to: URL(filePath: path))
      do {
        let journal = try SweepJournal(path: path, definition: "x", beginning: .goesOn)
        counts.insert(journal.count)
        for record in Self.records.prefix(journal.count) {
          #expect(journal.record(record.row)?.fields == record.fields)
        }
        try journal.add(SweepRecord(row: 9, fields: ["new"], numbers: [2]))
      }
      #expect(try SweepJournal(path: path, definition: "x", beginning: .goesOn).record(9)?.fields == ["new"])
    }
    #expect(counts == [0, 1, 2, 3])
  }

  @Test("What an earlier run kept is never begun anew by the way")
  func fresh() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    // One that kept nothing is no loss.
    _ = try SweepJournal(path: path, definition: "x", beginning: .fresh)
    try SweepJournal(path: path, definition: "x", beginning: .fresh).add(Self.records[0])
    let before = try Data(contentsOf: URL(filePath: path))
    #expect(throws: SweepJournal.Refusal.kept(1)) {
      try SweepJournal(path: path, definition: "x", beginning: .fresh)
    }
    #expect(try Data(contentsOf: URL(filePath: path)) == before)
    #expect(try SweepJournal(path: path, definition: "x", beginning: .goesOn).count == 1)
    #expect(try SweepJournal(path: path, definition: "x", beginning: .anew).count == 0)
  }

  @Test("Only one at a time holds it, and nothing but its file stays")
  func busy() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    do {
      let journal = try SweepJournal(path: path, definition: "x", beginning: .goesOn)
      try journal.add(Self.records[0])
      for beginning in [SweepJournal.Beginning.fresh, .goesOn, .anew] {
        #expect(throws: SweepJournal.Refusal.busy) {
          try SweepJournal(path: path, definition: "x", beginning: beginning)
        }
      }
      #expect(journal.count == 1)
    }
    #expect(try SweepJournal(path: path, definition: "x", beginning: .goesOn).count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["journal"])
  }

  @Test("Rows far apart are found, in files longer than what is read at once")
  func far() throws {
    let folder = try Folder()
    let path = folder.path + "/journal"
    let rows = [99_999_999, 3, 50_000_000, 0, 70_001]
    let long = String(repeating: "y", count: 40_000)
    do {
      let journal = try SweepJournal(path: path, definition: "x", beginning: .fresh)
      for row in rows { try journal.add(SweepRecord(row: row, fields: ["\(row)", long], numbers: [])) }
    }
    let again = try SweepJournal(path: path, definition: "x", beginning: .goesOn)
    for row in rows { #expect(again.record(row)?.fields == ["\(row)", long]) }
    for row in [1, 4, 70_000, 70_002, 99_999_998] { #expect(again.record(row) == nil) }
  }
}
