/// The fixed part of xterm's 256 colours: the 6×6×6 cube (16…231) and the grey ramp (232…255).
///
/// The first 16 are the user's and are never chosen by closeness.
enum XtermColors {
  /// The colour of a number in 16…255.
  static func colour(_ number: Int) -> RGB {
    if number >= 232 {
      let grey = UInt8(8 + 10 * (min(number, 255) - 232))
      return RGB(grey, grey, grey)
    }
    let cube = max(number, 16) - 16
    let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
    return RGB(steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
  }

  // OKLab of every candidate: themes ask for the nearest some sixty times before the first frame.
  private static let candidates = (16...255).map { number in
    let colour = colour(number)
    return (number: number, colour: colour, lab: colour.okLab)
  }

  /// The nearest number in OKLab, among those that pass.
  static func nearest(to colour: RGB, where passes: (RGB) -> Bool = { _ in true }) -> Int32 {
    let lab = colour.okLab
    var best: (number: Int, distance: Double)?
    for candidate in candidates {
      let distance = RGB.distance(lab, candidate.lab)
      if distance < best?.distance ?? .infinity, passes(candidate.colour) { best = (candidate.number, distance) }
    }
    return Int32(best?.number ?? 16)
  }
}
