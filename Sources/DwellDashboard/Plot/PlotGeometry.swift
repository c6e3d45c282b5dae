import DwellTerminal

/// Where the parts of a plot lie across: words of the y axis, plot, gutter. All plots of a stack have the same.
public struct PlotGeometry: Sendable, Hashable {
  /// Columns for the words of the y axis.
  public var labelWidth: Int
  /// The column of the y axis.
  public var axisX: Int
  /// The first column of the plot.
  public var x: Int
  /// The columns of the plot.
  public var columns: Int
  /// The first column of the gutter's words.
  public var gutterX: Int
  /// The columns of the gutter's words.
  public var gutterWidth: Int

  /// The geometry of plots in an area that begins at column `x` and is `width` wide.
  public init(x: Int, width: Int) {
    labelWidth = width >= 60 ? 8 : width >= 24 ? 6 : 0
    gutterWidth = width >= 32 ? 13 : 0
    axisX = x + labelWidth
    self.x = axisX + 1
    columns = max(width - labelWidth - 1 - (gutterWidth > 0 ? gutterWidth + 1 : 0), 1)
    gutterX = self.x + columns + 1
  }

  /// The column after the last of plot and gutter.
  public var right: Int { gutterWidth > 0 ? gutterX + gutterWidth : x + columns }
}
