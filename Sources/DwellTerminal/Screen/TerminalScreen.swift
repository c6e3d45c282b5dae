internal import CNcurses

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The terminal in full screen: canvases go out, keys and signals come in.
///
/// One at a time, used by one thread. The terminal is given back as it was found by ``close()``, when the value goes
/// away, on signals that end the process (a second one, or two seconds without reaction, do it from the handler) and
/// before a crash report. Text that anything writes to stderr meanwhile appears afterwards, its last 64 KiB.
public final class TerminalScreen: Screen {
  /// What the terminal can do.
  public let capabilities: TerminalCapabilities
  /// Columns now.
  public private(set) var width = 0
  /// Rows now.
  public private(set) var height = 0

  private var palette: Palette
  private var pairs: [UInt64: UInt16] = [:]
  private var trueColors: [Int32: Int32] = [:]
  /// The newest canvas that the terminal was not ready for.
  private var waiting: Canvas?
  /// Whether the terminal was asked, and has not answered all.
  private var isAsked = false
  private var shown: [Cell] = []
  private var shownSize = (width: 0, height: 0)
  private var shownScrolling: [Canvas.Scrolling] = []
  private var decoder = KeyDecoder()
  private var inputs: [TerminalInput] = []
  private var nextInput = 0
  private var escapeEnd: Int64 = 0
  private var isOpen = true
  private var isGone = false

  /// An Escape that nothing follows for so long is the key.
  public static let escapeMilliseconds: Int64 = 25
  /// So long the end waits for an answer of the terminal, where one is still to come.
  private static let answerMilliseconds: Int64 = 200

  /// Takes the terminal at standard input and output.
  ///
  /// Throws ``TerminalError`` when they are none, or when it cannot be driven; nothing is changed then.
  public init(capabilities: TerminalCapabilities, palette: Palette) throws(TerminalError) {
    if isatty(0) == 0 { throw .notATerminal(stream: "input") }
    if isatty(1) == 0 { throw .notATerminal(stream: "output") }
    let result = cn_open(capabilities.entry)
    if result < 0 { throw .noTerminfo(term: capabilities.entry) }
    if result > 0 { throw .system(String(cString: strerror(result))) }
    self.capabilities = capabilities
    self.palette = palette
    inputs.reserveCapacity(256)
    measure()
    cn_background(Int32(pair(palette[.text, .normal])))
    if capabilities.mayBeAsked {
      isAsked = true
      cn_ask()
    }
  }

  deinit { cn_close() }

  /// Gives the terminal back; further calls do nothing.
  public func close() {
    if isOpen, !isGone { takeAnswers() }
    isOpen = false
    cn_close()
  }

  /// Draws with other colours from the next ``present(_:)`` on.
  public func use(_ palette: Palette) {
    guard isOpen, palette != self.palette else { return }
    self.palette = palette
    pairs = [:]
    trueColors = [:]
    for number in 0..<256 { cn_true_color(Int32(number), -1) }
    shown = []
    cn_background(Int32(pair(palette[.text, .normal])))
    cn_redraw_all()
  }

  /// Makes the next ``present(_:)`` send every cell, for a screen that something else has written on.
  public func redrawAll() {
    shown = []
    if isOpen { cn_redraw_all() }
  }

  /// Shows a canvas: only cells that differ from what is shown are sent; nothing at all when none does.
  ///
  /// A canvas of another size than the terminal is cut, or leaves the rest blank. Where the terminal has not yet taken the
  /// last one, this one waits for it, and a newer one takes its place: a slow line gets fewer frames, and nobody waits.
  public func present(_ canvas: Canvas) {
    guard isOpen, !isGone else { return }
    waiting = cn_output_pump() != 0 ? canvas : nil
    if waiting == nil { show(canvas) }
  }

  private func show(_ canvas: Canvas) {
    let isNew = shown.count != canvas.cells.count || shownSize != (canvas.width, canvas.height)
    var isChanged = isNew
    let columns = min(canvas.width, width)
    if !isNew { scroll(canvas) }
    var row: [cn_cell] = []
    row.reserveCapacity(columns)
    for y in 0..<min(canvas.height, height) {
      let start = y * canvas.width
      var first = 0
      var last = columns - 1
      if !isNew {
        while first < columns, shown[start + first] == canvas.cells[start + first] { first += 1 }
        while last > first, shown[start + last] == canvas.cells[start + last] { last -= 1 }
      }
      guard first <= last else { continue }
      row.removeAll(keepingCapacity: true)
      for x in first...last { row.append(set(canvas.cells[start + x])) }
      cn_put_row(Int32(y), Int32(first), row, Int32(row.count))
      isChanged = true
    }
    shown = canvas.cells
    shownSize = (canvas.width, canvas.height)
    shownScrolling = canvas.scrolling
    if isChanged { cn_flush() }
  }

