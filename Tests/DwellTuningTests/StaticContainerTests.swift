import DwellCore
import DwellTuning
import Testing

struct StaticContainerTests {
  /// Packets per container and mean wait in ms for T0 = 10 ms, as worked out and simulated elsewhere to four digits.
  private static let table: [(packets: Int, rate: Double, each: Double, wait: Double)] = [
    (2, 0.02, 1.181, 7.673), (2, 0.1, 1.632, 3.873), (2, 0.5, 1.993, 0.997), (2, 2, 2.000, 0.250),
    (2, 10, 2, 0.050), (2, 50, 2, 0.010), (64, 0.02, 1.200, 9.167), (64, 0.1, 2.000, 7.500),
    (64, 0.5, 6.000, 5.833), (64, 2, 21.00, 5.238), (64, 10, 64.00, 3.150), (64, 50, 64, 0.630),
  ]

  @Test("The published digits of the table come out", arguments: table.indices)
  func digits(index: Int) {
    let row = Self.table[index]
    let form = StaticContainer(
      rate: row.rate * 1000, timeout: .milliseconds(10), capacity: 4096, size: 4096 / row.packets)
    #expect((form.meanPackets - row.each).magnitude <= 0.0005 * max(row.each, 1))
    #expect((form.meanDwell / 1e6 - row.wait).magnitude <= 0.0005)
    #expect((form.containersPerSecond * form.meanPackets / (row.rate * 1000) - 1).magnitude < 1e-12)
  }

  @Test("At its limits: alone and late at no rate, full and soon at a high one")
  func limits() {
    let slow = StaticContainer(rate: 0.01, timeout: .milliseconds(10), capacity: 4096, size: 64)
    #expect((slow.meanPackets - 1).magnitude < 1e-3)
    #expect((slow.meanDwell / 1e7 - 1).magnitude < 1e-3)
    #expect(slow.fractionFull < 1e-9)
    let fast = StaticContainer(rate: 1e7, timeout: .milliseconds(10), capacity: 4096, size: 64)
    #expect((fast.meanPackets - 64).magnitude < 1e-9)
    #expect((fast.meanDwell - 63.0 / 2 / 1e7 * 1e9).magnitude < 1e-3)
    #expect((fast.fractionFull - 1).magnitude < 1e-9)
    // Not exact: it waits for the packet that does not fit.
    let open = StaticContainer(rate: 1e7, timeout: .milliseconds(10), capacity: 4096, size: 576)
    #expect((open.meanDwell - 8.0 / 2 / 1e7 * 1e9).magnitude < 1e-3)
  }
}
