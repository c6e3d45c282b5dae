import DwellCore
import DwellDashboard
import DwellEngine
import DwellMetrics
import DwellSession
import DwellSimulation
import DwellTerminal
import Testing

/// Containers as bars: which cell is what, and the panel as text.
struct TimelineTests {
  private static func µs(_ value: Double) -> Instant { Instant(nanoseconds: Int64(value * 1000)) }

  /// A container of guest `guest` with packets at `at`, in microseconds.
  private static func bar(
    _ guest: Int = 0, at: [Double], due: Double, left: Double? = nil, _ cause: ReleaseCause = .due, number: Int = 1,
    lost: Bool = false
  ) -> ContainerBar {
    ContainerBar(
      guest: guest, leg: .toGuest, opened: µs(at[0]), due: due.isInfinite ? .never : µs(due), capacity: 4096,
      packets: at.count, bytes: at.count * 576, arrivals: at.map { .init(instant: µs($0), size: 576) },
      departure: left.map {
        .init(
          number: number, cause: cause, released: µs($0),
          crossing: lost ? nil : .init(start: µs($0 + 2), end: µs($0 + 5)), guestStart: lost ? nil : µs($0 + 5),
          delivered: lost ? nil : µs($0 + 8))
      })
  }

  /// 24 cells, now in cell 19, one microsecond each.
  private static let axis = BarAxis(now: µs(100), span: 19_000, cells: 24)

  private static func text(_ bar: ContainerBar, on axis: BarAxis = axis) -> String {
    let signs: [BarCells.Kind: String] = [
      .nothing: " ", .open: "=", .packet: "|", .ahead: ".", .deadline: "o", .beyond: ">", .queued: "~",
      .crossing: "#", .delivery: ":",
    ]
    return BarCells(bar, on: axis).kinds.map { signs[$0] ?? "?" }.joined()
  }

  @Test("A bar: packets, deadline, queue, crossing, guest; nothing after now but the deadline of an open one")
  func bars() {
    #expect(Self.axis.nowCell == 19)
    #expect(Self.axis.perCell == 1000)
    #expect(Self.text(Self.bar(at: [83, 85, 88], due: 90, left: 90)) == "  |=|==|=o~####:::".padded(24))
    // One that left full shows no deadline: it would have come later.
    #expect(Self.text(Self.bar(at: [83, 85, 88], due: 99, left: 88, .full)) == "  |=|==|~####:::".padded(24))
    // Service goes on: what lies after now is not drawn.
    #expect(Self.text(Self.bar(at: [90], due: 96, left: 96)) == "         |=====o~###".padded(24))
    // A full queue turned it away.
    #expect(Self.text(Self.bar(at: [90], due: 96, left: 96, lost: true)) == "         |=====o".padded(24))
    #expect(Self.text(Self.bar(at: [70], due: 77, left: 77)) == "##:::".padded(24))
    #expect(BarCells(Self.bar(at: [60], due: 64, left: 64), on: Self.axis).isEmpty)
  }

  @Test("The deadline ahead is at the edge while it is on the axis, an arrow beyond it, nothing where there is none")
  func deadlines() {
    #expect(Self.text(Self.bar(at: [97, 99], due: 102)) == String(repeating: " ", count: 16) + "|=|=.o  ")
    #expect(Self.text(Self.bar(at: [97, 99], due: 104)) == String(repeating: " ", count: 16) + "|=|=...o")
    #expect(Self.text(Self.bar(at: [97, 99], due: 105)) == String(repeating: " ", count: 16) + "|=|=...>")
    #expect(Self.text(Self.bar(at: [97, 99], due: .infinity)) == String(repeating: " ", count: 16) + "|=|=    ")
    // Due this very instant: the deadline never covers a packet.
    #expect(Self.text(Self.bar(at: [97, 100], due: 100)) == String(repeating: " ", count: 16) + "|==|o   ")
  }

  @Test("Packets in one cell stand side by side: to the right while there is room before the end, else to the left")
  func sideBySide() {
    #expect(Self.text(Self.bar(at: [85, 85.2, 85.4], due: 92, left: 92)) == "    |||====o~####:::".padded(24))
    #expect(Self.text(Self.bar(at: [85, 89.8, 89.9], due: 99, left: 89.9, .full)) == "    |==||~####:::".padded(24))
    #expect(Self.text(Self.bar(at: [99.5, 99.6, 99.7, 99.8], due: 110)) == "                ||||...>")
    // At the left edge there is no room to the left.
    #expect(Self.text(Self.bar(at: [81, 81.1, 81.2], due: 99, left: 81.3, .full)).hasPrefix("|||"))
  }

