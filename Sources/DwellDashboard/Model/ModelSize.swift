extension Model {
  /// Takes another size: ranges of axes do not depend on what was shown at sizes before.
  mutating func resize(_ width: Int, _ height: Int) {
    guard (width, height) != (self.width, self.height) else { return }
    self.width = width
    self.height = height
    forgetAxes()
    plane.settle(frame)
    settleAxes()
    isResized = true
  }

  /// Lets the ranges of all axes be those of the next frame alone.
  mutating func forgetAxes() {
    axes.forget()
    plane.forgetAxes()
  }
}
