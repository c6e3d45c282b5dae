/// A grid of cells: all that drawing touches.
///
/// Every drawing call takes absolute coordinates, is cut at ``clip`` and never traps. In a canvas of
/// ``SymbolSet/ascii`` whatever is drawn arrives as ASCII.
public struct Canvas: Equatable, Sendable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The characters that may be used.
  public let symbols: SymbolSet
  /// Drawing outside this rectangle is lost; always inside the canvas.
  public private(set) var clip: Rect
  /// Row after row, `width × height` cells.
  public private(set) var cells: [Cell]

  /// The parts that move to the left with time; a hint for the screen, which looks at every cell all the same.
  public private(set) var scrolling: [Scrolling] = []

  /// A part that moves to the left with time.
  public struct Scrolling: Equatable, Sendable {
    /// Where it lies.
    public var rect: Rect
    /// A count of cells that grows by as many as the part moves.
    public var position: Int

    /// A part in a place.
    public init(rect: Rect, position: Int) {
      self.rect = rect
      self.position = position
    }
  }

  /// The most parts that are remembered; further ones are drawn cell by cell.
  public static let mostScrolling = 16

  /// Sides longer than this are held to it, so that no size can exhaust the memory.
  public static let longestSide = 2000

  /// Makes an empty canvas; sides are held to 0…``longestSide``.
  public init(width: Int, height: Int, symbols: SymbolSet = .braille) {
    self.width = min(max(width, 0), Self.longestSide)
    self.height = min(max(height, 0), Self.longestSide)
    self.symbols = symbols
    clip = Rect(x: 0, y: 0, width: self.width, height: self.height)
    cells = Array(repeating: .blank, count: self.width * self.height)
  }

  /// The whole canvas as a rectangle.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// The cell at a column and a row: blank outside the canvas; writing outside ``clip`` is ignored.
  public subscript(x: Int, y: Int) -> Cell {
    get {
      guard x >= 0, x < width, y >= 0, y < height else { return .blank }
      return cells[y * width + x]
    }
    set {
      guard clip.contains(x: x, y: y) else { return }
      var cell = newValue
      cell.scalar = symbols.plain(cell.scalar)
      cells[y * width + x] = cell
    }
  }

  /// Remembers a part that moves, cut at ``clip``.
  public mutating func note(_ part: Scrolling) {
    let rect = clip.intersection(part.rect)
    guard !rect.isEmpty, scrolling.count < Self.mostScrolling else { return }
    scrolling.append(Scrolling(rect: rect, position: part.position))
  }

  /// Draws with ``clip`` narrowed to a rectangle, and widens it again afterwards.
  @discardableResult
  public mutating func clipped<Result>(
    to area: Rect, _ draw: (inout Canvas) throws -> Result
  ) rethrows -> Result {
    let before = clip
    clip = before.intersection(area)
    defer { clip = before }
    return try draw(&self)
  }

  /// Writes one character; without a background, the one that is there stays.
  public mutating func put(
    _ scalar: Unicode.Scalar, x: Int, y: Int, role: Role = .text, attributes: Cell.Attributes = [],
    background: Cell.Background? = nil
  ) {
    guard clip.contains(x: x, y: y) else { return }
    self[x, y] = Cell(
      scalar, role: role, background: background ?? cells[y * width + x].background, attributes: attributes)
  }

  /// Writes a text from a column on and returns how many columns it takes, cut or not.
  ///
  /// Marks that join a character are left out; wide and control characters become `?`. With a `limit` a longer text
  /// ends in `…` at that width.
  @discardableResult
  public mutating func text(
    _ string: String, x: Int, y: Int, role: Role = .text, attributes: Cell.Attributes = [],
    background: Cell.Background? = nil, limit: Int? = nil
  ) -> Int {
    var plain = symbols.plain(string)
    var taken = Self.columns(of: plain)
    if let limit, taken > limit {
      plain = symbols.cut(plain, columns: limit)
      taken = Self.columns(of: plain)
    }
    guard y >= clip.y, y < clip.bottom, x < clip.right else { return taken }
    var column = x
    for scalar in plain.unicodeScalars where !scalar.isZeroColumns {
      if column >= clip.right { break }
      put(scalar, x: column, y: y, role: role, attributes: attributes, background: background)
      column += 1
    }
    return taken
  }

  /// Writes a text that ends just before a column and returns how many columns it takes.
  @discardableResult
  public mutating func textEnding(
    _ string: String, before right: Int, y: Int, role: Role = .text, attributes: Cell.Attributes = [],
    background: Cell.Background? = nil
  ) -> Int {
    let x = Rect(x: right, y: 0, width: 0, height: 0).x - columns(of: string)
    return text(string, x: x, y: y, role: role, attributes: attributes, background: background)
  }

  /// Draws a level line of one character, the rule by default.
  public mutating func rule(
    x: Int, y: Int, width: Int, role: Role = .rule, scalar: Unicode.Scalar? = nil, attributes: Cell.Attributes = []
  ) {
    let area = clip.intersection(Rect(x: x, y: y, width: width, height: 1))
    guard !area.isEmpty else { return }
    for column in area.x..<area.right {
      put(scalar ?? symbols.rule, x: column, y: area.y, role: role, attributes: attributes)
    }
  }

  /// Draws an upright line of one character.
  public mutating func upright(
    x: Int, y: Int, height: Int, role: Role = .rule, scalar: Unicode.Scalar? = nil, attributes: Cell.Attributes = []
  ) {
    let area = clip.intersection(Rect(x: x, y: y, width: 1, height: height))
    guard !area.isEmpty else { return }
    for row in area.y..<area.bottom {
      put(scalar ?? symbols.upright, x: area.x, y: row, role: role, attributes: attributes)
    }
  }

  /// Fills a rectangle with one cell.
  public mutating func fill(_ area: Rect, with cell: Cell = .blank) {
    let area = clip.intersection(area)
    guard !area.isEmpty else { return }
    for row in area.y..<area.bottom {
      for column in area.x..<area.right { self[column, row] = cell }
    }
  }

  /// Gives the cells of a rectangle another background and keeps what is written there.
  public mutating func setBackground(_ background: Cell.Background, in area: Rect) {
    change(in: area) { $0.background = background }
  }

  /// Gives the cells of a rectangle one role; used for what lies under an overlay.
  public mutating func setRole(_ role: Role, in area: Rect) {
    change(in: area) {
      $0.role = role
      $0.attributes = []
      $0.background = .normal
    }
  }

  private mutating func change(in area: Rect, _ body: (inout Cell) -> Void) {
    let area = clip.intersection(area)
    guard !area.isEmpty else { return }
    for row in area.y..<area.bottom {
      for column in area.x..<area.right { body(&cells[row * width + column]) }
    }
  }

  /// How many columns a text takes on this canvas.
  public func columns(of string: String) -> Int { Self.columns(of: symbols.plain(string)) }

  /// How many columns a text takes as it stands.
  public static func columns(of string: String) -> Int {
    string.unicodeScalars.reduce(0) { $1.isZeroColumns ? $0 : $0 + 1 }
  }
}

extension SymbolSet {
  /// The text cut to so many columns, ending in `…` (ASCII: `..`) where something was lost.
  public func cut(_ text: String, columns limit: Int) -> String {
    let plain = plain(text)
    guard Canvas.columns(of: plain) > limit else { return plain }
    let tail = self == .ascii ? ".." : "…"
    guard limit > 2 * tail.unicodeScalars.count else { return first(max(limit, 0), of: plain) }
    return first(limit - tail.unicodeScalars.count, of: plain) + tail
  }

  private func first(_ columns: Int, of text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.isZeroColumns {
      if result.count == columns { break }
      result.append(scalar)
    }
    return String(result)
  }
}
