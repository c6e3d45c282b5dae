public import DwellTerminal
public import DwellTuning

/// Files to be written into the current folder, never over one that is there.
public struct WrittenFiles: Sendable {
  /// One of them.
  public struct File: Sendable {
    /// Its ending, dot included.
    public var ending: String
    /// What it holds.
    public var contents: Contents
    /// What it holds where there is no time to work it out; nil: then it is not written.
    public var brief: Worked?

    /// A file.
    package init(ending: String, contents: Contents, brief: Worked? = nil) {
      self.ending = ending
      self.contents = contents
      self.brief = brief
    }
  }

  /// What a file holds.
  public enum Contents: Sendable {
    /// This text.
    case text(String)
    /// A picture of the canvas in the colours on the screen, as SVG.
    case picture(Canvas, title: String)
    /// A text that takes a moment to work out: it is, when it is written. It asks whether it has to be done with it soon.
    case later(@Sendable (_ isCancelled: @escaping @Sendable () -> Bool) -> Worked)
  }

  /// A text that was worked out.
  public struct Worked: Sendable {
    /// The text.
    public var text: String
    /// What is in it first, told with the name; nil: nothing to tell.
    public var first: String?
    /// What came of it, in a few words told with the name; nil: nothing to tell.
    public var told: String?
    /// Why it has to be asked for once more before it is written, a line; nil: it is written.
    public var refusal: String?
    /// The lines to type as they were run; nil: they were not.
    public var emission: Emission?

    /// A text with a few words of it.
    public init(
      text: String, first: String? = nil, told: String? = nil, refusal: String? = nil, emission: Emission? = nil
    ) {
      self.text = text
      self.first = first
      self.told = told
      self.refusal = refusal
      self.emission = emission
    }
  }

  /// What happens where a file of that name is there already.
  public enum Collision: Sendable {
    /// Nothing is written.
    case refuse
    /// A number is added to the name, the first that is free, at most ``mostNumbers``.
    case number
  }

  /// The most files of one name.
  public static let mostNumbers = 99

  /// The name without ending.
  public var stem: String
  /// All of them, or none, are written.
  public var files: [File]
  /// What happens where a file of that name is there already.
  public var collision: Collision
  /// What is in them first, told with their names; nil: the names alone.
  public var first: String?
  /// What of the tune page they are the lines of; nil: of nothing there.
  public var export: TunedExport?
  /// Why none of them is written, a line; nil: they are.
  public private(set) var refusal: String?
  // The lines to type among them as they were run.
  private var emission: Emission?

  /// Files of one name.
  package init(stem: String, files: [File], collision: Collision, export: TunedExport? = nil) {
    self.stem = stem
    self.files = files
    self.collision = collision
    self.export = export
  }

  /// Whether some of it takes a moment to work out.
  public var takesAMoment: Bool { files.contains { if case .later = $0.contents { true } else { false } } }

  /// The same with everything worked out.
  public func workedOut(isCancelled: @escaping @Sendable () -> Bool = { false }) -> WrittenFiles {
    var whole = self
    for place in whole.files.indices {
      guard case .later(let work) = whole.files[place].contents else { continue }
      let worked = work(isCancelled)
      whole.files[place].contents = .text(worked.text)
      whole.refusal = whole.refusal ?? worked.refusal
      whole.emission = whole.emission ?? worked.emission
      whole.tell(worked)
    }
    return whole
  }

  /// What came of them, as the dashboard is told it: `line`, which they were written with or refused by.
  package func message(_ line: String) -> Message {
    if refusal != nil { return .refused(line, export, emission) }
    return export.map { .exported(line, $0, emission) } ?? .notice(line)
  }

  /// The same without what takes a moment: with what is known of it at once, or refused where that is nothing.
  func inBrief() -> WrittenFiles {
    var brief = self
    for place in brief.files.indices {
      guard case .later = brief.files[place].contents else { continue }
      let known = brief.files[place].brief
      brief.files[place].contents = .text(known?.text ?? "")
      if let known {
        brief.tell(known)
      } else {
        brief.refusal =
          "\(stem)\(brief.files[place].ending) was not written: the program ended before it was worked out"
      }
    }
    return brief
  }

  // What was told before stays before it.
  private mutating func tell(_ worked: Worked) {
    let words = [first, worked.first, worked.told].compactMap { $0 }
    first = words.isEmpty ? nil : words.joined(separator: "; ")
  }
}
