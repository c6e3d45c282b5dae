public import DwellTerminal
import Glibc

/// Writes files into the current folder, never over one that is there.
public enum FileWriter {
  /// Writes all of them, or none, and says in one line which, or what is wrong.
  ///
  /// - Parameter theme: the colours of pictures.
  public static func write(_ files: WrittenFiles, theme: Theme) -> String {
    let files = files.workedOut()
    if let refusal = files.refusal { return refusal }
    let texts = files.files.map { file -> (ending: String, text: String) in
      switch file.contents {
      case .text(let text): (file.ending, text)
      case .picture(let canvas, let title): (file.ending, canvas.svg(theme, title: title))
      case .later(let work): (file.ending, work({ false }).text)
      }
    }
    let numbers = files.collision == .number ? 1...WrittenFiles.mostNumbers : 1...1
    for number in numbers {
      let stem = number == 1 ? files.stem : "\(files.stem)-\(number)"
      switch write(texts, stem) {
      case .written:
        return "wrote " + texts.map { stem + $0.ending }.joined(separator: ", ") + (files.first.map { ": \($0)" } ?? "")
      case .isThere(let name):
        if number == numbers.upperBound {
          return "\(name) is there already and is not written over; another name is needed"
        }
      case .failed(let name, let error): return "\(name) cannot be written: \(String(cString: strerror(error)))"
      }
    }
    return "nothing was written"
  }

  private enum Outcome {
    case written
    case isThere(String)
    case failed(String, Int32)
  }

  private static func write(_ files: [(ending: String, text: String)], _ stem: String) -> Outcome {
    var made: [String] = []
    for file in files {
      let name = stem + file.ending
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      let error = descriptor < 0 ? errno : fill(descriptor, file.text)
      if descriptor >= 0 { made.append(name) }
      if error != 0 {
        // Half of what was asked for is of no use.
        for name in made { unlink(name) }
        return error == EEXIST ? .isThere(name) : .failed(name, error)
      }
    }
    return .written
  }

  /// Writes it all and closes; 0, or what went wrong.
  private static func fill(_ descriptor: Int32, _ text: String) -> Int32 {
    let error = WholeText.write(text, to: descriptor)
    return close(descriptor) != 0 && error == 0 ? errno : error
  }
}
