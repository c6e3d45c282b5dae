package import DwellCore

/// A name for a file in the current folder: no folders, nothing hidden, nothing a shell would take for an option.
package struct FileName: Sendable, Hashable {
  /// The name as it was typed.
  package let text: String

  /// The longest name, in bytes; what is added to it still fits into a folder's 255.
  package static let longest = 200

  /// Checks a name.
  ///
  /// - Throws: `Knob.Refusal`: what is wrong, what was given, what is allowed.
  package init(_ text: String) throws(Knob.Refusal) {
    let isAllowed = text.unicodeScalars.allSatisfy { scalar in
      scalar != "/" && scalar != "\\" && scalar.properties.generalCategory != .control
    }
    guard isAllowed, !text.isEmpty, !text.hasPrefix("."), !text.hasPrefix("-"), text.utf8.count <= Self.longest else {
      throw Knob.Refusal(
        "name is '\(text)', but must be that of a file here: no slash, no leading dot or dash, at most \(Self.longest) bytes"
      )
    }
    self.text = text
  }

  /// The name with an ending, which is not added twice.
  package func with(ending: String) -> String { text.hasSuffix(ending) ? text : text + ending }

  /// The name without an ending.
  package func without(endings: [String]) -> String {
    endings.first { text.hasSuffix($0) && text.count > $0.count }.map { String(text.dropLast($0.count)) } ?? text
  }
}
