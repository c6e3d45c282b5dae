public import DwellCore
import DwellEngine

/// The last containers with the arrivals of their packets, kept while a screen asks for them.
///
/// A container costs a copy of at most 64 words. Bounded: the newest 64 containers of all, and the newest 64 of the row that is
/// followed, which may be one of a thousand. Nothing is allocated before the first `follow`.
public struct BarRing: ~Copyable {
  /// The most containers kept of all rows, and as many of the one followed.
  public static let most = 64

  /// Whether containers are kept now.
  public private(set) var isOn = false

  private var newest = Ring()
  private var followed = Ring()
  private var row: Int32 = 0
  // Containers kept since it was last switched on.
  private var count = 0

  /// Nothing kept.
  public init() {}

  /// Keeps containers from now on, those of `row` apart too.
  public mutating func follow(row: Int) {
    if !isOn {
      isOn = true
      count = 0
      newest.empty()
      followed.empty()
    } else if self.row != Int32(row) {
      followed.empty()
    }
    self.row = Int32(row)
  }

  /// Keeps nothing any more.
  public mutating func rest() { isOn = false }

  /// Keeps a container that was due at `due`; its packets are `transfer.packets` words from `first` on, oldest first.
  public mutating func keep(_ transfer: Transfer, due: Int64, packets words: borrowing Slab<UInt64>, from first: Int) {
    guard isOn else { return }
    newest.keep(transfer, due: due, order: count, words, first)
    if transfer.guest == row { followed.keep(transfer, due: due, order: count, words, first) }
    count += 1
  }

  /// The newest `limit` containers, newest first; of those, at least half are of the row followed where it has so many.
  ///
  /// - Parameter total: the number of the container kept last.
  public func bars(_ limit: Int, total: Int, legs: Int) -> [ContainerBar] {
    let limit = min(max(limit, 0), Self.most)
    // Newest first, each order once; the followed row's come from its own ring where the common one has forgotten them.
    let own = followed.orders
    let others = newest.orders
    var chosen = Set(own.suffix(max(limit / 2, 1)))
    for order in others.reversed() where chosen.count < limit { chosen.insert(order) }
    return chosen.sorted(by: >).prefix(limit).compactMap { order in
      let number = total - (count - 1 - order)
      return newest.bar(order: order, number: number, legs: legs)
        ?? followed.bar(order: order, number: number, legs: legs)
    }
  }

  /// The newest containers of one kind.
  private struct Ring: ~Copyable {
    private var transfers = Slab(count: 0, filledWith: Transfer())
    private var dues = Slab<Int64>(count: 0, filledWith: 0)
    private var numbers = Slab<Int>(count: 0, filledWith: 0)
    private var words = Slab<UInt64>(count: 0, filledWith: 0)
    private var count = 0

    mutating func empty() { count = 0 }

    mutating func keep(
      _ transfer: Transfer, due: Int64, order: Int, _ packets: borrowing Slab<UInt64>, _ first: Int
    ) {
      if transfers.count == 0 { allocate() }
      let slot = count % BarRing.most
      transfers[slot] = transfer
      dues[slot] = due
      numbers[slot] = order
      for i in 0..<min(Int(transfer.packets), ContainerBar.mostArrivals) {
        words[slot * ContainerBar.mostArrivals + i] = packets[first + i]
      }
      count += 1
    }

    private mutating func allocate() {
      transfers = Slab(count: BarRing.most, filledWith: Transfer())
      dues = Slab(count: BarRing.most, filledWith: 0)
      numbers = Slab(count: BarRing.most, filledWith: 0)
      words = Slab(count: BarRing.most * ContainerBar.mostArrivals, filledWith: 0)
    }

    /// The orders of those kept, oldest first.
    var orders: [Int] {
      (max(count - BarRing.most, 0)..<count).map { numbers[$0 % BarRing.most] }
    }

    /// The one of that order, if it is still kept.
    func bar(order: Int, number: Int, legs: Int) -> ContainerBar? {
      for index in max(count - BarRing.most, 0)..<count where numbers[index % BarRing.most] == order {
        let slot = index % BarRing.most
        let t = transfers[slot]
        let reference = PacketWord.reference(t.released)
        let arrivals = (0..<min(Int(t.packets), ContainerBar.mostArrivals)).map { i in
          let word = words[slot * ContainerBar.mostArrivals + i]
          return ContainerBar.Arrival(
            instant: Instant(nanoseconds: t.released - PacketWord.wait(word, until: reference)),
            size: Int(PacketWord.size(word)))
        }
        return ContainerBar(t, due: dues[slot], arrivals: arrivals, number: number, legs: legs)
      }
      return nil
    }
  }
}

extension ContainerBar {
  /// The bar of a container that left; its row says guest and leg where a guest has two legs.
  fileprivate init(_ t: Transfer, due: Int64, arrivals: [Arrival], number: Int, legs: Int) {
    let leg: Leg = legs == 2 && t.guest & 1 == 1 ? .toOutside : .toGuest
    let isHandedOver = t.handedOver > 0
    self.init(
      guest: Int(t.guest) / legs, leg: leg, opened: Instant(nanoseconds: t.opened), due: Instant(nanoseconds: due),
      capacity: Int(t.capacity), packets: Int(t.packets), bytes: Int(t.bytes), arrivals: arrivals,
      departure: Departure(
        number: number, cause: t.cause, released: Instant(nanoseconds: t.released),
        crossing: t.isRefused
          ? nil : Crossing(start: Instant(nanoseconds: t.start), end: Instant(nanoseconds: t.handed)),
        guestStart: isHandedOver && leg == .toGuest ? Instant(nanoseconds: t.guestStart) : nil,
        delivered: isHandedOver ? Instant(nanoseconds: t.delivered) : nil))
  }
}
