public import DwellCore

/// Which legs aggregate, and with that whether what guests send back are packets at all (model 1 and 7).
public enum Directions: String, Sendable, CaseIterable, Hashable {
  /// To the guests; replies are no packets of the model.
  case rx
  /// From the guests; packets to them cross alone.
  case tx
  /// Both ways.
  case both

  /// Legs a guest has: 1 where replies are no packets.
  var legs: Int { self == .rx ? 1 : 2 }

  /// The leg that is looked at first: the one that surely aggregates.
  var shownLeg: Int { self == .tx ? 1 : 0 }

  /// The name of the setting.
  public static let name = "directions"

  /// The setting as lists show it. It holds for a run, so it is no knob that can be turned.
  public static let knob = Knob(
    name, choices: allCases.map(\.rawValue),
    help:
      "legs that aggregate, for a whole run: rx to the guests, tx and both send replies of a closed loop as packets; "
      + "others have none, and with tx theirs cross alone")
}
