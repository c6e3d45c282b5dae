import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation
import Testing

/// Containers with the arrivals of their packets, as a screen asks for them.
struct BarTests {
  private static func simulator(_ change: (inout Scenario) -> Void = { _ in }) throws -> Simulator {
    var scenario = Scenario()
    scenario.guests = 2
    scenario.policy = "adaptive"
    change(&scenario)
    return try Simulator(scenario, recording: .plots)
  }

  private static func view(_ count: Int, guest: Int = 0) -> View {
    View(window: .milliseconds(10), columns: 20, guest: guest, barContainers: count)
  }

  @Test func nothingIsKeptUnlessAskedFor() throws {
    let simulator = try Self.simulator()
    simulator.advance(to: Instant(nanoseconds: 50_000_000))
    #expect(simulator.snapshot(Self.view(0)).bars.isEmpty)
    // Kept from the first view on: what left before is unknown, what waits is not.
    #expect(simulator.snapshot(Self.view(8)).bars.allSatisfy { $0.isOpen })
    simulator.advance(to: Instant(nanoseconds: 60_000_000))
    #expect(simulator.snapshot(Self.view(8)).bars.filter { !$0.isOpen }.count == 8)
    #expect(simulator.snapshot(Self.view(0)).bars.isEmpty)
  }

  @Test func barsAgreeWithNotes() throws {
    let simulator = try Self.simulator()
    _ = simulator.snapshot(Self.view(64))
    simulator.advance(to: Instant(nanoseconds: 30_000_000))
    let snapshot = simulator.snapshot(Self.view(64))
    let bars = snapshot.bars.filter { !$0.isOpen }
    #expect(bars.count == 64)
    for (bar, note) in zip(bars, snapshot.containers) {
      let departure = try #require(bar.departure)
      #expect(departure.number == note.number)
      #expect(departure.cause == note.cause)
      #expect(departure.released == note.released)
      #expect(departure.delivered == note.delivered)
      #expect((bar.guest, bar.packets, bar.bytes) == (note.guest, note.packets, note.bytes))
      #expect((bar.opened, bar.capacity) == (note.opened, note.capacity))
      #expect(bar.arrivals.first?.instant == bar.opened)
      #expect(bar.arrivals.map(\.size).reduce(0, +) == bar.bytes)
      #expect(bar.arrivals.map(\.instant) == bar.arrivals.map(\.instant).sorted())
      #expect(bar.arrivals.allSatisfy { $0.instant <= departure.released })
      let crossing = try #require(departure.crossing)
      #expect(crossing.start >= departure.released)
      #expect(crossing.end > crossing.start)
      if departure.cause == .due { #expect(bar.due == departure.released) }
      if departure.cause == .full { #expect(bar.due >= departure.released) }
    }
  }

  @Test func openContainersComeFirstWithTheirPackets() throws {
    let simulator = try Self.simulator { $0.policy = "fixed" }
    simulator.advance(to: Instant(nanoseconds: 20_000_000))
    let snapshot = simulator.snapshot(Self.view(4))
    for guest in snapshot.guests where guest.packets > 0 {
      let bar = try #require(snapshot.bars.first { $0.isOpen && $0.guest == guest.guest })
      #expect((bar.packets, bar.bytes, bar.due) == (guest.packets, guest.bytes, guest.due))
      #expect(bar.arrivals.count == bar.packets)
      #expect(bar.hold == .milliseconds(1))
    }
    #expect(snapshot.guests.contains { $0.packets > 0 })
  }

  @Test func theGuestLookedAtIsNeverMissing() throws {
    let simulator = try Self.simulator { $0.guests = 200 }
    _ = simulator.snapshot(Self.view(16, guest: 150))
    simulator.advance(to: Instant(nanoseconds: 200_000_000))
    let bars = simulator.snapshot(Self.view(16, guest: 150)).bars.filter { !$0.isOpen }
    #expect(bars.count == 16)
    #expect(bars.contains { $0.guest == 150 })
    #expect(bars.compactMap { $0.departure?.number } == bars.compactMap { $0.departure?.number }.sorted(by: >))
  }

  @Test func manyPacketsAreOnlyCounted() throws {
    let simulator = try Self.simulator {
      $0.policy = "fixed"
      $0.guests = 1
      $0.choose("container-size", 1_048_576)
      $0.choose("timeout", 1e7)
    }
    _ = simulator.snapshot(Self.view(4))
    simulator.advance(to: Instant(nanoseconds: 100_000_000))
    let bar = try #require(simulator.snapshot(Self.view(4)).bars.first { !$0.isOpen })
    #expect(bar.packets > ContainerBar.mostArrivals)
    #expect(bar.arrivals.count == ContainerBar.mostArrivals)
    #expect(bar.untold == bar.packets - ContainerBar.mostArrivals)
  }

  @Test func lookingChangesNothing() throws {
    let (watched, plain) = (try Self.simulator(), try Self.simulator())
    for step in 1...20 {
      watched.advance(to: Instant(nanoseconds: Int64(step) * 1_000_000))
      _ = watched.snapshot(Self.view(64))
    }
    plain.advance(to: Instant(nanoseconds: 20_000_000))
    #expect(watched.digest == plain.digest)
  }
}
