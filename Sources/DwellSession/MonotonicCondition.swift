import Glibc

/// A lock with a condition whose timed waits follow the monotonic clock: setting the time of day moves no frame.
///
/// Foundation's waits until a date of the wall clock.
final class MonotonicCondition: @unchecked Sendable {
  // Unsafe: POSIX wants a mutex and a condition to stay at one address, which a Swift property does not promise; allocated in `init`,
  // released in `deinit`, never handed out. Unchecked: both are made for use from any thread.
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Seconds on the clock of ``wait(until:)``.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Does something while no other thread does.
  func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Sleeps, the lock let go meanwhile, until another thread broadcasts; nil waits for ever. False when the time is over.
  func wait(until deadline: Double? = nil) -> Bool {
    guard let deadline else { return pthread_cond_wait(condition, mutex) == 0 }
    // Longer than any wait here, and far from what a clock can hold.
    let seconds = min(max(deadline, 0), 1e12)
    var time = timespec()
    time.tv_sec = Int(seconds)
    time.tv_nsec = min(Int((seconds - seconds.rounded(.down)) * 1e9), 999_999_999)
    return pthread_cond_timedwait(condition, mutex, &time) == 0
  }

  /// Wakes every thread that waits.
  func broadcast() { pthread_cond_broadcast(condition) }
}
