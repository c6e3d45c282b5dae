import CPcap

/// An open capture file.
///
/// Unchecked: libpcap's handle may be used by one thread at a time. Its only owner is a `TraceSource`, a value that the one thread
/// running a simulation holds and changes; it may move to another thread between calls, which libpcap does not mind.
final class CaptureFile: @unchecked Sendable {
  /// How the file went on.
  enum Reading {
    case packet(stamp: Int64, size: Int32, destination: HostAddress?)
    case end
    case cut
    case damaged(String)
  }

  let link: LinkLayer
  // Unsafe: opened in `init`, closed in `deinit`, never handed out.
  private let capture: OpaquePointer

  /// Opens the file at `path`; its first packet is not read yet.
  init(path: String) throws(TraceError) {
    var reason = CP_OPENED
    var text = [CChar](repeating: 0, count: 512)
    guard let capture = cp_open(path, &reason, &text, Int32(text.count)) else {
      let words = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw TraceError(path: path, cause: Self.cause(reason, words))
    }
    guard let link = LinkLayer(dataLink: cp_link_type(capture)) else {
      let name = String(cString: cp_link_name(capture))
      cp_close(capture)
      throw TraceError(path: path, cause: .linkType(name))
    }
    self.link = link
    self.capture = capture
  }

  deinit { cp_close(capture) }

  /// Reads one packet. Cost: about 60 ns.
  func next() -> Reading { next { _, _ in } }

  /// Reads one packet and lets `look` see the frame, as far as it was captured.
  @inline(__always)
  func next(looking look: (Span<UInt8>, LinkLayer) -> Void) -> Reading {
    let packet = cp_next(capture)
    switch packet.status {
    case CP_PACKET:
      // Alive until the next call, and used only here.
      let frame = UnsafeBufferPointer(start: packet.bytes, count: Int(packet.captured))
      look(frame.span, link)
      return .packet(
        stamp: packet.stamp, size: link.frameSize(original: packet.original),
        destination: link.destination(frame.span))
    case CP_END: return .end
    case CP_CUT: return .cut
    default: return .damaged(String(cString: cp_error(capture)))
    }
  }

  private static func cause(_ reason: cp_reason, _ words: String) -> TraceError.Cause {
    switch reason {
    case CP_MISSING: .missing
    case CP_FOLDER: .folder
    case CP_SPECIAL: .special
    case CP_NO_CAPTURE: .notACapture(words)
    default: .unreadable(words)
    }
  }
}
