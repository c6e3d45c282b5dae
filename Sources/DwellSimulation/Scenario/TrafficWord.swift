extension Scenario {
  /// The traffic model as the screen writes it: `on/off` for `onoff`, else its name.
  public var trafficWord: String { arrivals == "onoff" ? "on/off" : arrivals }
}
