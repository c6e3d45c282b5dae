/// Seconds of work on something that may rest meanwhile. A value; whoever uses it says what time it is.
public struct WorkClock: Sendable, Hashable {
  private var worked = 0.0
  // When the present stretch of work began; nil while it rests.
  private var since: Double?

  /// One that rests and has counted nothing.
  public init() {}

  /// Work begins or goes on at an instant, in seconds from anywhere; nothing where it goes on already.
  public mutating func start(at instant: Double) { since = since ?? instant }

  /// Work rests from an instant on.
  public mutating func rest(at instant: Double) {
    worked = seconds(at: instant)
    since = nil
  }

  /// The seconds of work up to an instant.
  public func seconds(at instant: Double) -> Double { worked + (since.map { max(instant - $0, 0) } ?? 0) }
}
