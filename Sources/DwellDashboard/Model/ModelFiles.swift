import DwellCore
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal

extension Model {
  /// Data and picture of what is on the screen: curves as CSV, figures and settings as JSON, the screen as SVG.
  ///
  /// - Parameter name: the name without ending; nil: from the virtual time on the screen, with a number where there is such a file.
  mutating func export(named name: String?) -> [Effect] {
    var seen = self
    seen.overlay = .none
    seen.notice = nil
    let given = name.flatMap { try? FileName($0).without(endings: [".csv", ".json", ".svg"]) }
    let time = TimeText.instant(cursor ?? snapshot.now, window: window)
    var title = "dwell, \(scenario.system), \(scenario.policy), t \(time) s"
    if let a = frame.comparison?.settings { title += ", against A: \(a.system), \(a.policy)" }
    return [
      .write(
        WrittenFiles(
          stem: given ?? "dwell-\(time)s",
          files: [
            .init(ending: ".csv", contents: .text(ScreenData.csv(snapshot, a: frame.comparison?.snapshot))),
            .init(ending: ".json", contents: .text(ScreenData.json(self))),
            .init(ending: ".svg", contents: .picture(Screenful.draw(seen), title: title)),
          ], collision: given == nil ? .number : .refuse))
    ]
  }

  /// The present settings as a scenario file.
  mutating func save(named name: String) throws(Knob.Refusal) -> [Effect] {
    let stem = try FileName(name).without(endings: [".toml"])
    return [
      .write(
        WrittenFiles(
          stem: stem, files: [.init(ending: ".toml", contents: .text(scenario.toml))], collision: .refuse))
    ]
  }

  /// The line that repeats this run, to read and copy.
  mutating func showLine() throws(Knob.Refusal) -> [Effect] {
    let line = try frame.log.line(until: snapshot.now)
    overlay = .words(title: "this run again", [line], scroll: 0)
    return []
  }
}
