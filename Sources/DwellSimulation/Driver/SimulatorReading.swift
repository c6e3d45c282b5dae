package import DwellMetrics

extension Simulator {
  /// Everything counted up to now; changes nothing of the run.
  package func reading() -> RunReading {
    settle()
    var reading = backend.pipeline.recorder.reading(before: doneUntil)
    let counts = packets
    reading.lost = counts.offered - counts.received + counts.dropped
    reading.offered = offered
    reading.offeredBytes = offeredBytes
    reading.offeredTo = (0..<rows).map { offeredTo($0) }
    return reading
  }

  /// Whether arrivals follow deliveries: two runs of other settings then have the same draws, but not the same arrivals.
  package var followsDeliveries: Bool { backend.pipeline.tellsSource }
}
