/// The rules of the release policies in symbols and words.
package enum Formula {
  /// What decides the release time, short enough for a title.
  package static func release(_ policy: String) -> String {
    switch policy {
    case "immediate": "P = 0"
    case "fixed": "P = T₀"
    case "printed": "P = D + 4V as printed"
    case "adaptive": "P = D + 4V"
    case "self-clocked": "when the driver is idle"
    default: ""
    }
  }

  /// What is said in place of estimates where a policy keeps none.
  package static func withoutEstimate(_ policy: String) -> String {
    switch policy {
    case "immediate": "immediate: a container leaves with its first packet, nothing is estimated"
    case "fixed": "fixed: every container may wait T₀, nothing is estimated"
    case "self-clocked": "self-clocked: a container leaves when the driver domain is idle, nothing is estimated"
    default: "no observation yet"
    }
  }

  /// Why a container left when it was due, short enough for a title.
  package static func due(_ policy: String) -> String {
    switch policy {
    case "adaptive", "printed": "due: P ran out"
    case "fixed": "due: T₀ ran out"
    case "immediate": "due: at once"
    default: "due"
    }
  }
}
