import DwellCore
import DwellEngine
public import DwellMetrics
import DwellWorkload

extension Scenario {
  /// A summary of a run of this scenario as a person reads it: aligned, three significant digits, a unit on every number.
  public func text(of summary: Summary) -> [String] { SummaryText(scenario: self, summary: summary).lines }

  /// What a person should know before they trust the figures; lines without an end.
  public func warnings(about summary: Summary) -> [String] {
    var lines = summary.warnings + scheduledTooLate(summary)
    let capacity = Int(value(of: EngineKnobs.containerSize))
    if aggregates, trace == nil, usesSizes, let least = sizes.parts.map(\.bytes).min(), least > capacity {
      lines.append("every packet is larger than a container of \(capacity) B: each crosses alone")
    }
    if let offered = summary.throughput.offered, let full = summary.throughput.ceilingFull, offered > full {
      let transfers = aggregates ? "full containers" : "full batches"
      lines.append(
        "the offered load, \(QuantityText.packetRate(offered)), exceeds what \(transfers) can carry, "
          + "\(QuantityText.packetRate(full))")
    } else if summary.saturated {
      lines.append(
        "saturated: packets are lost, a station never rests, or the backlog grows; figures depend on the duration")
    }
    return lines
  }
}

extension Scenario {
  /// Commands that come when nothing arrives any more are not carried out.
  private func scheduledTooLate(_ summary: Summary) -> [String] {
    let end = duration?.seconds ?? warmup.seconds + summary.windowSeconds
    let late = schedule.filter { $0.instant.seconds >= end }
    guard let first = late.first else { return [] }
    let more = late.count > 1 ? " and \(late.count - 1) more" : ""
    return [
      "at '\(first.text)'\(more): comes after the end, \(QuantityText.time(nanoseconds: end * 1e9, .dropped)), "
        + "and is not done"
    ]
  }
}

/// The sections of the text, one after the other.
private struct SummaryText {
  let scenario: Scenario
  let summary: Summary

  /// The most guests that are listed.
  private static let mostGuests = 16

  var lines: [String] {
    Array(
      [run, packets, containers, times, parts, jitter, throughput, requests, cost, estimate, guests, digest]
        .filter { !$0.isEmpty }.joined(separator: [""]))
  }

  // MARK: What was run

  private var run: [String] {
    let stages = Stage.allCases.compactMap { stage in scenario.stages[stage].map { " \(stage.rawValue)=\($0)" } }
    var system = "\(scenario.system)\(stages.joined())"
    system += scenario.aggregates ? ", policy \(scenario.policy)" : ""
    system += scenario.directions == .rx ? "" : ", directions \(scenario.directions.rawValue)"
    var knobs = scenario.aggregates ? [EngineKnobs.containerSize, EngineKnobs.timeout, EngineKnobs.alpha] : []
    let named = knobs + [KnobCatalog.load, TraceSource.speed]
    knobs += KnobCatalog.knobs(of: scenario).filter {
      !named.contains($0) && scenario.knobs.chosenValue($0.name) != nil
    }
    let settings = knobs.map { "\($0.name) \(QuantityText.knob($0, scenario.value(of: $0)))" }
    return section(
      "run",
      [
        "\(system), machine \(scenario.machine)", settings.joined(separator: ", "), scenario.trafficLine, schedule,
        extent,
      ].filter {
        !$0.isEmpty
      })
  }

  private var schedule: String {
    guard !scenario.schedule.isEmpty else { return "" }
    let more = scenario.schedule.count - 4
    return "at " + scenario.schedule.prefix(4).map(\.text).joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }

  private var extent: String {
    var words = ["window of \(QuantityText.time(nanoseconds: summary.windowSeconds * 1e9, .dropped)) of virtual time"]
    if scenario.warmup > .zero {
      words.append("after \(QuantityText.time(nanoseconds: Double(scenario.warmup.nanoseconds), .dropped)) of warm-up")
    }
    words.append(scenario.ending == .drain ? "followed to the last packet" : "cut at the end")
    return words.joined(separator: ", ")
  }

  // MARK: Counts

  private var packets: [String] {
    let all = summary.packets
    let lost = all.droppedFraction > 0 ? " (\(share(all.droppedFraction)))" : ""
    return section(
      "packets",
      [("offered", count(all.offered)), ("delivered", count(all.delivered)), ("dropped", count(all.dropped) + lost)],
      [("waiting", count(all.waiting)), ("in flight", count(all.inFlight))])
  }

  private var containers: [String] {
    let c = summary.containers
    guard c.released > 0 else { return [] }
    return section(
      "containers",
      [("left", count(c.released)), ("rate", rate(c.perSecond)), ("packets each", number(c.meanPackets))],
      [("full", count(c.full)), ("due", count(c.due)), ("idle", count(c.idle))],
      [("other", count(c.other)), ("left full", share(c.fractionFull)), ("filled", share(c.meanFill))])
  }

  // MARK: Times

  private var times: [String] {
    let head = ["", "mean", "deviation", "least", "p50", "p90", "p99", "p99.9", "greatest"]
    var rows = [head]
    if scenario.aggregates || summary.dwell.count > 0 { rows.append(row("dwell", summary.dwell)) }
    rows.append(row("delay", summary.delay))
    return TextTable(rows).lines
  }

