import Foundation

/// What the process takes of the machine's memory.
enum Memory {
  /// Fields of `/proc/self/status`, which counts in KiB.
  enum Field: String {
    /// Now.
    case resident = "VmRSS:"
    /// At most so far.
    case peak = "VmHWM:"
  }

  /// In 10⁶ bytes; NaN where the system does not say.
  static func megabytes(_ field: Field) -> Double {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix(field.rawValue) }),
      let number = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
    else { return .nan }
    return number * 1024 / 1e6
  }
}
