import DwellTerminal
import Testing

@Suite struct ScriptedScreenTests {
  @Test func eventsComeInOrderAndEndInAHangUp() {
    let screen = ScriptedScreen(width: 4, height: 2, script: [.key(Key("T")), .resized(width: 9, height: 3)])
    #expect(screen.nextEvent(timeoutMilliseconds: nil, wakeDescriptor: nil) == .key(Key("T")))
    #expect(screen.nextEvent(timeoutMilliseconds: 0, wakeDescriptor: nil) == .resized(width: 9, height: 3))
    #expect(screen.width == 9 && screen.height == 3)
    #expect(screen.nextEvent(timeoutMilliseconds: nil, wakeDescriptor: nil) == .hungUp)
    screen.present(Canvas(width: 9, height: 3))
    #expect(screen.frames.count == 1)
    screen.close()
    #expect(screen.isClosed)
  }
}
