#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A colour in sRGB, eight bits a channel.
public struct RGB: Hashable, Sendable {
  /// Red, 0…255.
  public var red: UInt8
  /// Green, 0…255.
  public var green: UInt8
  /// Blue, 0…255.
  public var blue: UInt8

  /// Makes a colour of its channels.
  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Makes a colour of `0xRRGGBB`; higher bits are ignored.
  public init(_ hex: UInt32) {
    self.init(
      UInt8(truncatingIfNeeded: hex >> 16), UInt8(truncatingIfNeeded: hex >> 8), UInt8(truncatingIfNeeded: hex))
  }

  /// The colour as 0xRRGGBB.
  public var number: UInt32 { UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }

  /// The colour as `#rrggbb`.
  public var hex: String {
    let digits = String(number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// The colour with a share of another (0…1), mixed channel by channel in sRGB as theme gradients are.
  public func mixed(with other: RGB, _ share: Double) -> RGB {
    func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
      UInt8(min(max((Double(from) + (Double(to) - Double(from)) * share).rounded(), 0), 255))
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// Relative luminance, 0…1 (WCAG 2.1).
  public var luminance: Double {
    let (r, g, b) = linear
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }

  /// Contrast ratio with another colour, 1…21 (WCAG 2.1).
  public func contrast(with other: RGB) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// The channels in linear light, 0…1.
  public var linear: (red: Double, green: Double, blue: Double) {
    func channel(_ value: UInt8) -> Double {
      let value = Double(value) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return (channel(red), channel(green), channel(blue))
  }

  /// Lightness and the two opponent axes (Ottosson, OKLab).
  public var okLab: (lightness: Double, a: Double, b: Double) { Self.okLab(linear: linear) }

  /// OKLab of channels in linear light.
  public static func okLab(
    linear: (red: Double, green: Double, blue: Double)
  ) -> (lightness: Double, a: Double, b: Double) {
    let (r, g, b) = linear
    let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    )
  }

  /// Distance in OKLab; 0.07 can just be told apart in thin curves.
  public func distance(to other: RGB) -> Double { Self.distance(okLab, other.okLab) }

  /// Distance of two colours in OKLab.
  static func distance(
    _ one: (lightness: Double, a: Double, b: Double), _ two: (lightness: Double, a: Double, b: Double)
  ) -> Double {
    let (dl, da, db) = (one.lightness - two.lightness, one.a - two.a, one.b - two.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }

  /// Whether the colour has no hue worth speaking of.
  public var isGrey: Bool {
    let lab = okLab
    return lab.a * lab.a + lab.b * lab.b < 0.02 * 0.02
  }
}
