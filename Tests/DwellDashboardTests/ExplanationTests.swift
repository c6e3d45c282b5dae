import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSimulation
import Testing

/// The explanations that policies and estimators bring: what they say must be what the engine does.
struct ExplanationTests {
  /// One policy with everything that changes its formulas.
  struct Case: CustomStringConvertible, Sendable {
    var policy: String
    var knobs: [String: Double] = [:]
    var description: String { "\(policy) \(knobs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })" }

    var scenario: Scenario {
      var scenario = Scenario()
      scenario.policy = policy
      scenario.arrivals = "poisson"
      scenario.knobs[KnobCatalog.load] = 240_000
      for (name, value) in knobs {
        guard let knob = KnobCatalog.knob(named: name) else { preconditionFailure("no knob is called \(name)") }
        scenario.knobs[knob] = value
      }
      return scenario
    }
  }

  /// Every policy; with every estimator, observation, reading, restart and start where it has them.
  static let cases: [Case] = PolicyCatalog.policies.flatMap { policy -> [Case] in
    var cases = [Case(policy: policy.name)]
    for knob in policy.knobs where knob.dimension == .choice {
      cases = cases.flatMap { one in
        knob.choices.indices.map { choice in
          var next = one
          next.knobs[knob.name] = Double(choice)
          return next
        }
      }
    }
    return cases
  }

  private static let view = View(window: .milliseconds(1), columns: 4, barContainers: 4)

  @Test("Every policy in the catalog explains itself, whatever its choices, and its numbers are the engine's")
  func explanationsAreTrue() throws {
    #expect(Self.cases.count > 130)
    for one in Self.cases {
      let simulator = try Simulator(one.scenario, recording: .plots)
      for time in [0, 3, 20, 400, 401, 402, 3000, 3005, 3010, 20_000] as [Int64] {
        simulator.advance(to: Instant(nanoseconds: time * 1000))
        let snapshot = simulator.snapshot(Self.view)
        let explanation = try #require(snapshot.explanation, "\(one)")
        let estimate = try #require(snapshot.guests.first).estimate
        try Self.check(explanation, estimate, "\(one) at \(time) µs")
      }
    }
  }

