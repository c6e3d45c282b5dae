/// Why a capture cannot be used; one line: what is wrong, what was given, what is allowed.
public struct TraceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong with the file.
  public enum Cause: Sendable, Equatable {
    /// There is no such file.
    case missing
    /// The system refuses to read it, in its words.
    case unreadable(String)
    /// It is a folder.
    case folder
    /// It is a pipe or a device, which cannot be read twice.
    case special
    /// libpcap does not know the format, in its words.
    case notACapture(String)
    /// Its frames are of a kind that is not read, by its name.
    case linkType(String)
    /// It is a capture without a packet.
    case empty
  }

  /// The file as it was given.
  public var path: String
  /// What is wrong with it.
  public var cause: Cause

  /// A refusal of the file at `path`.
  public init(path: String, cause: Cause) {
    self.path = path
    self.cause = cause
  }

  /// The sentence.
  public var description: String {
    switch cause {
    case .missing: "trace '\(path)' does not exist; a pcap or pcapng file is needed"
    case .unreadable(let words): "trace '\(path)' cannot be read: \(words); a readable pcap or pcapng file is needed"
    case .folder: "trace '\(path)' is a folder; a pcap or pcapng file is needed"
    case .special: "trace '\(path)' is a pipe or a device; a plain pcap or pcapng file is needed"
    case .notACapture(let words): "trace '\(path)' is not a capture (\(words)); a pcap or pcapng file is needed"
    case .linkType(let name):
      "trace '\(path)' holds frames of type \(name); Ethernet, Linux cooked v1 and v2, raw IP and loopback are read"
    case .empty: "trace '\(path)' holds no packet; a capture of at least one is needed"
    }
  }
}
