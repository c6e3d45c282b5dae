import DwellCore

/// The paper's table 1 and figures 5 and 6, with the row that it does not show.
enum TableOne {
  private static let fitted = ["timeout \(JMeterLoop.timeout)", "latency \(JMeterLoop.latency)", "response 52 B"]

  @Sendable static func run(seed: UInt64) throws(Knob.Refusal) -> Experiment {
    let fixed = try JMeterLoop(["policy": "fixed"], seed: seed)
    let printed = try JMeterLoop(["policy": "printed"], seed: seed)
    let none = try JMeterLoop(["policy": "immediate"], seed: seed)
    var comparisons = [
      row("aggregation, fixed timeout", fixed, published: 4.18781),
      row("aggregation, self-adaptive as printed", printed, published: 13.3497),
      row("no aggregation (the row that is not shown)", none),
    ]
    var rates: [String: Double] = [:]
    for (name, rule) in rules {
      let loop = try JMeterLoop(rule, seed: seed)
      rates[name] = loop.kilobytesPerSecond
      comparisons.append(row(name, loop))
    }
    let share = QuantityText.percent(fixed.kilobytesPerSecond / none.kilobytesPerSecond)
    let printedShare = QuantityText.percent(printed.kilobytesPerSecond / none.kilobytesPerSecond)
    let gap = rates["D + 4V of gaps"].map { QuantityText.significant($0) } ?? "–"
    return Experiment(
      source: "Thakur, Goudar 2014, table 1, figures 5 and 6",
      setting: [
        "two guests, one client each, 500 samples each; every cost 0 (machine paper), so only waiting counts",
        "the paper gives neither T0 nor the response: T0 \(JMeterLoop.timeout), \(JMeterLoop.latency) for all that is "
          + "no container, 52 B a reply are fitted",
        "KB/s as JMeter counts it: bytes of replies / 1024 / time from the first request to the last reply",
      ],
      comparisons: comparisons,
      plots: [
        Experiment.Plot(
          "figures 5 and 6: samples per minute, cumulative", across: "sample", upward: "samples per minute", .linear,
          [
            .init("as printed (fig. 6)", printed.samplesPerMinute),
            .init("fixed (fig. 5)", fixed.samplesPerMinute),
            .init("no aggregation", none.samplesPerMinute),
          ])
      ],
      findings: [
        "Two numbers were published; T0, the other latency and the size of a reply, which sets the scale, were fitted: that "
          + "they agree proves nothing.",
        "The KB/s are a request rate: with one client a guest each reply waits for one container, and nothing fills it. "
          + "Both rows of the table lose to no aggregation at all: \(share) and \(printedShare) of it.",
        "The printed recursion never looks at the traffic: P goes from 0.04 ms to 4 ms whatever comes. It wins because "
          + "4 ms is less than T0.",
        "D + 4V over the gaps between packets, the rule that the paper names, gains nothing here (\(gap) KB/s): every "
          + "gap contains the wait it is to shorten, so P climbs to T0. Rules that look at the driver domain do not wait.",
      ])
  }

  private static let rules: KeyValuePairs<String, Settings> = [
    "D + 4V of gaps": ["policy": "adaptive", "n-k": "gap"],
    "D + 4V of gaps, from zero": ["policy": "adaptive", "n-k": "gap", "start": "zero"],
    "D + 4V of waits": ["policy": "adaptive", "n-k": "wait"],
    "D + 4V of waits, from zero": ["policy": "adaptive", "n-k": "wait", "start": "zero"],
    "D + 4V of censored gaps": ["policy": "adaptive", "n-k": "censored"],
    "D + 4V of transit delays": ["policy": "adaptive", "n-k": "transit"],
    "in-window gaps": ["policy": "in-window"],
    "model-based": ["policy": "model-based"],
    "self-clocked": ["policy": "self-clocked"],
  ]

  private static func row(_ figure: String, _ loop: JMeterLoop, published: Double? = nil) -> Comparison {
    Comparison(
      figure, unit: "KB/s", published: published, simulated: loop.kilobytesPerSecond,
      fitted: published == nil ? [] : fitted, published == nil ? .unclaimed : .fitted)
  }
}
