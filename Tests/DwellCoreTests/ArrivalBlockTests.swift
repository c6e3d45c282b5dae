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

  @Test("a range of a slab is copied from another or added to elements beside it, and nothing else changes")
  func ranges() {
    var slab = Slab<UInt32>(count: 8, filledWith: 0)
    for i in 0..<8 { slab[i] = UInt32(i) }
    slab.add(1..<4, to: 4)
    slab.add(6..<8, to: 0)
    slab.add(3..<3, to: 8)
    #expect((0..<8).map { slab[$0] } == [9, 8, 2, 3, 5, 7, 9, 7])
    var other = Slab<UInt32>(count: 4, filledWith: 1)
    other.copy(2..<4, of: slab, to: 1)
    other.copy(8..<8, of: slab, to: 4)
    #expect((0..<4).map { other[$0] } == [1, 2, 3, 1])
    slab[0] = .max
    slab.add(1..<2, to: 0)
    #expect(slab[0] == 7)
  }

  @Test("a range that leaves its slab, or is added to itself, stops the program")
  func rangesOutside() async {
    await #expect(processExitsWith: .failure) {
      var slab = Slab<UInt32>(count: 8, filledWith: 1)
      slab.add(0..<4, to: 5)
    }
    await #expect(processExitsWith: .failure) {
      var slab = Slab<UInt32>(count: 8, filledWith: 1)
      slab.add(0..<4, to: 3)
    }
    await #expect(processExitsWith: .failure) {
      var slab = Slab<UInt32>(count: 8, filledWith: 1)
      slab.copy(0..<5, of: Slab(count: 4, filledWith: 0), to: 0)
    }
  }

  @Test("views lend just their part of a slab, and what is written there stays")
  func views() {
    var slab = Slab<Int32>(count: 6, filledWith: 7)
    slab.withMutableView(2..<4) { view in
      #expect(view.count == 2)
      view[0] = 1
      view[1] &+= 1
    }
    var seen: [Int32] = []
    slab.withView(1..<5) { view in for i in 0..<view.count { seen.append(view[i]) } }
    #expect(seen == [7, 1, 8, 7])
    slab.withView(6..<6) { #expect($0.count == 0) }
  }

  @Test("the first arrival at an instant is found wherever it stands, and the end where there is none")
  func firstArrival() {
    var block = ArrivalBlock(capacity: 100)
    for i in 0..<100 { block.append(time: Int64(i / 3), size: 1, guest: 0) }
    for start in 0...100 {
      for time in -1...40 {
        let expected = (start..<100).first { block.times[$0] >= time } ?? 100
        #expect(block.firstArrival(at: Int64(time), from: start) == expected)
      }
    }
  }

  @Test("the columns of a block are lent from any packet on")
  func columns() {
    var block = ArrivalBlock(capacity: 4)
    for i in 0..<3 { block.append(time: Int64(i), size: Int32(10 * i), guest: Int32(i)) }
    for start in 0...3 {
      var seen: [Int64] = []
      block.withColumns(from: start) { times, sizes, guests in
        #expect(times.count == sizes.count && sizes.count == guests.count)
        for i in 0..<times.count { seen.append(times[i] + Int64(sizes[i]) + Int64(guests[i])) }
      }
      #expect(seen == (start..<3).map { Int64(12 * $0) })
    }
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
    await #expect(processExitsWith: .failure) {
      let slab = Slab<Int>(count: 3, filledWith: 0)
      slab.withView(1..<3) { print($0[2]) }
    }
    await #expect(processExitsWith: .failure) {
      var slab = Slab<Int>(count: 3, filledWith: 0)
      slab.withMutableView(2..<4) { $0[0] = 1 }
    }
  }
}
