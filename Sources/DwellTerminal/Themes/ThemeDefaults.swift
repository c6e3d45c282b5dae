/// Our own colours, dark and light; what a theme leaves unset comes from here.
struct ThemeDefaults {
  /// The background of the screen.
  let background: RGB
  /// The background of the selected row.
  let selectedBackground: RGB
  /// The roles that are not faint companions of others.
  let colours: [Role: RGB]

  /// Where a role's colour stands in a theme file, in order of preference.
  static let keys: [Role: [String]] = [
    .text: ["main_fg"], .dim: ["graph_text"], .title: ["title"], .hint: ["hi_fg"], .rule: ["div_line"],
    .brand: ["dwell_brand", "hi_fg"], .selected: ["selected_fg"], .running: ["dwell_running", "proc_misc"],
    .paused: ["dwell_paused", "hi_fg"], .warning: ["dwell_warning", "cpu_end"], .given: ["dwell_given", "inactive_fg"],
    .limit: ["dwell_limit", "cpu_end"], .mark: ["dwell_mark", "hi_fg"], .sample: ["dwell_sample", "graph_text"],
    .dwell: ["dwell_delay", "temp_mid"], .d: ["dwell_mean", "temp_start"], .v: ["dwell_variation", "cached_mid"],
    .p: ["dwell_release", "free_mid"], .full: ["dwell_full", "used_end"],
    .throughput: ["dwell_throughput", "download_mid"], .a: ["dwell_a"], .b: ["dwell_b"],
  ]

  /// Roles made from another by mixing it with what lies behind, and the share of that.
  static let faint: [Role: (of: Role, share: Double)] = [
    .grid: (.rule, 0.5), .faded: (.dim, 0.65), .selectedDim: (.selected, 0.3), .dwellDim: (.dwell, 0.55),
    .dDim: (.d, 0.55), .vDim: (.v, 0.55), .pDim: (.p, 0.55), .fullDim: (.full, 0.55),
    .throughputDim: (.throughput, 0.65), .aDim: (.a, 0.55), .bDim: (.b, 0.55),
  ]

  /// Those of a kind.
  static func of(_ kind: Theme.Kind) -> ThemeDefaults { kind == .dark ? dark : light }

  /// Light words on near black.
  static let dark = ThemeDefaults(
    background: RGB(0x0D1117), selectedBackground: RGB(0x1C3350),
    colours: [
      .text: RGB(0xC9D1D9), .dim: RGB(0x828D9A), .title: RGB(0xE6EDF3), .brand: RGB(0xE0913A), .hint: RGB(0xD9B65D),
      .rule: RGB(0x39424D), .selected: RGB(0xF0F6FC), .running: RGB(0x8FE39A), .paused: RGB(0xE3C568),
      .warning: RGB(0xE5857D), .given: RGB(0x919CAB), .limit: RGB(0xD1655C), .mark: RGB(0xE3C568),
      .sample: RGB(0x70839B), .dwell: RGB(0xE0913A), .d: RGB(0x4F9BEE), .v: RGB(0xDCB8FF), .p: RGB(0xA3DF86),
      .full: RGB(0xEE7BA0), .throughput: RGB(0x5EDCDC), .a: RGB(0x7FA8D8), .b: RGB(0xF0A050),
    ])

  /// Dark words on warm white.
  static let light = ThemeDefaults(
    background: RGB(0xFBFAF7), selectedBackground: RGB(0xD6E6F8),
    colours: [
      .text: RGB(0x2B313A), .dim: RGB(0x586170), .title: RGB(0x0B0F14), .brand: RGB(0x7D3400), .hint: RGB(0x8A5A00),
      .rule: RGB(0xC0C5CB), .selected: RGB(0x0A1C33), .running: RGB(0x23803A), .paused: RGB(0x7A5200),
      .warning: RGB(0xB01818), .given: RGB(0x68717D), .limit: RGB(0xC01F1F), .mark: RGB(0x7A5200),
      .sample: RGB(0x5F7189), .dwell: RGB(0x7D3400), .d: RGB(0x083F82), .v: RGB(0x9650CC), .p: RGB(0x23803A),
      .full: RGB(0x8F1048), .throughput: RGB(0x004E57), .a: RGB(0x2A639E), .b: RGB(0x7D3400),
    ])
}
