/// A fixed block of memory for plain values: allocated once, freed with its owner, every index checked.
///
/// The only unsafe file of the data path. An `Array` tests for unique ownership at each write, a `MutableSpan` made at each
/// access costs more than the access; this costs a compare (1 to 3 ns a packet in all). One
/// thread owns it at a time.
public struct Slab<Element: BitwiseCopyable>: ~Copyable {
  // Unsafe, for speed (see above): raw storage. Allocated and filled in `init`, freed in `deinit` alone, which runs once
  // since a slab cannot be copied; never handed out but as a page or view that lives inside a call. Every access checks its index.
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// The number of elements.
  public let count: Int

  /// A slab of `count` copies of `value`.
  @inlinable
  public init(count: Int, filledWith value: Element) {
    precondition(count >= 0, "a slab cannot have fewer than 0 elements")
    base = .allocate(capacity: max(count, 1))
    base.initialize(repeating: value, count: count)
    self.count = count
  }

  // Unsafe: the one place that frees. Plain values need no clean-up of their own.
  @inlinable
  deinit { base.deallocate() }

  /// The element at `index`; traps outside `0 ..< count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) _read {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      yield base[index]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      yield &base[index]
    }
  }

  /// Writes `value` to the elements of `range`; traps where it leaves `0 ..< count`. Cost: that of memset.
  @inlinable
  public mutating func fill(_ range: Range<Int>, with value: Element) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // Unsafe: pointer arithmetic; the line above keeps it inside.
    (base + range.lowerBound).update(repeating: value, count: range.count)
  }

  /// Lends 4096 elements from `first` on as a page; traps where they leave the slab.
  ///
  /// A loop over a page keeps its address in a register; through the slab it is read anew after every store.
  @inlinable
  @inline(__always)
  public mutating func withPage(from first: Int, _ body: (inout SlabPage<Element>) -> Void) {
    precondition(first >= 0 && first &+ SlabPage<Element>.length <= count)
    // Unsafe: a pointer into the slab leaves it. `mutating` keeps the slab from being used or freed until `body` has
    // returned, and a page cannot be copied, so none is left after that.
    var page = SlabPage(base: base + first)
    body(&page)
  }

  /// Lends the elements of `range` for reading; traps where it leaves `0 ..< count`.
  ///
  /// Their number and address stay in registers, and a loop over all of them checks no index.
  @inlinable
  @inline(__always)
  public func withView(_ range: Range<Int>, _ body: (borrowing SlabView<Element>) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // Unsafe: a pointer into the slab leaves it. The slab is borrowed until `body` has returned, and a view that is only lent
    // can be neither kept nor copied.
    body(SlabView(base: UnsafePointer(base + range.lowerBound), count: range.count))
  }

  /// Lends the elements of `range` for reading and writing; traps where it leaves `0 ..< count`.
  @inlinable
  @inline(__always)
  public mutating func withMutableView(_ range: Range<Int>, _ body: (inout MutableSlabView<Element>) -> Void) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // Unsafe: a pointer into the slab leaves it; `mutating` and a view that cannot be copied keep it inside the call, as for pages.
    var view = MutableSlabView(base: base + range.lowerBound, count: range.count)
    body(&view)
  }

  /// Copies the first `min(count, other.count)` elements of `other` over the first of this slab.
  @inlinable
  public mutating func copyPrefix(of other: borrowing Slab<Element>) {
    // Unsafe: no more elements than both have; two slabs never overlap.
    base.update(from: other.base, count: min(count, other.count))
  }

  /// Copies the elements of `range` of `other` to as many from `start` on; traps where they leave either slab.
  @inlinable
  public mutating func copy(_ range: Range<Int>, of other: borrowing Slab<Element>, to start: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= other.count)
    precondition(start >= 0 && range.count <= count &- start)
    // Unsafe: the lines above keep it inside both; two slabs never overlap.
    (base + start).update(from: other.base + range.lowerBound, count: range.count)
  }
}

extension Slab where Element: FixedWidthInteger {
  /// Adds the elements of `range` to as many from `start` on, wrapping; traps where they leave the slab or overlap. Cost: a vector at a
  /// time.
  @inlinable
  public mutating func add(_ range: Range<Int>, to start: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    precondition(start >= 0 && range.count <= count &- start)
    precondition(start >= range.upperBound || range.lowerBound >= start &+ range.count)
    let from = base + range.lowerBound
    let to = base + start
    // Unsafe: no index is tested in the loop; the lines above keep it inside, and what is read is not what is written.
    for i in 0..<range.count { to[i] &+= from[i] }
  }
}

/// 4096 elements of a slab, lent for the length of a call; every index is masked into range.
public struct SlabPage<Element: BitwiseCopyable>: ~Copyable {
  // Unsafe, for a loop that checks no index: lent by a slab that outlives the call and has checked that all 4096
  // elements are its own; the mask below lets no index leave them.
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// The number of elements.
  @inlinable public static var length: Int { 4096 }

  // Unsafe: believes that 4096 elements stand at `base`; only ``Slab/withPage(from:_:)`` calls it, having checked that.
  @inlinable
  init(base: UnsafeMutablePointer<Element>) { self.base = base }

  /// The element at `index` modulo 4096.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) _read { yield base[index & 4095] }
    @inline(__always) _modify { yield &base[index & 4095] }
  }
}

/// Some elements of a slab, lent for reading for the length of a call; every index is checked.
public struct SlabView<Element: BitwiseCopyable>: ~Copyable {
  // Unsafe, so that no load of the slab's own fields stands in a loop: lent by a slab that outlives the call.
  @usableFromInline let base: UnsafePointer<Element>

  /// The number of elements.
  public let count: Int

  // Unsafe: believes that `count` elements stand at `base`; only ``Slab/withView(_:_:)`` calls it, having checked that.
  @inlinable
  init(base: UnsafePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The element at `index`; traps outside `0 ..< count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return base[index]
    }
  }
}

/// Some elements of a slab, lent for reading and writing for the length of a call; every index is checked.
public struct MutableSlabView<Element: BitwiseCopyable>: ~Copyable {
  // Unsafe, as in ``SlabView``.
  @usableFromInline let base: UnsafeMutablePointer<Element>

  /// The number of elements.
  public let count: Int

  // Unsafe: believes that `count` elements stand at `base`; only ``Slab/withMutableView(_:_:)`` calls it, having checked that.
  @inlinable
  init(base: UnsafeMutablePointer<Element>, count: Int) {
    self.base = base
    self.count = count
  }

  /// The element at `index`; traps outside `0 ..< count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) _read {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      yield base[index]
    }
    @inline(__always) _modify {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      yield &base[index]
    }
  }
}

// A slab has one owner, so sending it moves it; shared reads are reads of plain memory.
extension Slab: @unchecked Sendable where Element: Sendable {}
