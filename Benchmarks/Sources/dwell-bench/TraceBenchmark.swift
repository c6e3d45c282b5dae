import ArgumentParser

/// Not yet.
struct TraceBenchmark: Measuring {
  static let configuration = CommandConfiguration(commandName: "trace")
  @OptionGroup var output: OutputOptions
  func run() throws { output.write(try measure()) }
  func measure() throws -> [Table] { [] }
}