  @Test("No packet in the window is dropped, wherever packets, end and edge lie")
  func noneDropped() {
    var random = RandomStream(seed: 7, name: "timeline")
    for round in 0..<2000 {
      let cells = 8 + Int(random.next() % 60)
      let count = 1 + Int(random.next() % 64)
      let spread = 1 + Int64(random.next() % 40_000)
      let times = (0..<count).map { _ in 60_000 + Int64(random.next() % UInt64(spread)) }.sorted()
      let axis = BarAxis(
        now: Instant(nanoseconds: times[count - 1] + Int64(random.next() % 30_000)),
        span: Double(1 + random.next() % 60_000), cells: cells)
      var bar = Self.bar(at: [1], due: 200)
      bar.arrivals = times.map { .init(instant: Instant(nanoseconds: $0), size: 64) }
      bar.opened = bar.arrivals[0].instant
      bar.packets = count
      if round % 2 == 0 {
        bar.departure = .init(
          number: 1, cause: round % 4 == 0 ? .due : .full, released: bar.arrivals[count - 1].instant, crossing: nil,
          guestStart: nil, delivered: nil)
      }
      let drawn = BarCells(bar, on: axis)
      let inside = times.count { axis.cell(of: Instant(nanoseconds: $0)) >= 0 }
      let ticks = drawn.kinds.count { $0 == .packet }
      #expect(drawn.kinds.count == cells)
      #expect(ticks + drawn.uncounted == inside, "\(round): \(ticks) ticks of \(inside) in \(cells) cells")
      if inside <= cells { #expect(drawn.uncounted == 0) }
    }
  }

  @Test("Cells lie at absolute multiples of their width: with time, bars move by whole cells and keep their shape")
  func noShimmer() {
    let bar = Self.bar(at: [83.3, 85.9, 88.1], due: 90, left: 90)
    var shapes: Set<String> = []
    for step in 0..<40 {
      let axis = BarAxis(now: Instant(nanoseconds: 98_000 + Int64(step) * 50), span: 19_000, cells: 24)
      shapes.insert(Self.text(bar, on: axis).trimmingBlanks)
    }
    #expect(shapes.count == 1)
  }

  @Test("As of an instant: later packets and a later release are taken away")
  func asOf() {
    let bar = Self.bar(at: [10, 12, 15], due: 30, left: 30)
    #expect(bar.asOf(Self.µs(30)) == bar)
    let before = bar.asOf(Self.µs(12))
    #expect(before.isOpen)
    #expect(before.packets == 2)
    #expect(before.bytes == 2 * 576)
    #expect(before.due == bar.due)
    let open = Self.bar(at: [10, 12], due: 30)
    #expect(open.asOf(Self.µs(20)) == open)
    #expect(open.asOf(Self.µs(11)).packets == 1)
  }

  @Test("Packets waiting: steps up with each packet, the peak of each part, down at the release")
  func waiting() {
    let bars = [
      Self.bar(at: [84, 85, 87], due: 90, left: 90), Self.bar(at: [91, 91.5], due: 95, left: 95),
      Self.bar(at: [97, 99.5], due: 120),
    ]
    let steps = WaitingPlot.steps(bars, on: Self.axis, parts: 1)
    // From 81 µs on; the first container kept opened at 84.
    #expect(steps == [nil, nil, nil, 1, 2, 2, 3, 3, 3, 3, 2, 2, 2, 2, 2, 0, 1, 1, 2, 2])
  }

  // MARK: The panel

  /// Two guests' containers over the last 150 µs, as a burst has them.
  static func bars(now: Instant) -> [ContainerBar] {
    func at(_ back: Double) -> Instant { Instant(nanoseconds: now.nanoseconds - Int64(back * 1000)) }
    var bars: [ContainerBar] = []
    let shapes: [(guest: Int, from: Double, gaps: [Double], length: Double, cause: ReleaseCause)] = [
      (0, 150, [0, 2, 4, 7, 9, 12, 14.2], 14.2, .full), (1, 141, [0, 3, 5, 9, 13, 15], 21.5, .due),
      (0, 128, [0, 3, 4, 9, 15, 20, 22.7], 22.7, .full), (1, 112, [0, 6, 11], 20.1, .due),
      (0, 98, [0, 1, 3, 9, 12, 15, 22.6], 22.6, .full), (1, 86, [0, 4, 5, 8, 11, 15], 19.4, .due),
      (0, 68, [0, 0.2, 0.4, 0.6, 0.8, 1, 9.42], 9.42, .full), (1, 60, [0, 5, 9, 14], 18.7, .due),
      (1, 36, [0], 17, .due),
    ]
    for (index, shape) in shapes.enumerated() {
      let opened = at(shape.from)
      func later(_ micros: Double) -> Instant { opened + TimeSpan(nanoseconds: Int64(micros * 1000)) }
      bars.append(
        ContainerBar(
          guest: shape.guest, leg: .toGuest, opened: opened, due: later(shape.cause == .due ? shape.length : 500),
          capacity: 4096, packets: shape.gaps.count, bytes: shape.gaps.count * 576,
          arrivals: shape.gaps.map { .init(instant: later($0), size: 576) },
          departure: .init(
            number: 9212 + index, cause: shape.cause, released: later(shape.length),
            crossing: .init(start: later(shape.length + 1), end: later(shape.length + 7)),
            guestStart: later(shape.length + 7), delivered: later(shape.length + 14))))
    }
    for (guest, from, gaps, due) in [(0, 24.0, [0.0, 1, 3, 4, 13, 16], 433.0), (1, 3.5, [0], 21)] {
      bars.append(
        ContainerBar(
          guest: guest, leg: .toGuest, opened: at(from), due: at(from) + TimeSpan(nanoseconds: Int64(due * 1000)),
          capacity: 4096, packets: gaps.count, bytes: gaps.count * 576,
          arrivals: gaps.map { .init(instant: at(from - $0), size: 576) }, departure: nil))
    }
    return bars.reversed()
  }

  private static func panel(_ width: Int, _ height: Int, symbols: SymbolSet = .braille) -> Canvas {
    MadeUp().panel("timeline", width, height, symbols: symbols) {
      $0.speed = 0.000_01
      $0.snapshot.bars = bars(now: $0.snapshot.now)
    }
  }

  private static func expect(
    _ canvas: Canvas, _ expected: String, at location: SourceLocation = #_sourceLocation
  ) {
    let drawn = canvas.lines.joined(separator: "\n")
    #expect(drawn == expected, "it is\n\(drawn)", sourceLocation: location)
  }

  @Test("The panel at its smallest, as in 40x10, at 80x24 and at 120x36")
  func panels() {
    Self.expect(
      Self.panel(38, 7),
      """
      ⁸timeline ─────── ┃ packet  ◇ deadline
      g2            ┃┃┃┃◇▒   ┊     □ due   4
      g2                ┃━◇▒░┊     □ due   1
      g1                ┃┃┃┃┃┃┈┈┈→   open  6
      g2                    ┃━┈◇     open  1
         ───────┴────────────┴────
              −100 µs       now
      """)
    Self.expect(
      Self.panel(78, 15),
      """
      ⁸timeline ─────────── ━ open  ┃ packet  ◇ deadline  ▒ crossing  ░ at the guest
                                                     ┊
      g1 9212 ┃┃┃┃┃┃┃▒░                              ┊        ■ full   7 in 14.2 µs
      g2 9213    ┃┃┃┃┃┃◇▒░░                          ┊        □ due    6 in 21.5 µs
      g1 9214       ┃┃┃┃┃┃┃▒▒░░                      ┊        ■ full   7 in 22.7 µs
      g2 9215           ┃━┃┃━◇▒▒░░                   ┊        □ due    3 in 20.1 µs
      g1 9216               ┃┃┃┃┃┃┃▒▒░               ┊        ■ full   7 in 22.6 µs
      g2 9217                  ┃┃┃┃┃┃◇▒░░            ┊        □ due    6 in 19.4 µs
      g1 9218                   ┃┃┃┃┃┃┃▒▒░░          ┊        ■ full   7 in 9.42 µs
      g2 9219                         ┃┃┃┃━◇▒░░      ┊        □ due    4 in 18.7 µs
      g2 9220                               ┃━━━◇▒▒░░┊        □ due    1 in 17.0 µs
      g1                                       ┃┃┃┃┃┃━┈┈┈┈┈┈→   open   6 due 409 µs
      g2                                            ┃━┈┈┈┈◇     open   1 due 17.5 µs
              ┴────────────┴────────────┴────────────┴───────
            −150 µs      −100          −50          now
      """)
    Self.expect(
      Self.panel(118, 27),
      """
      ⁸timeline ───────────────────────────── newest at the bottom  ━ open  ┃ packet  ◇ deadline  ▒ crossing  ░ at the guest
                                                                          ┊
                                                                          ┊
                                                                          ┊
      g1 9212 ┃┃┃┃┃┃┃▒▒░░░                                                ┊             ■ full   7 in 14.2 µs  no room
      g2 9213    ┃┃┃━┃┃┃━━◇▒▒▒░░                                          ┊             □ due    6 in 21.5 µs  P ran out
      g1 9214         ┃━┃┃┃━┃━┃┃▒▒▒░░░                                    ┊             ■ full   7 in 22.7 µs  no room
      g2 9215                ┃━┃━┃━━━◇▒▒▒░░                               ┊             □ due    3 in 20.1 µs  P ran out
      g1 9216                     ┃┃┃━┃┃┃━━┃▒▒▒░░░                        ┊             ■ full   7 in 22.6 µs  no room
      g2 9217                          ┃━┃┃┃┃┃━◇▒▒▒░░                     ┊             □ due    6 in 19.4 µs  P ran out
      g1 9218                               ┃┃┃┃┃┃┃▒▒▒░░░                 ┊             ■ full   7 in 9.42 µs  no room
      g2 9219                                     ┃━┃┃━┃━◇▒▒▒░░░          ┊             □ due    4 in 18.7 µs  P ran out
      g2 9220                                              ┃━━━━━━◇▒▒▒░░░ ┊             □ due    1 in 17.0 µs  P ran out
      g1                                                        ┃┃┃┃━┃┃━━━━┈┈┈┈┈┈┈┈┈┈┈→   open   6 of 7  due in 409 µs
      g2                                                                ┃━━┈┈┈┈┈┈◇        open   1 of 7  due in 17.5 µs
      packets waiting ──────────────────────────────────────────────────────── ━ guest 1  ┄ guest 2  ■ left full  □ left due
             │     ■      □    ■     □     ■   □  ■      □        □       ┊
       7 full┤┈┈┈┈┈⢸⡇┈┈┈┈┈┈┈┈┈┈⢸⡇┈┈┈┈┈┈┈┈┈┈⢸⡇┈┈┈┈┈⢸⡇┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┊┈┈┈┈┈┈┈┈┈┈┈┈ guest 1  6 of 7
             │    ⢸⠉⡇  ⠨⠁⠁⠩   ⢸⠉⡇       ⢸⠉⠉⠉⡇⠨⠁⡯⠉⠉⠉⡇                  ⢸⠉⠉⠉⠁             P 433 µs  due 409 µs
             │   ⢰⠚ ⡇ ⠠⠊  ⠨ ⢰⠒⠚ ⡇      ⢰⠚   ⡇⠊ ⡯   ⡇                 ⢰⠚   ┊
             │  ⢰⠚  ⡇⠆⠊   ⡾⠒⠚   ⡇     ⡖⠚  ⠠⠂⡇  ⡯   ⡇   ⠠⠂⠢        ⡖⠒⠒⠚    ┊             guest 2  1 of 7
             │ ⢠⠼  ⠠⡇⠅  ⡤⠤⠯     ⡇⠠⠄⠄⡤⠤⠇  ⠠⠬ ⡇ ⢠⠯   ⡇ ⠠⠄⠬ ⠨       ⢠⠇       ┊             P 21.0 µs  due 17.5 µs
             │⢠⠼  ⠠⠬⡇   ⡇ ⠨    ⠠⡇⠬ ⡤⠇⠨   ⠬  ⡇ ⢸⠨   ⡇⠄⠬   ⠨      ⢠⠼        ┊
             │⣸   ⡨ ⡇ ⢀⣀⡇ ⠨  ⡀⡀⡨⡇ ⢀⡇ ⠨  ⡀⠅  ⡇ ⢸⠨  ⡀⡇⠅    ⠨  ⡀⡀⡀⡀⣸⡀⡀      ⡀⡀
            0┤┈┈┈┈┈┈⣇⣀⣸┈┈┈⠨⡀⡀⠅┈┈⣇⣀⣸┈┈⠨⡀⡨┈┈┈┈⣇⣀⣸⠨⡀⡀⠅⣇⣀⣀⣀⣀⣀⣨⣀⣨⣀⣀⣀⣀⡇┈⠨⡀⡀⡀⡀⡀⡨┈┊┈┈┈┈┈┈┈┈┈┈┈┈
              ────┴───────┴───────┴───────┴───────┴───────┴───────┴───────┴───────┴────
                −140 µs         −100     −80     −60     −40     −20     now     +20
      """)
  }

  @Test("The panel in ASCII")
  func ascii() {
    Self.expect(
      Self.panel(78, 12, symbols: .ascii),
      """
      8:timeline ---------- = open  | packet  o deadline  # crossing  : at the guest
      g1 9214       |||||||##::                      :        # full   7 in 22.7 us
      g2 9215           |=||=o##::                   :        o due    3 in 20.1 us
      g1 9216               |||||||##:               :        # full   7 in 22.6 us
      g2 9217                  ||||||o#::            :        o due    6 in 19.4 us
      g1 9218                   |||||||##::          :        # full   7 in 9.42 us
      g2 9219                         ||||=o#::      :        o due    4 in 18.7 us
      g2 9220                               |===o##:::        o due    1 in 17.0 us
      g1                                       ||||||=......>   open   6 due 409 us
      g2                                            |=....o     open   1 due 17.5 us
              +------------+------------+------------+-------
            -150 us      -100          -50          now
      """)
  }

  @Test("Without bars it says so; while the clock is too fast to follow it names the key that slows it")
  func words() {
    let empty = MadeUp().panel("timeline", 60, 8)
    #expect(empty.lines.contains { $0.contains("no container since") })
    let fast = MadeUp().panel("timeline", 110, 8) {
      $0.clock = .running
      $0.speed = 1
      $0.snapshot.bars = Self.bars(now: $0.snapshot.now)
    }
    #expect(fast.lines[0].contains("{ slower"))
    #expect(!Self.panel(110, 8).lines[0].contains("slower"))
  }

  @Test("The session is asked for containers while the timeline is on the screen, and for no more after it")
  func askedFor() {
    var model = MadeUp().model(120, 36)
    _ = model.update(.key(Key("8")))
    #expect(model.layout.fullScreen == "timeline")
    #expect(model.view.barContainers == 64)
    #expect(model.view.listedGuests == 16)
    _ = model.update(.key(Key("8")))
    #expect(model.view.barContainers < 64)
  }

  @Test("Frozen, the timeline ends at the cursor, which moves by its cells; what came later is not shown")
  func frozen() {
    var model = MadeUp().model(120, 36)
    _ = model.update(.key(Key("8")))
    func take(_ model: inout Model) {
      var frame = MadeUp().frame(model.view)
      frame.clock = .paused
      frame.speed = 0.000_01
      frame.snapshot.bars = Self.bars(now: frame.snapshot.now)
      _ = model.update(.frame(frame))
    }
    take(&model)
    let before = Screenful.draw(model).lines
    #expect(before.contains { $0.contains("open") && $0.contains("g1") })
    _ = model.update(.key(Key("f")))
    take(&model)
    for _ in 0..<20 { _ = model.update(.key(Key(.left))) }
    take(&model)
    let back = (model.snapshot.now - (model.cursor ?? .zero)).nanoseconds
    #expect(back > 20_000 && back < 80_000, "\(back) ns back")
    let lines = Screenful.draw(model).lines
    #expect(!lines.contains { $0.contains("9220") && $0.contains("due") })
    #expect(lines.contains { $0.contains(" s") && $0.contains("−40") }, "\(lines.joined(separator: "\n"))")
    _ = model.update(.key(Key("f")))
    #expect(model.cursor == nil)
  }
}

extension String {
  /// With blanks up to so many characters.
  fileprivate func padded(_ count: Int) -> String {
    self + String(repeating: " ", count: Swift.max(count - self.count, 0))
  }

  /// Without blanks at both ends.
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
