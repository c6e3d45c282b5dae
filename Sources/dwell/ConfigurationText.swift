import DwellCore
import DwellDashboard
import DwellSimulation
import DwellTerminal

/// A configuration that says everything there is to say, at its defaults: `dwell list config`.
///
/// Every setting is a line `#NAME = VALUE` that a person takes the `#` from; as it stands it changes nothing, so that a
/// scenario is what it is.
enum ConfigurationText {
  /// One setting.
  struct Entry {
    var name: String
    /// The default as TOML; nil: there is none, and the example stands for what may be there.
    var value: String?
    var example = ""
    var help: String
    /// The table it stands in; empty for the top.
    var table = ""
  }

  /// All settings, in the order of the file.
  static var entries: [Entry] { display + scenario + knobs + keys }

  private static let display = [
    Entry(
      name: "scenario", value: "\"bursts\"", help: "what is run where none is named: dwell list scenarios, or a path"),
    Entry(name: "theme", value: "\"dark\"", help: "dwell list themes, or a path; followed while the dashboard runs"),
    Entry(
      name: "symbols", value: "\"auto\"", help: "\(SymbolChoice.allCases.words); followed while the dashboard runs"),
    Entry(name: "color", value: "\"auto\"", help: "\(ColorChoice.allCases.words); followed while the dashboard runs"),
    Entry(name: "fps", value: "30", help: "frames per second, 1 to 60"),
    Entry(name: "speed", value: "0.1", help: "virtual seconds per second, 1e-6 to 1e3; else the scenario's"),
    Entry(
      name: "history", value: "true",
      help: "whether commands typed after : are kept for the next time, in $XDG_STATE_HOME/dwell/history"),
  ]

  private static let scenario = [
    Entry(name: "system", value: "\"aggregation\"", help: "a choice for each stage: dwell list systems"),
    Entry(name: "stage", example: "[\"notify=every\"]", help: "choices over those of the system: dwell list stages"),
    Entry(name: "policy", value: "\"fixed\"", help: "when a container leaves: dwell list policies"),
    Entry(name: "machine", value: "\"default\"", help: "costs and how a guest wakes up: dwell list machines"),
    Entry(name: "arrivals", value: "\"poisson\"", help: "where packets come from: dwell list traffic"),
    Entry(name: "trace", example: "\"office.pcap\"", help: "packets of a pcap or pcapng file instead"),
    Entry(name: "loop", example: "true", help: "beside trace: it begins anew at its end"),
    Entry(name: "packet-size", value: "\"576B\"", help: "one size, imix, or weights such as 40:7,576:4,1500:1"),
    Entry(name: "directions", value: "\"rx\"", help: "which legs aggregate: rx, tx, both"),
    Entry(name: "guests", value: "2", help: "1 to 1024"),
    Entry(name: "seed", value: "1", help: "everything random follows from it"),
    Entry(name: "duration", value: "\"10s\"", help: "virtual time; after it nothing arrives"),
    Entry(name: "packets", example: "1000000", help: "the same as a count of packets offered"),
    Entry(name: "warmup", value: "\"0s\"", help: "left out of the statistics"),
    Entry(name: "no-drain", value: "false", help: "what is inside at the end is not followed"),
    Entry(name: "guest-percentiles", value: "false", help: "percentiles for each of more than 16 guests"),
    Entry(name: "at", example: "[\"1s guests=4\"]", help: "turns while it runs"),
  ]

  private static var knobs: [Entry] {
    KnobCatalog.all.map { knob in
      let number = knob.dimension == .number || knob.dimension == .count
      let text = QuantityText.knob(knob, knob.defaultValue)
      let value = number ? text : "\"\(text)\""
      // Beside a trace alone, so it is no default of every run.
      let isDefault = knob.name != "trace-speed"
      return Entry(
        name: knob.name, value: isDefault ? value : nil, example: value, help: "\(knob.help) (\(knob.rangeText))",
        table: "set")
    }
  }

  private static var keys: [Entry] {
    let table = BindingTable.standard
    return DashboardCommand.allCases.map { command in
      let context = table.contexts(of: command)[0]
      let names = table.keys(of: command, in: context).map { "\"\(escaped($0.name))\"" }
      let list = "[\(names.joined(separator: ", "))]"
      // One line gives the same keys in every context of a command; where these differ it is not the default.
      return Entry(
        name: command.rawValue, value: context == .main && !names.isEmpty ? list : nil, example: list,
        help: context == .main
          ? "" : "in \(table.contexts(of: command).map(\.rawValue).joined(separator: ", "))",
        table: "keys")
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  /// The file, line by line.
  static var lines: [String] {
    var lines = [
      "# dwell: every setting at its default. Take the # from a line to change it; as it stands this file changes nothing.",
      "# It belongs into $XDG_CONFIG_HOME/dwell/config.toml, else ~/.config/dwell/config.toml.",
      "# Keys, theme, symbols and color are read again whenever this file is written; the rest holds from the next start on.",
      "", "# How the dashboard looks.",
    ]
    lines += display.flatMap(block)
    lines += ["", "# What is run: preferences over every scenario, left out where they have no meaning."]
    lines += scenario.flatMap(block)
    lines += ["", "# Any knob (dwell list knobs).", "[set]"]
    lines += knobs.flatMap(block)
    lines += ["", "# Keys by command (dwell list keys): these and no others; one key, one command.", "[keys]"]
    lines += keys.flatMap(block)
    return lines
  }

  private static func block(_ entry: Entry) -> [String] {
    let line = "\(entry.name) = \(entry.value ?? entry.example)"
    let words = entry.help.isEmpty ? [] : ["# \(entry.help)"]
    // An example is no default: with a blank, so that nobody takes it for one.
    return words + [entry.value == nil ? "# \(line)" : "#\(line)"]
  }
}

extension Collection where Element: RawRepresentable<String> {
  fileprivate var words: String { map(\.rawValue).joined(separator: ", ") }
}
