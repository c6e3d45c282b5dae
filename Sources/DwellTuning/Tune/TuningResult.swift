public import DwellCore
import DwellSimulation

/// What tuning found.
public struct TuningResult: Sendable {
  /// A setting with its difference from the best one, run by run on the same arrivals.
  public struct RunnerUp: Sendable {
    /// The setting.
    public let tried: Tried
    /// The goal: this one less the best; nil where one has none.
    public let difference: Interval?
    /// The same on arrivals that the search never met; nil for a capture, of which there are no others.
    public let fresh: Interval?

    /// Whether it is more than noise, without what choosing the best on the same runs adds.
    public var isSignificant: Bool { (fresh ?? difference)?.excludesZero ?? false }
  }

  /// What half or double of a tuned knob does.
  public struct Sensitivity: Sendable {
    /// The knob.
    public let knob: Knob
    /// 0.5 or 2; of weights it goes by what is missing to 1.
    public let factor: Double
    /// The value of the knob.
    public let value: Double
    /// The runs under it.
    public let sample: Sample
    /// The goal: under it less at the best.
    public let change: Interval?
    /// The limits that it breaks.
    public let broken: [Limit]
  }

  /// How the best does under what it was not chosen for.
  public struct Robustness: Sendable {
    /// What is different.
    public enum Change: Sendable, Hashable {
      /// Runs with other seeds.
      case seeds
      /// So many times the load.
      case load(Double)
    }

    /// What is different.
    public let change: Change
    /// What was turned for it: as near to the change as the knob goes; nil where only the seeds are others.
    public let turn: LoadTurn?
    /// The best under it.
    public let sample: Sample
    /// The goal of the runner-up less that of the best; nil without one.
    public let difference: Interval?
    /// The limits that the best breaks then.
    public let broken: [Limit]
  }

  /// A load that there cannot be.
  public struct Unvaried: Sendable {
    /// How many times the load.
    public let factor: Double
    /// Why not, without a full stop.
    public let reason: String
  }

  /// Runs on arrivals that the search never met, the same for all.
  public struct Fresh: Sendable {
    /// Of the best.
    public let best: Sample
    /// Of the runner-up.
    public let runnerUp: Sample?
    /// Of the settings as they stand, where they are not the best.
    public let present: Sample?
  }

  /// The question.
  public let problem: Tuning
  /// The best setting that keeps to all limits; nil where none does.
  public let best: Tried?
  /// Where none does: the one that breaks them least.
  public let nearest: Tried?
  /// The best setting under other choices, or clearly elsewhere.
  public let runnerUp: RunnerUp?
  /// The settings as they stand.
  public let present: Tried?
  /// The runs by which the best is judged; nil without one, and for a capture, of which there are no others.
  public let fresh: Fresh?
  /// Those of which none is better in both the goal and ``frontMetric``, by the latter from low to high.
  public let front: [Tried]
  /// The second quantity of the front.
  public let frontMetric: Metric
  /// How the best lies to the limits on fresh arrivals, or the nearest by its runs.
  public let limits: [LimitCheck]
  /// For each limit that is not met: the value nearest to its bound among all settings tried.
  public let reached: [(limit: Limit, value: Double?)]
  /// What half and double of each tuned knob do to the best.
  public let sensitivity: [Sensitivity]
  /// Other seeds and loads.
  public let robustness: [Robustness]
  /// Loads that could not be looked at.
  public let unvaried: [Unvaried]
  /// Every setting that was tried, in order.
  public let tried: [Tried]
  /// Settings that were run under the load as it is, of those that the plan allows: with what stands, half and double of each knob.
  public let settings: Int
  /// Settings as good as the best within the noise.
  public let equals: Int
  /// Runs in all.
  public let runs: Int
}
