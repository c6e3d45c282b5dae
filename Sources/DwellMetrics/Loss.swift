/// Packets of one guest that a full queue turned away.
struct Loss: BitwiseCopyable {
  /// Where they were lost, in the order of one instant: commands, completions, arrivals, what these caused at once.
  enum Place: UInt8, BitwiseCopyable {
    // The driver's queue, by a command.
    case command
    case guestQueue
    case driverQueue
    case guestQueueLater
    // A ring outside the stations, and a packet too late to be of use: losses of stages.
    case ring
    case late
  }

  var time: Int64
  var place: Place
  var guest: Int32
  var packets: Int32
  // Of these, how many arrived before the window.
  var early: Int32

  /// Whether it belongs to what happened strictly before `time`; what a command did is done at once.
  func isOver(before time: Int64) -> Bool { self.time < time || self.time == time && place == .command }
}
