import DwellCore
import DwellEngine
import Testing

struct RoomTests {
  @Test(
    "It is over with the packet that reaches a limit, whichever comes first, and says what it holds",
    arguments: [
      (4096, 0, 0), (4096, 3, 0), (4096, 0, 1500), (65536, 1024, 0), (1, 0, 0), (64, 1, 64), (64, 0, 1500),
      (67_108_864, 0, 0),
    ])
  func limits(capacity: Int32, maxPackets: Int32, minRoom: Int32) {
    let rules = ContainerRules(capacity: capacity, maxPackets: maxPackets, minRoom: minRoom)
    var random = RandomStream(seed: UInt64(capacity), name: "room")
    for size in [1, 64, 65536, Int32(1 + random.next(below: 65536))] {
      var room = Room(rules)
      var load = Load()
      let first = room.place
      for number in 0..<1024 {
        #expect(room.place == first + number)
        // One that wants more room than there is leaves with its first packet.
        #expect(!room.isOver || number == 0 && rules.closeAt <= 0)
        room = room.adding(size: size)
        load = load.adding(size: size)
        let isOver = load.bytes >= Int64(rules.closeAt) || load.packets >= Int64(rules.mostPackets)
        #expect(room.isOver == isOver)
        if isOver { break }
        #expect(room.load(under: rules) == load)
        #expect(Room(rules, load: load) == room)
      }
      #expect(room.isOver)
    }
  }

  @Test("Where none is open every packet is over and nothing is held")
  func shut() {
    #expect(Room.shut.adding(size: 1).isOver && Room.shut.adding(size: 65536).isOver)
    #expect(Room.shut.load(under: ContainerRules(capacity: 4096)).isEmpty)
  }
}
