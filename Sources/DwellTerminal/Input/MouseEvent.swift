/// What the terminal reports of the mouse, where it was asked to.
public struct MouseEvent: Hashable, Sendable {
  /// What happened.
  public enum Action: Hashable, Sendable {
    /// A button went down.
    case press(Button)
    /// The pointer moved while a button was down.
    case drag(Button)
    /// A button was let go.
    case release(Button)
    /// The wheel turned away from the user.
    case wheelUp
    /// The wheel turned towards the user.
    case wheelDown
  }

  /// One of three buttons.
  public enum Button: Int, Hashable, Sendable {
    /// The first.
    case left = 0
    /// The second, or the wheel pressed.
    case middle = 1
    /// The third.
    case right = 2
  }

  /// What happened.
  public var action: Action
  /// The column of the pointer, 0 at the left.
  public var x: Int
  /// The row of the pointer, 0 on top.
  public var y: Int
  /// Keys held down with it.
  public var modifiers: Key.Modifiers

  /// An event at a cell.
  public init(_ action: Action, x: Int, y: Int, _ modifiers: Key.Modifiers = []) {
    self.action = action
    self.x = x
    self.y = y
    self.modifiers = modifiers
  }
}
