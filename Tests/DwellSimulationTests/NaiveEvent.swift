/// What happens at one instant, in the order of model rule 5.2.
enum NaivePhase: Int, Comparable {
  case commands
  case completions
  case arrivals
  case deadlines

  static func < (a: NaivePhase, b: NaivePhase) -> Bool { a.rawValue < b.rawValue }
}

/// Something that will happen: its place in the order of all events, and what it is.
struct NaiveEvent {
  /// Time, then round of that instant, then phase, then sequence: arrivals by input order, deadlines by guest, completions
  /// and wake-ups in the order they were scheduled.
  struct Key: Comparable {
    var time: Int64
    var round: Int
    var phase: NaivePhase
    var sequence: Int

    static func < (a: Key, b: Key) -> Bool {
      if a.time != b.time { return a.time < b.time }
      if a.round != b.round { return a.round < b.round }
      if a.phase != b.phase { return a.phase < b.phase }
      return a.sequence < b.sequence
    }
  }

  enum Happening {
    case arrival(NaivePacket)
    case deadline(guest: Int)
    /// The driver has served; now it asks who sleeps.
    case served
    /// The driver's events are sent; what it served goes to the guests' queues.
    case sent
    case wakeUp(guest: Int)
    case delivered(guest: Int)
  }

  var key: Key
  var happening: Happening
}

/// All that will happen, sorted; plain and slow.
struct NaiveAgenda {
  private(set) var events: [NaiveEvent] = []

  var next: NaiveEvent? { events.first }

  /// Puts an event behind all that come before it or share its key.
  mutating func insert(_ event: NaiveEvent) {
    let place = events.firstIndex { event.key < $0.key } ?? events.endIndex
    events.insert(event, at: place)
  }

  mutating func removeFirst() -> NaiveEvent { events.removeFirst() }

  mutating func removeDeadline(of guest: Int) {
    events.removeAll {
      if case .deadline(let other) = $0.happening { return other == guest }
      return false
    }
  }

  /// Takes a whole run's arrivals in; they are in order already.
  init(arrivals: [NaivePacket]) {
    events = arrivals.enumerated().map { order, packet in
      NaiveEvent(
        key: .init(time: packet.arrival, round: 0, phase: .arrivals, sequence: order), happening: .arrival(packet))
    }
  }
}
