import DwellCore
import DwellTerminal
import DwellWorkload

/// Why a command ends without having done what was asked: one line, and what the process ends with (contract).
enum Failure: Error, Equatable {
  /// Wrong usage: an option, a name, a value. Status 64.
  case usage(String)
  /// A run failed: a file that cannot be used, no terminal where one was found before. Status 1.
  case run(String)

  var status: Int32 {
    switch self {
    case .usage: 64
    case .run: 1
    }
  }

  var line: String {
    switch self {
    case .usage(let line), .run(let line): line
    }
  }

  /// Carries out what may refuse a value; a refusal is wrong usage.
  static func usage<Result>(_ body: () throws(Knob.Refusal) -> Result) throws(Failure) -> Result {
    do { return try body() } catch { throw .usage(error.description) }
  }

  /// Carries out what reads a file; a refusal is a failed run.
  static func file<Result>(_ body: () throws(Knob.Refusal) -> Result) throws(Failure) -> Result {
    do { return try body() } catch { throw .run(error.description) }
  }
}
