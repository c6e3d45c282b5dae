/// Holds the pipeline behind whatever front packets enter by, since it outlives a switch of policy or system.
final class Backend {
  var pipeline: Pipeline
  /// Which legs aggregate: where there are two, row = 2 · guest + leg, in every part of the engine.
  let directions: Directions

  init(_ pipeline: consuming Pipeline, directions: Directions) {
    self.pipeline = pipeline
    self.directions = directions
    self.pipeline.outwardBit = directions.legs - 1
  }
}
