/// The lines of an open file from its beginning, read in pieces; memory goes by the longest line.
struct LineReader {
  private let file: OpenFile
  private var piece: [UInt8] = []
  private var begin = 0
  private var read = 0
  /// Where in the file the next line begins.
  private(set) var offset = 0
  /// Whether the last line ended with an end of line, and not with the file.
  private(set) var isWhole = false

  init(_ file: OpenFile) { self.file = file }

  /// The next line without its end; nil where there is none.
  ///
  /// - Throws: `POSIXError` where it cannot be read.
  mutating func next() throws -> [UInt8]? {
    var line: [UInt8] = []
    while true {
      if let newline = piece[begin...].firstIndex(of: UInt8(ascii: "\n")) {
        line += piece[begin..<newline]
        begin = newline + 1
        offset += line.count + 1
        isWhole = true
        return line
      }
      line += piece[begin...]
      begin = 0
      piece = try file.bytes(at: read, most: 1 << 16)
      read += piece.count
      if piece.isEmpty {
        offset += line.count
        isWhole = false
        return line.isEmpty ? nil : line
      }
    }
  }
}
