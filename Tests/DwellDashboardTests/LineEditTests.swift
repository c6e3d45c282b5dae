import DwellDashboard
import DwellTerminal
import Testing

struct LineEditTests {
  private func typed(_ text: String, longest: Int = 400) -> LineEdit {
    var line = LineEdit(longest: longest)
    for scalar in text.unicodeScalars { line.insert(scalar) }
    return line
  }

  @Test("What is typed stands at the cursor")
  func typing() {
    var line = typed("ac")
    line.move(.left)
    line.insert("b")
    #expect(line.text == "abc" && line.cursor == 2 && line.before == "ab")
    line.move(.start)
    line.move(.left)
    line.insert("α")
    #expect(line.text == "αabc")
    line.move(.end)
    line.move(.right)
    #expect(line.cursor == 4)
  }

  @Test("What takes no column or two is not taken, nor what comes after the longest")
  func refused() {
    var line = typed("x", longest: 3)
    for scalar in ["\u{1B}", "\u{301}", "漢", "\n"] as [Unicode.Scalar] {
      let isTaken = line.insert(scalar)
      #expect(!isTaken)
    }
    #expect(line.text == "x")
    line.replace(with: "12\u{301}345")
    #expect(line.text == "123" && line.cursor == 3)
    let isTaken = line.insert("4")
    #expect(!isTaken)
  }

  @Test("Words, halves and single characters are erased and jumped over")
  func erasing() {
    var line = typed("set  timeout 1ms")
    line.erase(.word)
    #expect(line.text == "set  timeout ")
    line.erase(.word)
    #expect(line.text == "set  ")
    line.replace(with: "one two three")
    line.move(.wordLeft)
    #expect(line.before == "one two ")
    line.move(.wordLeft)
    line.move(.wordRight)
    #expect(line.before == "one two")
    line.erase(.toEnd)
    #expect(line.text == "one two")
    line.move(.left)
    line.erase(.after)
    #expect(line.text == "one tw")
    line.move(.start)
    line.erase(.before)
    #expect(line.text == "one tw")
    line.move(.wordRight)
    line.erase(.toStart)
    #expect(line.text == " tw" && line.cursor == 0)
    line.erase(.all)
    #expect(line.isEmpty)
    for part in [LineEdit.Part.before, .after, .word, .toStart, .toEnd] { line.erase(part) }
    #expect(line.isEmpty)
  }

  @Test("However long the line, the cursor is in sight", arguments: [1, 2, 5, 10, 30])
  func scrolling(columns: Int) {
    var line = typed("0123456789 123456789")
    for _ in 0...25 {
      let (text, cursor) = line.seen(columns: columns)
      #expect((0..<columns).contains(cursor))
      #expect(text.unicodeScalars.count <= columns)
      if cursor < text.unicodeScalars.count {
        let place = text.unicodeScalars.index(text.unicodeScalars.startIndex, offsetBy: cursor)
        #expect(text.unicodeScalars[place] == line.scalars[line.cursor])
      } else {
        #expect(line.cursor == line.scalars.count)
      }
      line.move(.left)
    }
    #expect(line.seen(columns: 0).text.isEmpty)
  }

  @Test("A completion takes the place of what stands before the cursor")
  func completion() {
    var line = typed("sys x")
    line.move(.wordLeft)
    line.move(.left)
    line.replaceBefore(with: "system")
    #expect(line.text == "system x" && line.before == "system")
  }
}
