/// What a cell means; a theme says what that looks like.
///
/// One hue stands for one quantity on every panel, so drawing never names a colour.
/// The `…Dim` cases are the faint companions of a curve: spread dots, area fill, the rest of a bar.
public enum Role: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Ordinary words and values.
  case text
  /// Labels, axis figures and other words that step back.
  case dim
  /// Panel titles.
  case title
  /// The name of the program in the status line.
  case brand
  /// Keys, wherever they are named.
  case hint
  /// Rules, axes and slider tracks.
  case rule
  /// Grid lines inside a plot.
  case grid
  /// Words on the selected row.
  case selected
  /// Dim words on the selected row.
  case selectedDim
  /// The state word while the clock runs.
  case running
  /// The state word while the clock stands.
  case paused
  /// A message that wants attention.
  case warning
  /// What the user gives: offered load, T₀.
  case given
  /// What bounds or breaks: ceilings, overload.
  case limit
  /// Turns of a knob on the time axis.
  case mark
  /// The observed value that an estimate follows.
  case sample
  /// Dwell and delay.
  case dwell
  /// Spread of dwell and delay.
  case dwellDim
  /// A few of the packets of a column waited so long: the faintest of five steps of the dwell hue.
  case heat1
  /// The second step.
  case heat2
  /// The third step.
  case heat3
  /// The fourth step: the dwell hue itself, where a theme has room beyond it.
  case heat4
  /// Most packets of a column waited so long: the dwell hue, and lighter on dark, darker on light.
  case heat5
  /// Mean delay D.
  case d
  /// Faint companion of `d`.
  case dDim
  /// Variation V.
  case v
  /// Faint companion of `v`.
  case vDim
  /// Release time P; containers that left because they were due.
  case p
  /// Faint companion of `p`.
  case pDim
  /// Containers that left because they were full.
  case full
  /// Faint companion of `full`.
  case fullDim
  /// Throughput and the load of the driver domain.
  case throughput
  /// Area under throughput; the rest of a bar.
  case throughputDim
  /// Run A of a comparison.
  case a
  /// Faint companion of `a`.
  case aDim
  /// Run B of a comparison.
  case b
  /// Faint companion of `b`.
  case bDim
  /// Everything that lies under an overlay.
  case faded
}
