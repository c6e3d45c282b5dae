import Glibc

/// Writing a text as a whole, however many calls that takes.
package enum WholeText {
  /// Writes it to an open descriptor; 0, or the `errno` of what went wrong.
  package static func write(_ text: String, to descriptor: Int32) -> Int32 {
    var text = text
    // Unsafe: `write` takes an address. The bytes are the text's own, live until the closure returns, and nobody keeps them.
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno != EINTR { return errno }
        // Unsafe only in name: what is left of the same bytes; `write` never takes more than there were.
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(count, 0)))
      }
      return 0
    }
  }
}
