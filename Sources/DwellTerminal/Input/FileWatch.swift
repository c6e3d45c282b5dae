#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Tells when a file is written anew, also where an editor puts another in its place; nothing wakes up otherwise.
///
/// The folder is watched (inotify), so it must be there. Used by one thread.
public final class FileWatch {
  /// Readable when something in the folder changed.
  public let descriptor: Int32
  private let name: String

  /// Watches a file; nil where its folder cannot be watched.
  public init?(folder: String, name: String) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
    self.name = name
    let events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO)
    if inotify_add_watch(descriptor, folder, events) < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// Whether the file was written since the last time.
  public func takeChange() -> Bool {
    var isChanged = false
    var bytes = [UInt8](repeating: 0, count: 8192)
    while true {
      let count = read(descriptor, &bytes, bytes.count)
      guard count > 0 else { return isChanged }
      // Watch, mask, cookie, length of the name, and the name, filled up with zeros.
      var start = 0
      while start + 16 <= count {
        let length = (0..<4).reduce(0) { $0 | Int(bytes[start + 12 + $1]) << (8 * $1) }
        let end = min(start + 16 + length, count)
        let found = bytes[start + 16..<end].prefix { $0 != 0 }
        if found.elementsEqual(name.utf8) { isChanged = true }
        start = max(end, start + 16)
      }
    }
  }
}
