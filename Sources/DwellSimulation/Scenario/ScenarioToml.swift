import DwellCore

extension Scenario {
  /// The scenario as a TOML file that `--scenario` reads back to ``meaningful``; a relative trace must lie beside the file.
  public var toml: String {
    var text = "# A scenario of dwell: dwell --scenario FILE shows it, dwell simulate --scenario FILE runs it.\n"
    let standard = Scenario()
    var settings = settings(over: standard)
    // What a reader looks for first is said even where it is as it would be anyway.
    let given = Set(settings.map(\.name))
    var first = [Setting("system", system)]
    if aggregates { first.append(Setting("policy", policy)) }
    first.append(Setting("machine", machine))
    if trace == nil { first.append(Setting("arrivals", arrivals)) }
    first += [Setting("guests", "\(guests)"), Setting("seed", "\(seed)")]
    settings = first.filter { !given.contains($0.name) } + settings
    let order = Dictionary(uniqueKeysWithValues: Setting.names.enumerated().map { ($1, $0) })
    let choices = settings.filter { order[$0.name] != nil && $0.name != "stage" && $0.name != "at" }
      .sorted { order[$0.name, default: 0] < order[$1.name, default: 0] }
    for setting in choices {
      let isPlain =
        Setting.switches.contains(setting.name) || ["guests", "packets"].contains(setting.name)
        || setting.name == "seed" && Int(setting.text) != nil
      text += "\(setting.name) = \(isPlain ? setting.text : Self.quoted(setting.text))\n"
    }
    let schedule = settings.filter { $0.name == "at" }
    if !schedule.isEmpty {
      text += "at = [\n" + schedule.map { "  \(Self.quoted($0.text)),\n" }.joined() + "]\n"
    }
    let stages = settings.filter { $0.name == "stage" }.map { $0.text.split(separator: "=", maxSplits: 1) }
    if !stages.isEmpty {
      text += "\n[stage]\n" + stages.map { "\($0[0]) = \(Self.quoted(String($0[1])))\n" }.joined()
    }
    let knobs = settings.filter { order[$0.name] == nil }
    if !knobs.isEmpty {
      text += "\n[set]\n" + knobs.map { "\($0.name) = \(Self.quoted($0.text))\n" }.joined()
    }
    return text
  }

  /// A basic string of TOML 1.0.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
