import DwellTerminal
import Testing

@Suite struct RectTests {
  @Test func insideIsHalfOpen() {
    let rect = Rect(x: 1, y: 2, width: 3, height: 1)
    #expect(rect.contains(x: 1, y: 2))
    #expect(rect.contains(x: 3, y: 2))
    #expect(!rect.contains(x: 4, y: 2))
    #expect(!rect.contains(x: 1, y: 3))
  }

  @Test func intersectionOfApartIsEmpty() {
    let left = Rect(x: 0, y: 0, width: 2, height: 2)
    #expect(left.intersection(Rect(x: 5, y: 5, width: 2, height: 2)).isEmpty)
    #expect(left.intersection(Rect(x: 1, y: -1, width: 9, height: 2)) == Rect(x: 1, y: 0, width: 1, height: 1))
    #expect(left.contains(Rect(x: 9, y: 9, width: 0, height: 0)))
    #expect(!left.contains(Rect(x: 1, y: 1, width: 2, height: 1)))
  }

  @Test func insetNeverGoesNegative() {
    let rect = Rect(x: 0, y: 0, width: 4, height: 4).inset(left: 3, top: 1, right: 3, bottom: 0)
    #expect(rect == Rect(x: 3, y: 1, width: 0, height: 3))
  }
}
