import DwellCore
import DwellSimulation
import DwellWorkload

/// The settings of the naive scheduler: the choices, and the knobs by name.
struct NaiveSettings {
  var cross: String
  var notify: String
  var policy: String
  var directions: Directions
  var guests: Int
  var seed: UInt64
  var meanSize: Double
  private var chosen: [String: Double] = [:]

  /// What the rules say where nothing is chosen (machine `paper`: all costs 0).
  static let defaults: [String: Double] = [
    "timeout": 1e6, "container-size": 4096, "alpha": 0.99, "max-packets": 0, "min-room": 0, "queue-packets": 0,
    "tick": 1000, "hold-factor": 0.5, "hold-step": 20_000, "hold-floor": 20_000, "size-share": 0.5,
    "target-utilisation": 0.8, "printed-unit": 1e6, "printed-d0": 0, "transit-base": 300_000, "transit-spread": 200_000,
  ]

  /// The costs of a machine (model 2), by the names of their knobs.
  static func costs(of machine: String) -> [String: Double] {
    let names = [
      "c-grant", "c-pkt", "c-byte", "c-send", "c-irq", "c-gpkt", "wake-latency",
    ]
    let values: [Double] =
      switch machine {
      case "default": [4440, 540, 0.25, 500, 3000, 300, 35_000]
      case "theory": [4440, 556, 0, 0, 0, 0, 0]
      case "fast-server": [50, 15, 0.01, 0, 0, 0, 0]
      default: [0, 0, 0, 0, 0, 0, 0]
      }
    return Dictionary(uniqueKeysWithValues: zip(names, values))
  }

  init(_ scenario: Scenario) {
    cross = scenario.choice(on: .cross)
    notify = scenario.choice(on: .notify)
    policy = scenario.policy
    directions = scenario.directions
    guests = scenario.guests
    seed = scenario.seed
    meanSize = scenario.sizes.mean
    chosen = Self.defaults.merging(Self.costs(of: scenario.machine)) { $1 }
    for name in scenario.knobs.chosenNames { chosen[name] = scenario.knobs.chosenValue(name) }
  }

  /// Where replies are packets, everything is kept by leg: 2 · guest, and 2 · guest + 1 for what leaves the host.
  var legs: Int { directions == .rx ? 1 : 2 }
  func leavesHost(_ row: Int) -> Bool { legs == 2 && row % 2 == 1 }
  func aggregates(_ row: Int) -> Bool { cross == "container" && (directions != .tx || leavesHost(row)) }

  subscript(name: String) -> Double {
    get { chosen[name] ?? 0 }
    set { chosen[name] = newValue }
  }

  var timeout: Int64 { Int64(self["timeout"].rounded()) }
  var capacity: Int { Int(self["container-size"]) }

  /// max(1024, 2·K) packets unless the knob says another number (model 6.2).
  var queueLimit: Int {
    let chosen = Int(self["queue-packets"])
    if chosen > 0 { return chosen }
    let fitting = min(1024, max(1, Int((self["container-size"] / meanSize).rounded(.down))))
    return max(1024, 2 * fitting)
  }

  /// The costs and the choices that a container keeps from its opening to its delivery.
  var terms: NaiveTerms {
    NaiveTerms(
      grant: self["c-grant"], packet: self["c-pkt"], byte: self["c-byte"],
      send: Int64(self["c-send"].rounded()), irq: self["c-irq"], guestPacket: self["c-gpkt"],
      latency: Int64(self["wake-latency"].rounded()), always: notify == "every", queueLimit: queueLimit,
      drop: self["drop"] == 0 ? .container : .packet)
  }

  /// What the estimator of a container goes by.
  var rule: NaiveRule {
    NaiveRule(
      timeout: timeout, alpha: self["alpha"],
      estimator: NaiveRule.Estimator(rawValue: Int(self["estimator"])) ?? .one, tick: self["tick"],
      sample: NaiveRule.Sample(rawValue: Int(self["n-k"])) ?? .gap,
      start: NaiveRule.Start(rawValue: Int(self["start"])) ?? .firstSample,
      reading: NaiveRule.Reading(rawValue: Int(self["reading"])) ?? .talkspurt,
      restart: NaiveRule.Restart(rawValue: Int(self["restart"])) ?? .guest, unit: self["printed-unit"],
      firstMean: self["printed-d0"], transitBase: self["transit-base"], transitSpread: self["transit-spread"],
      holdFactor: self["hold-factor"],
      holdStep: self["hold-step"], holdFloor: self["hold-floor"],
      ticks: self["after-pause"] == 1)
  }
}

/// Costs in nanoseconds, the wake model, the bound of a queue and what is dropped: as they were when a container was opened.
struct NaiveTerms {
  enum Drop { case container, packet }

  var grant, packet, byte: Double
  var send: Int64
  var irq, guestPacket: Double
  var latency: Int64
  /// Whether every transfer sends an event.
  var always: Bool
  var queueLimit: Int
  var drop: Drop
}

/// What the estimator of a container goes by, as it was when the container was opened.
struct NaiveRule {
  enum Sample: Int { case gap, wait, transit, censored }
  enum Estimator: Int { case one, two, three, four }
  enum Start: Int { case firstSample, zero }
  enum Reading: Int { case talkspurt, runningMean }
  enum Restart: Int { case guest, container }

  var timeout: Int64
  var alpha: Double
  var estimator: Estimator
  var tick: Double
  var sample: Sample
  var start: Start
  var reading: Reading
  var restart: Restart
  var unit, firstMean: Double
  var transitBase, transitSpread: Double
  var holdFactor, holdStep, holdFloor: Double
  /// `throttle`: releases at whole timeouts since the last, and not at once after a pause.
  var ticks: Bool
}
