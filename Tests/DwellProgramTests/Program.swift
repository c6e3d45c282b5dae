import Foundation
import Testing

/// A run of the real program that needs no terminal.
struct Program {
  /// What it ended with.
  let status: Int32
  /// Standard output.
  let output: String
  /// Standard error.
  let errors: String

  /// The lines of standard error.
  var complaints: [Substring] { errors.split(separator: "\n") }

  /// The program under test: `DWELL_BINARY`, else the release build of this package.
  static let path: String = {
    if let path = ProcessInfo.processInfo.environment["DWELL_BINARY"], !path.isEmpty { return path }
    return root + "/.build/release/dwell"
  }()

  /// The folder of the package.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Runs the program to its end, in an environment that says nothing but what is given.
  ///
  /// - Parameter script: what a shell does instead, with the program and its arguments as `"$0" "$@"`.
  init(
    _ arguments: [String], environment: [String: String] = [:], input: FileHandle = .nullDevice, script: String? = nil
  ) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: script == nil ? Self.path : "/bin/sh")
    process.arguments = (script.map { ["-c", $0, Self.path] } ?? []) + arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"]
      .merging(environment) { _, given in given }
    let (output, errors) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    // Errors are a few lines and fit the pipe, so one after the other is safe.
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    let errorData = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    self.output = String(decoding: outputData, as: UTF8.self)
    self.errors = String(decoding: errorData, as: UTF8.self)
  }

  /// Standard output as JSON.
  func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }
}

/// A folder of files for one test; it goes with the value.
final class Files {
  let path: String

  init(_ contents: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("dwell-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in contents { try write(text, name) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, _ name: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }
}
