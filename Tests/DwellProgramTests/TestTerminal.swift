import CVterm
import Foundation
import Testing

/// The program in a pseudo-terminal, and what a person in front of it would see.
///
/// Every wait is for something to be seen, and fails after a time that only a broken program needs.
final class TestTerminal {
  /// What has become of the program.
  enum State: Equatable {
    case running
    case exited(Int)
    case killed(Int)
    case stopped
  }

  /// Something that was waited for did not come.
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  private static let patience = Duration.seconds(60)

  private let handle: OpaquePointer
  /// Columns now.
  private(set) var width: Int
  /// Rows now.
  private(set) var height: Int
  /// Bytes that came so far.
  private(set) var bytes = 0

  /// Starts the program with arguments; `environment` adds to the usual one, nil takes away.
  init(
    _ arguments: [String] = [], width: Int = 80, height: Int = 24, environment: [String: String?] = [:],
    program: String = Program.path
  ) throws {
    self.width = width
    self.height = height
    let started = Self.withStrings([program] + arguments) { arguments in
      Self.withStrings(Self.surroundings(environment).map { "\($0)=\($1)" }) { environment in
        cv_start(program, arguments, environment, Int32(width), Int32(height))
      }
    }
    guard let started else { throw Missing(description: "no pseudo-terminal") }
    handle = started
  }

  deinit { cv_free(handle) }

  /// What the program sees of its surroundings: nothing of the user's, and crashes without a report.
  private static func surroundings(_ changes: [String: String?]) -> [String: String] {
    var environment = [
      "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    for (name, value) in changes { environment[name] = value }
    return environment
  }

  /// Calls `body` with the strings as C wants a list of them.
  private static func withStrings<Value>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Value
  ) -> Value {
    let list = strings.map { strdup($0) } + [nil]
    defer { for string in list { free(string) } }
    return body(list)
  }

  // MARK: Doing

  /// Types.
  func type(_ text: String) { Array(text.utf8CString).withUnsafeBufferPointer { send($0) } }

  private func send(_ bytes: UnsafeBufferPointer<CChar>) {
    #expect(cv_send(handle, bytes.baseAddress, Int32(bytes.count - 1)) == 0, "the terminal takes no input")
  }

  /// Changes the size of the terminal.
  func resize(_ width: Int, _ height: Int) {
    self.width = width
    self.height = height
    cv_resize(handle, Int32(width), Int32(height))
  }

  /// Sends a signal to the program.
  func signal(_ number: Int32) { cv_signal(handle, number) }

  /// Closes the terminal as if its window were closed.
  func hangUp() { cv_hang_up(handle) }

  // MARK: Seeing

  /// What has become of the program.
  var state: State {
    var value: Int32 = 0
    return switch cv_state(handle, &value) {
    case Int32(CV_EXITED): .exited(Int(value))
    case Int32(CV_KILLED): .killed(Int(value))
    case Int32(CV_STOPPED): .stopped
    default: .running
    }
  }

  /// The number of the process.
  var process: Int { Int(cv_pid(handle)) }

  /// One cell of the screen.
  subscript(x: Int, y: Int) -> cv_cell { cv_cell_at(handle, Int32(x), Int32(y)) }

  /// All cells, row by row.
  var cells: [cv_cell] { (0..<height).flatMap { y in (0..<width).map { self[$0, y] } } }

