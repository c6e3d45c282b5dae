import ArgumentParser

/// Not yet.
struct ScreenBenchmark: Measuring {
  static let configuration = CommandConfiguration(commandName: "screen")
  @OptionGroup var output: OutputOptions
  func run() throws { output.write(try measure()) }
  func measure() throws -> [Table] { [] }
}
