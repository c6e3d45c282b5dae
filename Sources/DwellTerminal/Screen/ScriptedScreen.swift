/// A screen in memory: events come from a list, the canvases it was shown can be looked at.
///
/// When the list is over it reports ``TerminalEvent/hungUp``, so that no loop over it runs for ever.
public final class ScriptedScreen: Screen {
  /// Columns now; a ``TerminalEvent/resized(width:height:)`` in the script changes it.
  public private(set) var width: Int
  /// Rows now.
  public private(set) var height: Int
  /// What was shown, oldest first, at most the last ``mostFrames``.
  public private(set) var frames: [Canvas] = []
  /// The time limit of every wait asked for, in milliseconds, in their order.
  public private(set) var waits: [Int?] = []
  /// Whether it was closed.
  public private(set) var isClosed = false

  /// Whether reports of the mouse were asked for last.
  public private(set) var reportsMouse = false

  private var script: ArraySlice<TerminalEvent>

  /// Older frames are forgotten.
  public static let mostFrames = 1000

  /// Makes a screen of a size that reports these events one after the other.
  public init(width: Int, height: Int, script: [TerminalEvent]) {
    self.width = width
    self.height = height
    self.script = script[...]
  }

  /// Keeps the canvas.
  public func present(_ canvas: Canvas) {
    if frames.count == Self.mostFrames { frames.removeFirst() }
    frames.append(canvas)
  }

  /// Colours do not matter here.
  public func use(_ palette: Palette) {}

  /// There is nothing else that could have drawn.
  public func redrawAll() {}

  /// Remembers it; events of the mouse come from the script all the same.
  public func reportMouse(_ isWanted: Bool) { reportsMouse = isWanted }

  /// The next event of the script, at once.
  public func nextEvent(timeoutMilliseconds: Int?, wakeDescriptor: Int32?) -> TerminalEvent {
    waits.append(timeoutMilliseconds)
    let event = script.popFirst() ?? .hungUp
    switch event {
    case .resized(let columns, let rows), .resumed(let columns, let rows): (width, height) = (columns, rows)
    default: break
    }
    return event
  }

  /// Goes on at once.
  public func suspend() -> TerminalEvent { .resumed(width: width, height: height) }

  /// Remembers it.
  public func close() { isClosed = true }
}
