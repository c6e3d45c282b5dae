import DwellCore
import DwellMetrics
import DwellSimulation
import DwellWorkload

/// The load of the paper's section VI: one client a guest sends a request, waits for the reply, sends the next; 500 times.
///
/// What JMeter calls KB/s is received response bytes / 1024 / elapsed, elapsed from the first sample's start to the last one's end over all
/// clients; its graph draws samples per minute, cumulative (JMeter's source). Parameters: domain of the seed, fitted to its table 1.
struct JMeterLoop {
  /// The samples of each of the two clients.
  static let samples = 500
  static let guests = 2
  /// Chosen so that both numbers of table 1 come out; the response size sets their scale.
  static let responseBytes = 52
  static let timeout = "19.8891 ms"
  static let latency = "4.3628 ms"

  /// When each sample ended, in nanoseconds, in order.
  let ends: [Int64]
  /// Received kilobytes (1024 bytes) per second over the whole run.
  let kilobytesPerSecond: Double

  /// The loop under a release rule, given as settings.
  init(_ rule: Settings, seed: UInt64) throws(Knob.Refusal) {
    let trial = try Trial(
      Scenario(),
      [
        "machine": "paper", "guests": "\(Self.guests)", "arrivals": "closed-loop", "clients": "1",
        "latency": Self.latency, "timeout": Self.timeout, "packet-size": "64B",
        "samples": "\(Self.samples)", "response-size": "\(Self.responseBytes)B",
      ], rule, seed: seed)
    let simulator = try Simulator(trial.scenario)
    kilobytesPerSecond = simulator.summary().requests?.kilobytesPerSecond ?? .nan
    ends = (simulator.requests?.ends ?? []).sorted()
  }

  /// Samples per minute after each sample, over all that has passed: the green line of JMeter's graph.
  var samplesPerMinute: [(x: Double, y: Double)] {
    ends.enumerated().map { (Double($0.offset + 1), Double($0.offset + 1) / (Double($0.element) / 60e9)) }
  }
}
