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

  private static let curves = Series.allCases.map { series -> Curve in
    let (name, factor): (String, Double) =
      switch series {
      case .release: ("release_s", 1e-9)
      case .timeout: ("timeout_s", 1e-9)
      case .dwell: ("dwell_s", 1e-9)
      case .mean: ("d_s", 1e-9)
      case .variation: ("v_s", 1e-9)
      case .sample: ("n_s", 1e-9)
      case .offered: ("offered_pps", 1)
      case .through: ("through_pps", 1)
      case .ceiling: ("ceiling_pps", 1)
      case .ceilingFull: ("ceiling_full_pps", 1)
      case .full: ("full_share", 1)
      case .delay: ("delay_s", 1e-9)
      case .containers: ("containers_per_second", 1)
      case .driver: ("driver_domain_utilisation", 1)
      }
    return Curve(series: series, name: name, factor: factor)
  }

  // MARK: CSV

  /// A row for each column of the plots: where it begins in virtual seconds, then mean, least and greatest value of every curve; while
  /// two runs go on those of B, then those of A, whose names begin with `a_`.
  package static func csv(_ snapshot: Snapshot, a other: Snapshot? = nil) -> String {
    let runs = [("", snapshot)] + (other.map { [("a_", $0)] } ?? [])
    let kept = runs.flatMap { prefix, run in
      curves.filter { curve in run[curve.series].contains { !$0.isEmpty } }
        .map { (prefix: prefix, curve: $0, run: run) }
    }
    var text = "time_s"
    for (prefix, curve, _) in kept {
      text += ["", "_low", "_high"].map { ",\(prefix)\(curve.name)\($0)" }.joined()
    }
    text += "\n"
    for index in 0..<snapshot.view.columns {
      let start = snapshot.firstColumn.nanoseconds + Int64(index) * snapshot.columnWidth.nanoseconds
      // Before the run there was nothing.
      guard start + snapshot.columnWidth.nanoseconds > 0, start <= snapshot.now.nanoseconds else { continue }
      var row = [seconds(start)]
      for (_, curve, run) in kept {
        let column = self.column(curve.series, of: run, from: start, width: snapshot.columnWidth)
        row += [column.mean, column.low, column.high].map { number($0, curve.factor) }
      }
      text += row.joined(separator: ",") + "\n"
    }
    return text
  }

  /// The column that begins at an instant; empty where a run has none of that width there.
  private static func column(_ series: Series, of run: Snapshot, from start: Int64, width: TimeSpan) -> Column {
    guard run.columnWidth == width, width > .zero else { return .empty }
    let index = (start - run.firstColumn.nanoseconds) / width.nanoseconds
    guard start >= run.firstColumn.nanoseconds, index < run[series].count else { return .empty }
    return run[series][Int(index)]
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

  /// Settings, figures and curves; while the past is read also what is read, and while two runs go on also those of A.
  package static func json(_ model: Model) -> String {
    let snapshot = model.snapshot
    var parts: [(String, Report)] = [
      ("version", .integer(1)), ("scenario", model.scenario.report),
      ("time_s", .number((model.cursor ?? snapshot.now).seconds)), ("now_s", .number(snapshot.now.seconds)),
      ("window_s", .number(snapshot.view.window.seconds)), ("window_end_s", .number(snapshot.end.seconds)),
      ("guest", .integer(snapshot.view.guest + 1)), ("speed", .number(model.frame.speed)),
    ]
    if let stretch = snapshot.excerpt { parts.append(("excerpt", excerpt(stretch))) }
    parts += figures(snapshot)
    parts += [
      (
        "turns",
        .list(
          model.frame.turns.map { turn in
            .object([
              ("time_s", .number(turn.at.seconds)), ("name", .text(turn.name)), ("old", .text(turn.old)),
              ("new", .text(turn.new)),
            ])
          })
      )
    ]
    parts += curves(snapshot)
    if let comparison = model.frame.comparison {
      var a: [(String, Report)] = [("scenario", comparison.settings.report)]
      if let run = comparison.snapshot {
        if let stretch = run.excerpt { a.append(("excerpt", excerpt(stretch))) }
        a += figures(run) + curves(run)
      }
      parts.append(("a", .object(a)))
    }
    return Report.object(parts).json() + "\n"
  }

  private static func figures(_ snapshot: Snapshot) -> [(String, Report)] {
    [
      ("packets", packets(snapshot.packets)), ("dwell", dwell(snapshot.dwell)),
      ("last_50_ms", recent(snapshot.brief)), ("last_500_ms", recent(snapshot.recent)),
    ]
  }

  private static func curves(_ snapshot: Snapshot) -> [(String, Report)] {
    let kept = curves.filter { curve in snapshot[curve.series].contains { !$0.isEmpty } }
    return [
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
    ]
  }

  /// What is measured, or the cell under the cursor.
  private static func excerpt(_ stretch: Excerpt) -> Report {
    .object([
      ("from_s", .number(stretch.from.seconds)), ("to_s", .number(stretch.to.seconds)),
      ("rates", recent(stretch.rates)), ("dwell", dwell(stretch.dwell)),
    ])
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
      ("p50_s", Report(distribution.p50 / 1e9)), ("p90_s", Report(distribution.p90 / 1e9)),
      ("p99_s", Report(distribution.p99 / 1e9)), ("p999_s", Report(distribution.p999 / 1e9)),
      ("max_s", Report(distribution.max / 1e9)),
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
