import DwellMetrics
import Foundation
import Testing

struct ReportTests {
  private func parsed(_ report: Report) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(report.json().utf8), options: .fragmentsAllowed)
  }

  @Test("Text comes back as it was, whatever is in it")
  func text() throws {
    let texts = [
      "", "plain", "a \"b\" c", "back\\slash", "line\nline\r\n", "tab\t", "\u{0}\u{1}\u{1f}\u{7f}", "µs τ ⣀ 🙂",
      "{}[],:",
    ]
    for text in texts { #expect(try parsed(.text(text)) as? String == text) }
    #expect(Report.text("\u{1}").json() == "\"\\u0001\"")
  }

  @Test("Numbers are the shortest that come back exactly")
  func numbers() throws {
    for value in [
      0.1, 1e-9, 1.0 / 3, 123456.789, Double.leastNonzeroMagnitude, .greatestFiniteMagnitude, -2.5, 1e15, 1e22,
    ] {
      let json = Report.number(value).json()
      #expect(Double(json) == value)
      #expect(try parsed(.number(value)) as? Double == value)
    }
    #expect(Report.number(0.1).json() == "0.1")
    #expect(Report.number(576).json() == "576")
    #expect(Report.number(-0.0).json() == "0")
    #expect(Report.integer(.max).json() == "9223372036854775807")
  }

  @Test("What does not exist is null, never 0 and never a word that JSON does not know")
  func nothing() throws {
    #expect(Report(nil).json() == "null")
    #expect(Report.nothing.json() == "null")
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(Report(value).json() == "null")
      #expect(Report.number(value).json() == "null")
    }
  }

  @Test("A tree keeps its order, and can be read")
  func tree() throws {
    let tree = Report.object([
      ("b", .integer(1)), ("a", .list([.flag(true), .nothing, .object([])])), ("c \"d\"", .object([("e", .list([]))])),
    ])
    #expect(
      tree.json() == """
        {
          "b": 1,
          "a": [
            true,
            null,
            {}
          ],
          "c \\"d\\"": {
            "e": []
          }
        }
        """)
    #expect(try parsed(tree) is [String: Any])
  }

  @Test("Leaves are named by their path; lists have none")
  func leaves() {
    let tree = Report.object([
      ("packets", .object([("offered", .integer(7)), ("late", .nothing)])), ("guests", .list([.integer(1)])),
      ("digest", .text("0f")),
    ])
    let leaves = tree.leaves()
    #expect(leaves.map(\.path) == ["packets.offered", "packets.late", "digest"])
    #expect(leaves.map(\.value.csv) == ["7", "", "0f"])
  }

  @Test("A CSV field is quoted where it must be")
  func csv() {
    #expect(Report.text("plain").csv == "plain")
    #expect(Report.text("a,b").csv == "\"a,b\"")
    #expect(Report.text("say \"x\"").csv == "\"say \"\"x\"\"\"")
    #expect(Report.text("a\nb").csv == "\"a\nb\"")
    #expect(Report.text("a\r\nb").csv == "\"a\r\nb\"")
    #expect(Report.number(0.25).csv == "0.25")
    #expect(Report.flag(false).csv == "false")
    #expect(Report.nothing.csv == "")
    #expect(Report.list([.integer(1)]).csv == "")
  }

  @Test("Packet counts: the lost fraction counts intake and queues, not lateness")
  func packetCounts() {
    var counts = PacketCounts()
    #expect(counts.droppedFraction.isNaN)
    counts.offered = 200
    counts.received = 190
    counts.droppedQueue = 4
    counts.droppedRing = 6
    counts.late = 50
    #expect(counts.dropped == 60)
    #expect(counts.droppedFraction == 0.1)
  }

  @Test("The digest has 16 digits")
  func digest() {
    #expect(Summary.hex(0xab) == "00000000000000ab")
    #expect(Summary.hex(.max) == "ffffffffffffffff")
  }
}