  /// One row as text, without the blanks at its end.
  func row(_ y: Int) -> String {
    var line = String.UnicodeScalarView()
    for x in 0..<width {
      let scalar = self[x, y].scalar
      line.append(scalar == 0 ? " " : Unicode.Scalar(scalar) ?? "\u{FFFD}")
    }
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// The rows as text.
  var lines: [String] { (0..<height).map(row) }

  /// The rows as one text.
  var text: String { lines.joined(separator: "\n") }

  /// Whether the modes of the terminal are those of before the start.
  var hasModesAsFound: Bool { cv_modes_are_as_found(handle) != 0 }
  /// Whether the modes are those of a shell.
  var isCooked: Bool { cv_modes_are_cooked(handle) != 0 }
  /// Whether the alternate screen is shown.
  var isAlternate: Bool { cv_is_alternate(handle) != 0 }
  /// Whether the terminal reports the mouse.
  var reportsMouse: Bool { cv_reports_mouse(handle) != 0 }
  /// Whether the cursor is seen.
  var isCursorVisible: Bool { cv_is_cursor_visible(handle) != 0 }
  /// Whether what is written next comes in plain default colours.
  var isPenPlain: Bool { cv_is_pen_plain(handle) != 0 }
  /// How often the whole screen was erased.
  var clears: Int { Int(cv_clears(handle)) }
  /// The column the cursor is in.
  var cursorColumn: Int {
    var x: Int32 = 0
    var y: Int32 = 0
    cv_cursor(handle, &x, &y)
    return Int(x)
  }

  /// Bytes of the program that were not read yet.
  var unread: Int { Int(cv_unread(handle)) }

  // MARK: Waiting

  /// Reads until `condition` holds.
  func wait(for what: String, _ condition: () -> Bool) throws {
    let end = ContinuousClock.now + Self.patience
    while !condition() {
      let count = Int(cv_read(handle, 20))
      bytes += max(count, 0)
      if count > 0 { continue }
      let isOver = count < 0 && state != .running && state != .stopped && !condition()
      guard !isOver, ContinuousClock.now < end else {
        throw Missing(
          description: "\(what) did not come; the program is \(state), the screen is \(width)x\(height):\n\(text)")
      }
    }
  }

  /// Reads what has come already.
  func readWhatIsThere() {
    while true {
      let count = Int(cv_read(handle, 0))
      guard count > 0 else { return }
      bytes += count
    }
  }

  /// Reads until nothing comes any more and every thread of the program sleeps: however slow the machine, it has done all it was asked.
  ///
  /// For a clock that stands; where it goes on there is always more to come.
  func readUntilQuiet() throws {
    let end = ContinuousClock.now + Self.patience
    var silent = 0
    while silent < 3 {
      guard ContinuousClock.now < end else { throw Missing(description: "the program is never quiet:\n\(text)") }
      let count = Int(cv_read(handle, 10))
      bytes += max(count, 0)
      if count < 0 { return }
      silent = count == 0 && cv_is_asleep(handle) != 0 ? silent + 1 : 0
    }
  }

  /// Reads nothing until the program can write no more, at five looks one after the other: the kernel moves bytes on meanwhile.
  func stall(typing keys: String) throws {
    let end = ContinuousClock.now + Self.patience
    var full = 0
    while full < 5 {
      guard ContinuousClock.now < end else { throw Missing(description: "the program can write for ever") }
      full = cv_is_full(handle) != 0 ? full + 1 : 0
      if full == 0 { type(keys) }
      _ = cv_wait_closed(handle, 10)
    }
  }

  /// Waits until the program has ended without reading anything of what it writes.
  func waitForEndUnread() throws -> State {
    let end = ContinuousClock.now + Self.patience
    while state == .running {
      guard ContinuousClock.now < end else { throw Missing(description: "the program waits to be read") }
      // Its end is told a moment after it has closed the terminal.
      if cv_wait_closed(handle, 20) != 0 { sched_yield() }
    }
    return state
  }

  /// Reads until a text is on the screen.
  func wait(forText wanted: String) throws { try wait(for: "'\(wanted)'") { text.contains(wanted) } }

  /// Reads until the program has ended and everything it wrote is shown.
  func waitForEnd() throws -> State {
    let end = ContinuousClock.now + Self.patience
    var isOver = false
    while !isOver || state == .running || state == .stopped {
      guard ContinuousClock.now < end else {
        throw Missing(description: "the program does not end; it is \(state), the screen shows:\n\(text)")
      }
      let count = Int(cv_read(handle, 20))
      bytes += max(count, 0)
      isOver = count < 0
    }
    return state
  }

  /// Ends the program by `q` and expects that it does so in order.
  func quit(sourceLocation: SourceLocation = #_sourceLocation) throws {
    type("q")
    let ending = try waitForEnd()
    #expect(ending == .exited(0), sourceLocation: sourceLocation)
    expectGivenBack(sourceLocation: sourceLocation)
  }

  /// Expects the terminal to be as it was before the program.
  func expectGivenBack(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(hasModesAsFound, "modes", sourceLocation: sourceLocation)
    #expect(!isAlternate, "alternate screen", sourceLocation: sourceLocation)
    #expect(isCursorVisible, "cursor", sourceLocation: sourceLocation)
    #expect(isPenPlain, "colours", sourceLocation: sourceLocation)
    #expect(!reportsMouse, "mouse", sourceLocation: sourceLocation)
  }
}
