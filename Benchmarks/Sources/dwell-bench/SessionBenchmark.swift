import ArgumentParser

/// Not yet.
struct SessionBenchmark: Measuring {
  static let configuration = CommandConfiguration(commandName: "session")
  @OptionGroup var output: OutputOptions
  func run() throws { output.write(try measure()) }
  func measure() throws -> [Table] { [] }
}
