import DwellCore
import Testing

/// Blocks and the memory below them.
struct ArrivalBlockTests {
  @Test("a block takes what it may hold, keeps its order and forgets")
  func takesAndForgets() {
    var block = ArrivalBlock(capacity: 2)
    #expect(block.count == 0 && !block.isFull)
    block.append(time: 5, size: 64, guest: 1)
    block.append(time: 6, size: 1500, guest: 0)
    #expect(block.isFull && block.times[0] == 5 && block.sizes[1] == 1500 && block.guests[0] == 1)
    block.removeAll()
    #expect(block.count == 0 && block.capacity == 2)
  }

  @Test("slabs are filled, changed in place and copied")
  func slabs() {
    var slab = Slab<Int32>(count: 6, filledWith: 7)
    slab[2] += 1
    slab.fill(3..<5, with: -1)
    var other = Slab<Int32>(count: 4, filledWith: 0)
    other.copyPrefix(of: slab)
    #expect((0..<6).map { slab[$0] } == [7, 7, 8, -1, -1, 7])
    #expect((0..<4).map { other[$0] } == [7, 7, 8, -1])
  }

  @Test("an index outside a slab ends the program")
  func outsideTraps() async {
    await #expect(processExitsWith: .failure) {
      let slab = Slab<Int>(count: 3, filledWith: 0)
      print(slab[3])
    }
    await #expect(processExitsWith: .failure) {
      var slab = Slab<Int>(count: 3, filledWith: 0)
      slab.fill(2..<4, with: 1)
    }
  }
}
