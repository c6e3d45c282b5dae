/// The keys of a theme file that mean something to us.
enum ThemeKeys {
  /// The keys of btop 1.4, and ours.
  static let all: Set<String> = Set(btop + ours)

  /// Keys of ours that are not colours, with what they may say.
  static let words: [String: [String]] = [
    "dwell_colors": ["256", "16", "8", "mono"], "dwell_weight": ["normal", "bold"],
  ]

  /// What a key may be set to, for messages.
  static func allowed(_ key: String) -> String {
    if let words = words[key] { return words.joined(separator: ", ") }
    return "\"#RRGGBB\", \"#BW\", \"R G B\" and \"\""
  }

  private static let btop =
    [
      "main_bg", "main_fg", "title", "hi_fg", "selected_bg", "selected_fg", "inactive_fg", "graph_text", "meter_bg",
      "proc_misc", "cpu_box", "mem_box", "net_box", "proc_box", "div_line", "proc_pause_bg", "proc_follow_bg",
      "proc_banner_bg", "proc_banner_fg", "followed_bg", "followed_fg",
    ]
    + ["temp", "cpu", "free", "cached", "available", "used", "download", "upload", "process"].flatMap {
      ["\($0)_start", "\($0)_mid", "\($0)_end"]
    }

  private static let ours = [
    "dwell_delay", "dwell_mean", "dwell_variation", "dwell_release", "dwell_full", "dwell_throughput", "dwell_given",
    "dwell_limit", "dwell_sample", "dwell_mark", "dwell_a", "dwell_b", "dwell_brand", "dwell_running", "dwell_paused",
    "dwell_warning", "dwell_colors", "dwell_weight",
  ]
}