  private func row(_ name: String, _ s: Spreading) -> [String] {
    [name] + [s.mean, s.deviation, s.least, s.p50, s.p90, s.p99, s.p999, s.greatest].map(time)
  }

  private var parts: [String] {
    guard let parts = summary.parts else { return [] }
    let named: [(String, Double)] = [
      ("intake", parts.intake), ("dwell", parts.dwell), ("queue", parts.queue), ("service", parts.service),
      ("notify", parts.notify), ("regulate", parts.regulate),
    ]
    let facts = named.filter { $0.1 > 0 }.map { ($0.0, time($0.1)) }
    return section("delay is", Array(facts.prefix(3)), Array(facts.dropFirst(3)))
  }

  private var jitter: [String] {
    let j = summary.jitter
    return section(
      "jitter", [("RFC 3550", time(j.rfc3550)), ("at most", time(j.rfc3550Max)), ("IPDV", time(j.ipdvMean))],
      [("PDV p99", time(j.pdvP99)), ("gap p99", time(j.gapP99))])
  }

  // MARK: Rates and costs

  private var throughput: [String] {
    let t = summary.throughput
    let bits = t.bytes.map { QuantityText.bitRate($0 * 8) } ?? Self.none
    return section(
      "throughput", [("offered", packetRate(t.offered)), ("delivered", packetRate(t.packets)), ("that is", bits)],
      [("ceiling", packetRate(t.ceiling)), ("with all full", packetRate(t.ceilingFull))])
  }

  private var requests: [String] {
    guard let r = summary.requests else { return [] }
    return section(
      "requests",
      [("answered", count(r.answered)), ("rate", rate(r.perSecond)), ("KB/s", number(r.kilobytesPerSecond))],
      [("time each", time(r.meanTime)), ("first to last", time(r.elapsed))])
  }

  private var cost: [String] {
    let c = summary.cost
    return section(
      "cost",
      [
        ("driver domain", share(c.driverUtilisation)), ("guests", share(c.guestUtilisation)),
        ("CPU per GB", time(c.cpuSecondsPerGigabyte.map { $0 * 1e9 })),
      ],
      [("events", count(c.notifications)), ("rate", rate(c.notificationsPerSecond))],
      [("calls per byte", number(c.memoryCallsPerByte)), ("memory calls", count(c.memoryCalls))])
  }

  private var estimate: [String] {
    guard let e = summary.estimate, e.release.isFinite else { return [] }
    return section("estimate", [("D", time(e.mean)), ("V", time(e.variation)), ("P", time(e.release))])
  }

  private var guests: [String] {
    guard summary.guests.count > 1 else { return [] }
    var rows = [["guest", "offered", "delivered", "dropped", "containers", "each", "dwell", "delay", "p99"]]
    for guest in summary.guests.prefix(Self.mostGuests) {
      rows.append([
        "\(guest.number)", count(guest.packets.offered), count(guest.packets.delivered), count(guest.packets.dropped),
        count(guest.containers.released), number(guest.containers.meanPackets), time(guest.dwell.mean),
        time(guest.delay.mean), time(guest.delay.p99),
      ])
    }
    let more = summary.guests.count - Self.mostGuests
    return TextTable(rows).lines
      + (more > 0 ? ["\(more) more \(more == 1 ? "guest" : "guests"): --format json has them all"] : [])
  }

  private var digest: [String] {
    let wall = summary.wallSeconds
    let speed = wall > 0 ? QuantityText.packetRate(Double(summary.packets.offered) / wall) : Self.none
    return section(
      "digest", ["\(Summary.hex(summary.digest))   \(QuantityText.time(nanoseconds: wall * 1e9)) of work, \(speed)"])
  }

  // MARK: Words

  private static let indent = 12
  private static let none = "–"

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { index, line in
      let head = index == 0 ? title : ""
      return head + String(repeating: " ", count: max(Self.indent - head.count, 1)) + line
    }
  }

  // A name and its value take a fixed width, so that the same thing stands in the same place from run to run.
  private func section(_ title: String, _ rows: [(String, String)]...) -> [String] {
    section(
      title,
      rows.filter { !$0.isEmpty }.map { row in
        var line = ""
        for (name, value) in row {
          let text = "\(name) \(value)"
          line += text + String(repeating: " ", count: max(Self.factWidth - text.count, 2))
        }
        while line.last == " " { line.removeLast() }
        return line
      })
  }

  private static let factWidth = 23

  private func count(_ n: Int) -> String { QuantityText.count(n) }
  private func time(_ nanoseconds: Double?) -> String {
    nanoseconds.map { QuantityText.time(nanoseconds: $0) } ?? Self.none
  }
  private func rate(_ perSecond: Double?) -> String { perSecond.map { QuantityText.rate($0) } ?? Self.none }
  private func packetRate(_ perSecond: Double?) -> String {
    perSecond.map { QuantityText.packetRate($0) } ?? Self.none
  }
  private func number(_ value: Double?) -> String {
    value.map { $0 >= 9999.5 && $0 < 1e15 ? count(Int($0.rounded())) : QuantityText.significant($0) } ?? Self.none
  }
  private func share(_ value: Double?) -> String {
    guard let value, value.isFinite else { return Self.none }
    return value > 0 && value < 0.01 ? "\(QuantityText.significant(value * 100)) %" : QuantityText.percent(value)
  }
}
