import DwellCore

/// How unevenly packets come, over times from a microsecond to as long as there are: counts in windows that double.
///
/// One pass, O(1) a packet, some hundred bytes. Windows are whole ones from the first packet on; the last, unfinished one of each
/// length is left out. Index of dispersion for counts: variance over mean. Hurst parameter: Haar wavelets, weighted least squares over
/// octaves (Abry and Veitch 1998), from the shortest window on above which a straight line fits.
public struct Burstiness: Sendable {
  /// Counts in windows of one length.
  public struct Scale: Sendable, Equatable {
    /// The length in seconds.
    public let seconds: Double
    /// Whole windows.
    public let windows: Int
    /// Mean packets of a window.
    public let mean: Double
    /// Most packets of a window.
    public let most: Int
    /// Variance over mean: 0 where all windows are alike, 1 for Poisson.
    public let dispersion: Double
  }

  /// How long the traffic remembers.
  public struct Hurst: Sendable, Equatable {
    /// 0.5 where it does not; towards 1 the longer.
    public let value: Double
    /// Half of the 95 % interval, under the assumption that wavelet coefficients are nearly normal.
    public let halfWidth: Double
    /// The shortest and longest window it was taken from, in seconds.
    public let seconds: ClosedRange<Double>

    /// How it was found.
    public static let method = "Haar wavelets (Abry, Veitch)"
  }

  // Windows of one length: the present one, the one before it in the same pair, and sums over those that were not empty.
  private struct Level: Sendable {
    var window: Int64 = 0
    var count = 0
    var most = 0
    var sum = 0.0
    var squares = 0.0
    /// Packets of the first half of the pair that is open.
    var left = 0
    /// Sum over closed pairs of (first − second)².
    var differences = 0.0
  }

  // 2^37 µs are 38 hours.
  private static let levels = 38
  private static let unit: Int64 = 1000

  private var rows = Array(repeating: Level(), count: Burstiness.levels)
  private var last: Int64 = 0
  private var packets = 0

  /// Of no packets.
  public init() {}

  /// Takes the next packet; times do not go back, and the first is 0.
  ///
  /// - Parameter time: nanoseconds since the first packet.
  public mutating func add(_ time: Int64) {
    packets += 1
    last = time
    let window = time / Self.unit
    if window != rows[0].window { close(upTo: window) }
    rows[0].count += 1
  }

  // Windows that end before this one give their packets to those of twice their length.
  private mutating func close(upTo window: Int64) {
    for level in 0..<Self.levels {
      let next = window >> Int64(level)
      let row = rows[level]
      guard next != row.window else { return }
      let count = Double(row.count)
      rows[level].sum += count
      rows[level].squares += count * count
      rows[level].most = max(row.most, row.count)
      // A pair is closed once its second half is; a half that nothing came in is 0.
      let isFirst = row.window & 1 == 0
      if !isFirst {
        let difference = Double(row.left) - count
        rows[level].differences += difference * difference
        rows[level].left = 0
      } else if next >> 1 != row.window >> 1 {
        rows[level].differences += count * count
        rows[level].left = 0
      } else {
        rows[level].left = row.count
      }
      if level + 1 < Self.levels { rows[level + 1].count += row.count }
      rows[level].window = next
      rows[level].count = 0
    }
  }

  /// Every length of which there are enough whole windows, the shortest first: at least 8, with a packet or more on average.
  public var scales: [Scale] {
    (0..<Self.levels).compactMap { level in
      let windows = Int(last / (Self.unit << Int64(level)))
      guard windows >= 8 else { return nil }
      let row = rows[level]
      let mean = row.sum / Double(windows)
      guard mean >= 1 else { return nil }
      let variance = max(row.squares - row.sum * mean, 0) / Double(windows - 1)
      return Scale(
        seconds: Self.seconds(level), windows: windows, mean: mean, most: row.most, dispersion: variance / mean)
    }
  }

  private static func seconds(_ level: Int) -> Double { Double(unit << Int64(level)) / 1e9 }

  // MARK: Hurst

  private struct Octave {
    var level: Int
    /// log₂ of the mean square of its coefficients, with its bias taken out.
    var height: Double
    var weight: Double
  }

  /// The Hurst parameter; nil where there are too few packets, or hardly any differences between windows.
  public var hurst: Hurst? {
    let octaves = self.octaves
    guard octaves.count >= 4 else { return nil }
    var best: (fit: Fit, start: Int)?
    for start in 0...(octaves.count - 4) {
      let fit = Fit(octaves[start...])
      if best == nil || fit.misfit < best?.fit.misfit ?? 0 { best = (fit, start) }
      // As good as chance alone would make it in 19 of 20 cases.
      if fit.misfit <= 1 + 2 * (2 / fit.freedom).squareRoot() {
        best = (fit, start)
        break
      }
    }
    guard let (fit, start) = best, let first = octaves[start...].first, let end = octaves.last else { return nil }
    // Counts grow as w^H, their squared differences as w^2H, and a coefficient is one over the root of its window.
    let value = (fit.slope + 1) / 2
    // A line that does not fit says less than its points would.
    let width = 1.96 * fit.error / 2 * max(fit.misfit, 1).squareRoot()
    return Hurst(
      value: value, halfWidth: width, seconds: Self.seconds(first.level)...Self.seconds(end.level))
  }

  private var octaves: [Octave] {
    (0..<Self.levels).compactMap { level in
      let windows = Int(last / (Self.unit << Int64(level)))
      let pairs = windows / 2
      guard pairs >= 8, rows[level].sum / Double(windows) >= 4 else { return nil }
      let energy = rows[level].differences / Double(pairs) / Double(Int64(1) << Int64(level))
      guard energy > 0 else { return nil }
      let n = Double(pairs)
      // The mean and the variance of log₂ of a mean of n squares of normals, to the first order.
      return Octave(
        level: level, height: Elementary.log(energy) / Elementary.ln2 + 1 / (n * Elementary.ln2),
        weight: n * Elementary.ln2 * Elementary.ln2 / 2)
    }
  }

  // The straight line through octaves, by weighted least squares.
  private struct Fit {
    var slope: Double
    var error: Double
    /// χ² over the degrees of freedom.
    var misfit: Double
    var freedom: Double

    init(_ octaves: ArraySlice<Octave>) {
      var (w, x, y) = (0.0, 0.0, 0.0)
      for octave in octaves {
        w += octave.weight
        x += octave.weight * Double(octave.level)
        y += octave.weight * octave.height
      }
      let center = (x: x / w, y: y / w)
      var (xx, xy) = (0.0, 0.0)
      for octave in octaves {
        let across = Double(octave.level) - center.x
        xx += octave.weight * across * across
        xy += octave.weight * across * (octave.height - center.y)
      }
      slope = xy / xx
      error = (1 / xx).squareRoot()
      freedom = Double(octaves.count - 2)
      var chi = 0.0
      for octave in octaves {
        let rest = octave.height - center.y - slope * (Double(octave.level) - center.x)
        chi += octave.weight * rest * rest
      }
      misfit = chi / freedom
    }
  }
}