  private static func check(_ explanation: Explanation, _ estimate: Estimate, _ what: String) throws {
    let release = try #require(explanation.lines.last { $0.symbol == .release }, "\(what)")
    if !["throttle"].contains(where: what.hasPrefix) {
      #expect((release.value - estimate.release).magnitude <= 1, "\(what): P")
    }
    for line in explanation.lines {
      if line.symbol == .mean { #expect(line.value == estimate.mean, "\(what): D") }
      if line.symbol == .variation { #expect(line.value == estimate.variation, "\(what): V") }
      if line.symbol == .sample { #expect(line.value == estimate.sample, "\(what): n") }
      guard let right = line.right else { continue }
      #expect((right.value() - line.value).magnitude <= 1 + 1e-9 * line.value.magnitude, "\(what): \(line)")
      try checkShown(line, what)
    }
    let sum = explanation.parts.reduce(0) { $0 + $1.amount }
    if !explanation.parts.isEmpty { #expect(sum + 1 >= release.value, "\(what): parts") }
    for remark in explanation.remarks { #expect(remark.hasSuffix("."), "\(remark)") }
  }

  /// The formula as it stands on the screen holds for the numbers that stand there, as far as their digits go.
  private static func checkShown(_ line: Explanation.Line, _ what: String) throws {
    let shown = FormulaText.numbers(line).map(\.text).joined()
    if shown.isEmpty { return }
    let value = try #require(ShownFormula.value(shown), "\(what): \(shown)")
    var unit = FormulaText.unit(of: line).nanoseconds
    if line.symbol.unit != .time { unit = 1 }
    // A result below a nanosecond is rounded to what there is.
    let digits = FormulaText.result(line).split(separator: " ").first.map(String.init) ?? ""
    let result = try #require(Interval(text: digits.replacing("−", with: "-")), "\(what): \(digits)")
    let slack = line.symbol.unit == .time ? 1.01 / unit : 1e-6
    #expect(
      value.meets(Interval(result.low - slack, result.high + slack)), "\(what): \(shown) = \(FormulaText.result(line))")
    if let right = line.right { #expect(!FormulaText.letters(right).isEmpty) }
  }

  @Test("The D and V before a packet are those that the engine had before it")
  func valuesBeforeAreThose() throws {
    // A container that left may have fed several waits, and changed the D of algorithm 3; the reading does not touch D and V.
    let plain = Self.cases.filter {
      $0.policy == "adaptive" && $0.knobs["n-k"] != 1 && $0.knobs["estimator"] != 2 && $0.knobs["restart"] == 0
        && $0.knobs["reading"] == 0
    }
    #expect(plain.count == 18)
    for one in plain {
      let simulator = try Simulator(one.scenario, recording: .plots)
      var before = Estimate.none
      var seen = 0
      // One step is shorter than any gap that matters: at most one packet, most times none.
      for step in 0..<600 {
        simulator.advance(to: Instant(nanoseconds: 200_000 + Int64(step) * 300))
        let snapshot = simulator.snapshot(Self.view)
        let estimate = try #require(snapshot.guests.first).estimate
        let isNew = estimate.mean != before.mean || estimate.variation != before.variation
        if isNew, before.mean.isFinite, step > 0 {
          for line in snapshot.explanation?.lines ?? [] {
            for (id, value) in line.right.map(Self.values) ?? [] {
              if id == "D before" { #expect(Self.isNear(value, before.mean), "\(one): D") }
              if id == "V before" { #expect(Self.isNear(value, before.variation), "\(one): V") }
              if id.hasSuffix("before") { seen += 1 }
            }
          }
        }
        before = estimate
      }
      if one.knobs["n-k"] == 0, one.knobs["estimator"] == 0 { #expect(seen > 20, "\(one)") }
    }
  }

  private static func isNear(_ a: Double, _ b: Double) -> Bool {
    (a - b).magnitude <= 1e-6 * max(a.magnitude, b.magnitude) + 1e-6
  }

  private static func values(_ expression: Expression) -> [(String, Double)] {
    switch expression {
    case .symbol(let symbol, let value), .complement(let symbol, let value): [(symbol.id, value)]
    case .number: []
    case .sum(let parts), .product(let parts), .least(let parts), .greatest(let parts): parts.flatMap(values)
    case .difference(let a, let b), .ratio(let a, let b): values(a) + values(b)
    case .magnitude(let a), .whole(let a): values(a)
    }
  }

  @Test("After a turned weight nothing is claimed of the packet before it")
  func turnedWeights() throws {
    let simulator = try Simulator(Case(policy: "adaptive").scenario, recording: .plots)
    _ = simulator.snapshot(Self.view)
    simulator.advance(to: Instant(nanoseconds: 3_000_000))
    let before = try #require(simulator.snapshot(Self.view).explanation)
    #expect(before.lines.first { $0.symbol == .mean }?.right != nil)
    try simulator.apply(.set(knob: "alpha", value: 0.5))
    let turned = try #require(simulator.snapshot(Self.view).explanation)
    #expect(turned.lines.first { $0.symbol == .mean }?.right == nil)
    #expect(turned.remarks.contains { $0.contains("turned after the last packet") })
    simulator.advance(to: Instant(nanoseconds: 3_200_000))
    let later = try #require(simulator.snapshot(Self.view).explanation)
    #expect(later.lines.first { $0.symbol == .mean }?.right != nil)
  }

  @Test("A turned T₀ is followed by the formula of P; what is turned elsewhere is not")
  func turnedFormula() throws {
    let simulator = try Simulator(Case(policy: "fixed").scenario, recording: .plots)
    simulator.advance(to: Instant(nanoseconds: 1_000_000))
    let explanation = try #require(simulator.snapshot(Self.view).explanation)
    #expect(explanation.uses("timeout") && !explanation.uses("alpha"))
    #expect(explanation.value(of: .release, turning: ["timeout": 5e5]) == 5e5)
    #expect(explanation.value(of: .release, turning: ["alpha": 0.5]) == 1e6)
  }

  @Test("Where packets cross one by one there is nothing to explain of a release")
  func oneByOne() throws {
    var scenario = Case(policy: "fixed").scenario
    scenario.system = "vanilla"
    let simulator = try Simulator(scenario, recording: .plots)
    simulator.advance(to: Instant(nanoseconds: 1_000_000))
    #expect(simulator.snapshot(Self.view).explanation == nil)
  }
}
