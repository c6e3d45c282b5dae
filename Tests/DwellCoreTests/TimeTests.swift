import DwellCore
import Testing

/// Instants and lengths of time.
struct TimeTests {
  @Test("sums and differences are whole nanoseconds, and never wrap into the past")
  func arithmetic() {
    let start = Instant(nanoseconds: 1_000)
    #expect(start + .microseconds(2) == Instant(nanoseconds: 3_000))
    #expect(start - .nanoseconds(1) == Instant(nanoseconds: 999))
    #expect(Instant(nanoseconds: 5) - Instant(nanoseconds: 8) == .nanoseconds(-3))
    #expect(Instant.never + .seconds(1) == .never)
    #expect(Instant.zero < start && start < .never)
  }

  @Test("units are what they say")
  func units() {
    #expect(TimeSpan.milliseconds(3) == .microseconds(3_000) && TimeSpan.microseconds(3) == .nanoseconds(3_000))
    #expect(TimeSpan.seconds(1.5e-9) == .nanoseconds(2) && TimeSpan.seconds(0.25).seconds == 0.25)
    #expect(TimeSpan.seconds(1) - .milliseconds(1) + .zero == .milliseconds(999))
    #expect(Instant(nanoseconds: 2_500_000_000).seconds == 2.5)
  }
}
