import DwellCore
package import DwellMetrics
import DwellSession
import DwellSimulation

/// What is on the screen as data for other programs: SI units, the unit in every name, nothing where there is no value.
package enum ScreenData {
  private struct Curve {
    var series: Series
    var name: String
    /// From what the history keeps to the unit of the name.
    var factor: Double
  }

  private static let curves: [Curve] = [
    Curve(series: .release, name: "release_s", factor: 1e-9), Curve(series: .timeout, name: "timeout_s", factor: 1e-9),
    Curve(series: .dwell, name: "dwell_s", factor: 1e-9), Curve(series: .mean, name: "d_s", factor: 1e-9),
    Curve(series: .variation, name: "v_s", factor: 1e-9), Curve(series: .sample, name: "n_s", factor: 1e-9),
    Curve(series: .offered, name: "offered_pps", factor: 1), Curve(series: .through, name: "through_pps", factor: 1),
    Curve(series: .ceiling, name: "ceiling_pps", factor: 1),
    Curve(series: .ceilingFull, name: "ceiling_full_pps", factor: 1),
    Curve(series: .full, name: "full_share", factor: 1),
    Curve(series: .delay, name: "delay_s", factor: 1e-9),
  ]

  // MARK: CSV

  /// A row for each column of the plots: where it begins in virtual seconds, then mean, least and greatest value of every curve.
  package static func csv(_ snapshot: Snapshot) -> String {
    let columns = snapshot.view.columns
    let kept = curves.filter { curve in snapshot[curve.series].contains { !$0.isEmpty } }
    var text = (["time_s"] + kept.flatMap { [$0.name, "\($0.name)_low", "\($0.name)_high"] }).joined(separator: ",")
    text += "\n"
    for index in 0..<columns {
      let start = snapshot.firstColumn.nanoseconds + Int64(index) * snapshot.columnWidth.nanoseconds
      // Before the run there was nothing.
      guard start + snapshot.columnWidth.nanoseconds > 0, start <= snapshot.now.nanoseconds else { continue }
      var row = [seconds(start)]
      for curve in kept {
        let column = snapshot[curve.series].indices.contains(index) ? snapshot[curve.series][index] : .empty
        row += [column.mean, column.low, column.high].map { number($0, curve.factor) }
      }
      text += row.joined(separator: ",") + "\n"
    }
    return text
  }

  private static func seconds(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let rest = String(magnitude % 1_000_000_000)
    return (nanoseconds < 0 ? "-" : "") + "\(magnitude / 1_000_000_000)."
      + String(repeating: "0", count: 9 - rest.count) + rest
  }

  private static func number(_ value: Float, _ factor: Double) -> String {
    guard value.isFinite else { return "" }
    // What the history keeps has seven digits.
    return factor == 1 ? "\(value)" : "\(Float(Double(value) * factor))"
  }

  // MARK: JSON

  /// Settings, figures and curves.
  package static func json(_ model: Model) -> String {
    let snapshot = model.snapshot
    let kept = curves.filter { curve in snapshot[curve.series].contains { !$0.isEmpty } }
    let report = Report.object([
      ("version", .integer(1)), ("scenario", model.scenario.report),
      ("time_s", .number(snapshot.now.seconds)), ("window_s", .number(snapshot.view.window.seconds)),
      ("guest", .integer(snapshot.view.guest + 1)), ("speed", .number(model.frame.speed)),
      ("packets", packets(snapshot.packets)), ("dwell", dwell(snapshot.dwell)),
      ("last_50_ms", recent(snapshot.brief)), ("last_500_ms", recent(snapshot.recent)),
      (
        "turns",
        .list(
          model.frame.turns.map { turn in
            .object([
              ("time_s", .number(turn.at.seconds)), ("name", .text(turn.name)), ("old", .text(turn.old)),
              ("new", .text(turn.new)),
            ])
          })
      ),
      ("column_s", .number(snapshot.columnWidth.seconds)), ("first_column_s", .number(snapshot.firstColumn.seconds)),
      (
        "curves",
        .object(
          kept.map { curve in
            let columns = snapshot[curve.series]
            func list(_ value: (Column) -> Float) -> Report {
              .list(columns.map { Report(Double(value($0)) * curve.factor) })
            }
            return (curve.name, .object([("mean", list(\.mean)), ("low", list(\.low)), ("high", list(\.high))]))
          })
      ),
    ])
    return report.json() + "\n"
  }

  private static func packets(_ counts: PacketCounts) -> Report {
    .object([
      ("offered", .integer(counts.offered)), ("received", .integer(counts.received)),
      ("delivered", .integer(counts.delivered)), ("dropped", .integer(counts.dropped)),
      ("waiting", .integer(counts.waiting)), ("in_flight", .integer(counts.inFlight)),
    ])
  }

  private static func dwell(_ distribution: Distribution) -> Report {
    .object([
      ("count", .integer(distribution.count)), ("mean_s", Report(distribution.mean / 1e9)),
      ("p50_s", Report(distribution.p50 / 1e9)), ("p99_s", Report(distribution.p99 / 1e9)),
    ])
  }

  private static func recent(_ recent: Recent) -> Report {
    .object([
      ("offered_pps", Report(recent.offered)), ("through_pps", Report(recent.through)),
      ("ceiling_pps", Report(recent.ceiling)), ("ceiling_full_pps", Report(recent.ceilingFull)),
      ("full", Report(recent.full)), ("due", Report(recent.due)), ("idle", Report(recent.idle)),
      ("other", Report(recent.other)), ("driver_domain_utilisation", Report(recent.driverUtilisation)),
      ("guest_utilisation", Report(recent.guestUtilisation)), ("mean_fill", Report(recent.fill)),
      ("packets_per_container", Report(recent.packetsPerContainer)),
      ("notifications_per_second", Report(recent.notifications)),
      ("memory_calls_per_second", Report(recent.memoryCalls)), ("dropped_pps", Report(recent.dropped)),
    ])
  }
}