  /// Asks the terminal to report the mouse until it is given back, or no longer.
  public func reportMouse(_ isWanted: Bool) {
    if isOpen, !isGone { cn_report_mouse(isWanted ? 1 : 0) }
  }

  /// Waits for the next event.
  ///
  /// - Parameters:
  ///   - milliseconds: how long at most; nil waits for ever without waking up.
  ///   - descriptor: another descriptor to wait for; it is not read here.
  public func nextEvent(timeoutMilliseconds milliseconds: Int?, wakeDescriptor descriptor: Int32? = nil)
    -> TerminalEvent
  {
    guard isOpen, !isGone else { return .hungUp }
    let end = milliseconds.map { Self.now + Int64(min(max($0, 0), 1_000_000_000)) }
    while true {
      switch queuedInput() {
      case .key(let key): return .key(key)
      case .mouse(let event): return .mouse(event)
      case nil: break
      }
      let now = Self.now
      let escape = decoder.isWaiting ? escapeEnd : Int64.max
      let nearest = min(end ?? Int64.max, escape)
      let wait = nearest == Int64.max ? -1 : Int32(clamping: max(nearest - now, 0))
      var watched = [
        pollfd(fd: cn_signal_descriptor(), events: Int16(POLLIN), revents: 0),
        pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
        pollfd(fd: descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: cn_output_pending() != 0 ? cn_output_descriptor() : -1, events: Int16(POLLOUT), revents: 0),
      ]
      let ready = poll(&watched, nfds_t(watched.count), wait)
      if ready < 0 {
        // A signal: its byte lies in the pipe now.
        if errno == EINTR || errno == EAGAIN { continue }
        return lost()
      }
      // A lone Escape is the key once its own time is over and nothing has come, however short the caller's waits are.
      if watched[1].revents == 0, decoder.isWaiting, Self.now >= escapeEnd, let key = decoder.timeOut() {
        return .key(key)
      }
      if ready == 0 {
        if let end, Self.now >= end { return .timedOut }
        continue
      }
      if watched[0].revents != 0, let event = signalled() { return event }
      if watched[3].revents != 0, cn_output_pump() == 0, let canvas = waiting {
        waiting = nil
        show(canvas)
      }
      let state = Int32(watched[1].revents)
      if state & POLLIN != 0 {
        if !readKeys() { return lost() }
      } else if state & (POLLHUP | POLLERR | POLLNVAL) != 0 {
        return lost()
      }
      if nextInput == inputs.count, watched[2].revents != 0 { return .woken }
    }
  }

  /// Gives the terminal back, stops the process, and returns when it goes on.
  public func suspend() -> TerminalEvent {
    guard isOpen, !isGone else { return .hungUp }
    cn_suspend()
    return resumed()
  }

  // MARK: Input

  private func queuedInput() -> TerminalInput? {
    guard nextInput < inputs.count else { return nil }
    nextInput += 1
    return inputs[nextInput - 1]
  }

  /// Reads what there is and decodes it; false when the terminal is gone.
  private func readKeys() -> Bool {
    inputs.removeAll(keepingCapacity: true)
    nextInput = 0
    var bytes: [UInt8] = Array(repeating: 0, count: 1024)
    let count = read(0, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN }
    for byte in bytes.prefix(count) {
      if let input = decoder.decode(byte) { inputs.append(input) }
      if let answer = decoder.answer { take(answer) }
    }
    escapeEnd = Self.now + Self.escapeMilliseconds
    return count > 0
  }

  private func take(_ answer: TerminalAnswer) {
    decoder.answer = nil
    switch answer {
    case .synchronisedUpdate(let isKnown): cn_synchronise(isKnown ? 1 : 0)
    case .attributes: isAsked = false
    }
  }

