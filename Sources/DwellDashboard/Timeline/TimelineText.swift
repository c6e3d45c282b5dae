import DwellCore

/// Words of the timeline.
enum TimelineText {
  /// A length of time; `–` where it has no end.
  static func time(_ span: TimeSpan) -> String {
    span.nanoseconds > Instant.never.nanoseconds / 2
      ? "–" : QuantityText.time(nanoseconds: Double(max(span.nanoseconds, 0)))
  }
}
