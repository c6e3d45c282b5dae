public import DwellSession

/// Where frames come from and commands go: a session, or a script in tests.
public protocol FrameSource: AnyObject {
  /// Readable when a new frame is there.
  var wakeDescriptor: Int32 { get }

  /// Asks for something.
  func send(_ command: SessionCommand)

  /// The newest frame not yet taken, if there is one.
  func newestFrame() -> Frame?
}

extension Session: FrameSource {}
