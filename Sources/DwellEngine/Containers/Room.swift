/// What an open container holds and still has room for, in one word: a limit that is reached shows as a sign bit.
///
/// The upper half counts packets up to 2³¹ from 2³¹ less the most it may hold, the lower half bytes up to 2³¹ from 2³¹ less the
/// bytes it leaves with; so a packet costs one addition and one test, whichever limit comes first. No half runs over into the other:
/// what is over leaves at once, and a packet has at most 65536 bytes.
package struct Room: BitwiseCopyable, Equatable {
  private var word: UInt64

  private init(word: UInt64) { self.word = word }

  /// No container is open: every packet is over.
  package static let shut = Room(word: 0x7fff_ffff_0000_0000)

  /// An empty container under `rules`.
  @inline(__always)
  package init(_ rules: ContainerRules) {
    word =
      UInt64(UInt32(truncatingIfNeeded: 0x8000_0000 &- Int64(rules.mostPackets))) &<< 32
      | UInt64(UInt32(truncatingIfNeeded: 0x8000_0000 &- Int64(rules.closeAt)))
  }

  /// A container under `rules` that holds `load`.
  package init(_ rules: ContainerRules, load: Load) {
    self.init(rules)
    word &+= UInt64(bitPattern: load.packets) &<< 32 | UInt64(bitPattern: load.bytes)
  }

  /// With one packet of `size` bytes more.
  @inline(__always)
  package func adding(size: Int32) -> Room { Room(word: word &+ (1 &<< 32 | UInt64(UInt32(bitPattern: size)))) }

  /// Whether it holds as many packets or bytes as it may, or none is open.
  @inline(__always)
  package var isOver: Bool { word & 0x8000_0000_8000_0000 != 0 }

  /// Where the next packet's word goes among those of its guest; places of one container follow each other.
  @inline(__always)
  package var place: Int { Int(truncatingIfNeeded: word &>> 32) & Int(ContainerRules.storage - 1) }

  /// What it holds, having been opened under `rules`.
  @inline(__always)
  package func load(under rules: ContainerRules) -> Load {
    self == .shut ? Load() : Load(word: Int64(bitPattern: word &- Room(rules).word))
  }
}
