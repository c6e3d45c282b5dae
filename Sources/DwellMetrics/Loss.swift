/// Packets of one guest that a full queue turned away.
struct Loss: BitwiseCopyable {
  /// Where they were lost; at one instant completions come before arrivals, so the guest's queue before the driver's.
  enum Place: UInt8, BitwiseCopyable {
    case guestQueue
    case driverQueue
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
}
