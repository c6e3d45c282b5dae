/// Holds the pipeline behind whatever front packets enter by, since it outlives a switch of policy or system.
final class Backend {
  var pipeline: Pipeline

  init(_ pipeline: consuming Pipeline) { self.pipeline = pipeline }
}
