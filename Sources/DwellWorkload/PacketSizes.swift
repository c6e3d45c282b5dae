public import DwellCore

/// A weighted mix of packet sizes: one size, IMIX, or weights such as `40:7,576:4,1500:1` (bytes:weight).
public struct PacketSizes: Sendable, Hashable {
  /// One size and its weight.
  public struct Part: Sendable, Hashable {
    /// The size in bytes, 1 to 65536.
    public var bytes: Int
    /// The weight, 1 to 1 000 000.
    public var weight: Int
  }

  /// The sizes with their weights, in the order given; never empty, at most 64.
  public let parts: [Part]
  /// How the mix was written: `576`, `imix`, `40:7,576:4,1500:1`.
  public let text: String

  /// Packets of one size.
  public init(bytes: Int) {
    parts = [Part(bytes: min(max(bytes, 1), 65536), weight: 1)]
    text = "\(bytes)"
  }

  /// The simple IMIX: 64 B, 594 B and 1518 B as 7:4:1 (model rule 7).
  public static let imix = PacketSizes(
    parts: [Part(bytes: 64, weight: 7), Part(bytes: 594, weight: 4), Part(bytes: 1518, weight: 1)], text: "imix")

  private init(parts: [Part], text: String) {
    self.parts = parts
    self.text = text
  }

  /// Reads `576B`, `imix` or `40:7,576:4,1500:1`.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  public init(parsing text: String) throws(Knob.Refusal) {
    let allowed = "one size such as 576B, imix, or weights such as 40:7,576:4,1500:1"
    if text.lowercased() == "imix" {
      self = .imix
      return
    }
    guard text.contains(where: { $0 == ":" || $0 == "," }) else {
      let size: Quantity
      let allowed = "or imix, or weights such as 40:7,576:4,1500:1"
      // Nothing has every unit elsewhere; no packet is nothing, and the next try would want one anyway.
      guard Int(text) == nil else {
        throw Knob.Refusal("packet-size: '\(text)' has no unit; units that fit are B, KiB, kB, MiB, MB; \(allowed)")
      }
      do { size = try Quantity(parsing: text, as: [.bytes]) } catch {
        throw Knob.Refusal("packet-size: \(error.description); \(allowed)")
      }
      guard size.value >= 1, size.value <= 65536, size.value.rounded() == size.value else {
        throw Knob.Refusal("packet-size is \(text), but must be a whole number from 1 B to 65536 B")
      }
      self.init(bytes: Int(size.value))
      return
    }
    var parts: [Part] = []
    for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = piece.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, let bytes = Int(pair[0]), let weight = Int(pair[1]) else {
        throw Knob.Refusal("packet-size is '\(text)', but must be \(allowed)")
      }
      guard (1...65536).contains(bytes) else {
        throw Knob.Refusal("packet-size has a packet of \(bytes) B, but sizes must lie from 1 B to 65536 B")
      }
      guard (1...1_000_000).contains(weight) else {
        throw Knob.Refusal("packet-size has the weight \(weight), but weights must lie from 1 to 1000000")
      }
      parts.append(Part(bytes: bytes, weight: weight))
    }
    guard parts.count <= 64 else {
      throw Knob.Refusal("packet-size names \(parts.count) sizes, but at most 64 are allowed")
    }
    self.init(parts: parts, text: text)
  }

  /// The mean size in bytes.
  public var mean: Double {
    let weight = parts.reduce(0) { $0 + $1.weight }
    return Double(parts.reduce(0) { $0 + $1.bytes * $1.weight }) / Double(weight)
  }
}