  /// Waits a moment for answers that are still to come: they would be typed into the shell.
  private func takeAnswers() {
    let end = Self.now + Self.answerMilliseconds
    while isAsked, Self.now < end {
      var input = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
      guard poll(&input, 1, Int32(clamping: end - Self.now)) > 0, readKeys() else { return }
    }
  }

  private func signalled() -> TerminalEvent? {
    var bytes: [UInt8] = Array(repeating: 0, count: 64)
    let count = read(cn_signal_descriptor(), &bytes, bytes.count)
    guard count > 0 else { return nil }
    let numbers = bytes.prefix(count).map { Int32($0) }
    // What ends us comes before what would draw.
    for number in numbers {
      if let signal = TerminalEvent.EndSignal(rawValue: number) { return .ended(by: signal) }
    }
    if numbers.contains(SIGTSTP) { return suspend() }
    if numbers.contains(SIGCONT) {
      cn_retake()
      return resumed()
    }
    let before = (width, height)
    measure()
    return before == (width, height) ? nil : .resized(width: width, height: height)
  }

  private func resumed() -> TerminalEvent {
    shown = []
    measure()
    return .resumed(width: width, height: height)
  }

  /// Milliseconds on a clock that never jumps.
  private static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  private func lost() -> TerminalEvent {
    isGone = true
    return .hungUp
  }

  private func measure() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    cn_size(&columns, &rows)
    columns = min(columns, Int32(Canvas.longestSide))
    rows = min(rows, Int32(Canvas.longestSide))
    if (Int(columns), Int(rows)) != (width, height) { shown = [] }
    cn_resize(columns, rows)
    (width, height) = (Int(columns), Int(rows))
  }

  // MARK: Output

  // A shifted row costs about as many bytes as so many cells.
  private static let leastSaved = 12

  /// Lets the terminal move what has moved to the left since the last canvas, row by row, where that leaves less to send.
  private func scroll(_ canvas: Canvas) {
    guard canvas.width <= width, cn_can_shift() != 0 else { return }
    for part in canvas.scrolling {
      guard let before = shownScrolling.first(where: { $0.rect == part.rect }) else { continue }
      let (by, overflow) = part.position.subtractingReportingOverflow(before.position)
      let cells = part.rect.width - by
      guard !overflow, by > 0, cells > Self.leastSaved else { continue }
      for y in part.rect.y..<min(part.rect.bottom, height) {
        let start = y * canvas.width + part.rect.x
        var saved = -by
        for i in start..<start + cells {
          if shown[i] != canvas.cells[i] { saved += 1 }
          if shown[i + by] != canvas.cells[i] { saved -= 1 }
        }
        guard saved >= Self.leastSaved else { continue }
        cn_shift(Int32(y), Int32(part.rect.x), Int32(part.rect.width), Int32(by))
      }
    }
  }

  private func set(_ cell: Cell) -> cn_cell {
    let ink = palette[cell]
    return cn_cell(
      scalar: cell.scalar.value, pair: pair(ink), attributes: UInt16(ink.attributes.rawValue))
  }

  /// The number of a pair of colours; pairs are few (two backgrounds), and all fit the 64 of an 8-colour terminal.
  private func pair(_ ink: Ink) -> UInt16 {
    if ink.foreground < 0 && ink.background < 0 { return 0 }
    let key = UInt64(UInt32(bitPattern: ink.foreground)) << 32 | UInt64(UInt32(bitPattern: ink.background))
    if let known = pairs[key] { return known }
    let number = pairs.count + 1
    guard number < cn_color_pairs(), number <= Int(Int16.max) else { return 0 }
    let isMade = cn_pair(Int32(number), colorNumber(ink.foreground), colorNumber(ink.background)) == 0
    pairs[key] = isMade ? UInt16(number) : 0
    return isMade ? UInt16(number) : 0
  }

  /// The number that ncurses knows a colour by; a true colour takes the next of those that no theme uses as they are.
  private func colorNumber(_ colour: Int32) -> Int32 {
    guard let rgb = Ink.rgb(colour) else { return colour }
    if let known = trueColors[colour] { return known }
    let number = Int32(16 + trueColors.count)
    // A palette has fewer than 240 colours: two for each role, and two behind them.
    guard number < 256 else { return -1 }
    trueColors[colour] = number
    cn_true_color(number, Int32(rgb.number))
    return number
  }
}
