/// An event at a station and the two that led to it: what decides the order of two events of one instant and round.
///
/// Completions and wake-ups come in the order they were scheduled (model rule 5.2), that is, in the order of the events that scheduled
/// them; where these fall together too, their causes decide. Chains that agree in three links have run in step all the while, and the
/// guest, which woke before the driver took its next work, comes first.
struct EventChain: BitwiseCopyable {
  /// An instant and its round: round 0 holds what was due then, round r + 1 what round r caused at once.
  struct Moment: BitwiseCopyable, Equatable {
    var time: Int64
    var round: Int32

    /// Long before everything.
    static let past = Moment(time: .min / 2, round: 0)

    /// The moment at which something of this length ends that begins now.
    @inline(__always)
    func after(_ span: Int64) -> Moment {
      span == 0 ? Moment(time: time, round: round &+ 1) : Moment(time: time &+ span, round: 0)
    }

    @inline(__always)
    func precedes(_ other: Moment) -> Bool { time != other.time ? time < other.time : round < other.round }
  }

  /// What an event is.
  enum Kind: Int32, BitwiseCopyable {
    /// The end of a service.
    case completion
    /// A guest wakes up.
    case wakeUp
    /// A packet came, or a deadline was over: after all completions of round 0.
    case arrival
    /// A person turned something: before all completions of round 0.
    case command
  }

  // Two words, so that a chain is moved on by three whole copies: the round and the kind share one.
  private struct Link: BitwiseCopyable {
    private var time = Moment.past.time
    private var order: Int64 = 0

    init() {}

    init(moment: Moment, kind: Kind) {
      time = moment.time
      order = Int64(moment.round) &<< 2 | Int64(kind.rawValue)
    }

    var moment: Moment { Moment(time: time, round: Int32(truncatingIfNeeded: order &>> 2)) }
    var kind: Kind { Kind(rawValue: Int32(truncatingIfNeeded: order & 3)) ?? .completion }
  }

  private var newest = Link()
  private var middle = Link()
  private var oldest = Link()

  /// Adds the event that causes what comes next.
  @inline(__always)
  mutating func append(_ moment: Moment, _ kind: Kind) {
    oldest = middle
    middle = newest
    newest = Link(moment: moment, kind: kind)
  }

  /// Whether what this chain of a guest caused comes before what a chain of the driver domain caused, both being due at one moment.
  func precedes(driver: EventChain) -> Bool {
    Self.order(newest, driver.newest) ?? Self.order(middle, driver.middle) ?? Self.order(oldest, driver.oldest) ?? true
  }

  /// Whether the event so many links back in this chain of a guest came before the driver's at `moment`, which `causes` led to.
  ///
  /// Links that the chain no longer has are long past.
  func hasPassed(back: Int, _ moment: Moment, _ causes: EventChain) -> Bool {
    switch back {
    case 0:
      return Self.hasPassed(newest, moment) ?? Self.order(middle, causes.newest) ?? Self.order(oldest, causes.middle)
        ?? true
    case 1: return Self.hasPassed(middle, moment) ?? Self.order(oldest, causes.newest) ?? true
    case 2: return Self.hasPassed(oldest, moment) ?? true
    default: return true
    }
  }

  // Nil where both fall together and the guest was not woken then.
  private static func hasPassed(_ guest: Link, _ moment: Moment) -> Bool? {
    if guest.moment != moment { return guest.moment.precedes(moment) }
    return guest.kind == .wakeUp ? true : nil
  }

  // Nil where both fall together and were caused by completions.
  private static func order(_ guest: Link, _ driver: Link) -> Bool? {
    if guest.moment != driver.moment { return guest.moment.precedes(driver.moment) }
    // A hand-over wakes guests before the driver takes its next work.
    if guest.kind == .wakeUp { return true }
    switch driver.kind {
    case .arrival: return true
    case .command: return false
    case .completion, .wakeUp: return nil
    }
  }
}
