import DwellCore
import DwellEngine
import Testing

/// The ring of open containers against a list that is sorted anew.
struct OpenOrderTests {
  @Test(arguments: [1, 2, 5, 64, 1024])
  func takesTheOldestAsAListDoes(rows: Int) {
    var order = OpenOrder(rows: rows)
    var open: [(time: Int64, row: Int)] = []
    var random = RandomStream(seed: 7, name: "open order", index: rows)
    var now: Int64 = 0
    for step in 0..<4000 {
      // Many open at one instant, so that ties are met.
      if random.next(below: 4) == 0 { now += Int64(random.next(below: 3)) }
      let row = random.next(below: rows)
      if let place = open.firstIndex(where: { $0.row == row }) {
        open.remove(at: place)
        order.remove(row)
      } else {
        open.append((now, row))
        order.append(row, at: now)
      }
      if random.next(below: 3) == 0, !order.isEmpty {
        open.removeAll { $0.row == order.first }
        order.remove(order.first)
      }
      let oldest = open.min { ($0.time, $0.row) < ($1.time, $1.row) }
      #expect(order.isEmpty == (oldest == nil), "step \(step)")
      if let oldest { #expect(order.first == oldest.row, "step \(step)") }
    }
  }

  @Test
  func whatOpenedEarlierButComesLaterTakesItsPlace() {
    var order = OpenOrder(rows: 4)
    order.append(2, at: 30)
    order.append(0, at: 10)
    order.append(3, at: 20)
    order.append(1, at: 20)
    var rows: [Int] = []
    while !order.isEmpty {
      rows.append(order.first)
      order.remove(order.first)
    }
    #expect(rows == [0, 1, 3, 2])
  }
}
