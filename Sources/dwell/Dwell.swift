import ArgumentParser
import DwellSimulation

@main
struct Dwell: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dwell",
    abstract: "Packets wait in containers: see how long, turn what decides it, take good settings away.",
    discussion: """
      Without a command the dashboard starts (dwell run); its options may follow at once: dwell --guests 4.
      Quantities have a unit: 1ms, 250us, 64B, 4KiB, 100kpps, 2.5Mpps, 800Mbps, +10% of what is set.
      """,
    version: "0.1.0",
    subcommands: [
      Run.self, Simulate.self, Compare.self, Sweep.self, Tune.self, Reproduce.self, Snapshot.self, List.self,
    ],
    defaultSubcommand: Run.self)

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      try refuseUnknownCommand(arguments.first)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let failure as Failure {
      Console.complain(failure.line)
      Console.end(failure.status)
    } catch let status as ExitCode {
      Console.end(status.rawValue)
    } catch {
      end(parsing: error, arguments)
    }
  }

  private static var commandNames: [String] { configuration.subcommands.map { $0._commandName } }

  /// The default command would take a word it does not know for an argument of its own.
  private static func refuseUnknownCommand(_ word: String?) throws(Failure) {
    let names = commandNames
    guard let word, !word.hasPrefix("-"), !names.contains(word), word != "help" else { return }
    throw .usage("there is no command '\(word)'; there are \(names.joined(separator: ", "))")
  }

  /// Without a suggestion that nobody can have meant: any word is some letters away from any other.
  private static func withNearOnly(_ message: String) -> String {
    guard let match = message.firstMatch(of: /'--?([^']*)'\. Did you mean '--?([^']*)'\?/) else { return message }
    guard KnobCatalog.near(String(match.1), among: [String(match.2)]).isEmpty else { return message }
    return String(message[..<match.range.lowerBound]) + "'--\(match.1)'"
  }

  /// Help and version go to standard output; what was wrong is one line.
  private static func end(parsing error: any Error, _ arguments: [String]) -> Never {
    if exitCode(for: error) == .success {
      do { try Console.write(fullMessage(for: error) + "\n") } catch {
        Console.complain(error.line)
        Console.end(error.status)
      }
      Console.end(0)
    }
    let command = commandNames.first { $0 == arguments.first }
    let help = ["dwell", command, "--help"].compactMap { $0 }.joined(separator: " ")
    Console.complain("\(withNearOnly(message(for: error))) (\(help) names what there is)")
    Console.end(64)
  }
}
