import DwellCore
import DwellEngine
import DwellMetrics
import DwellSimulation

/// What commands do.
extension NaiveScheduler {
  func apply(_ command: Command) {
    switch command {
    case .set(let knob, let value): turn(knob, to: value)
    case .policy(let name): switchPolicy(to: name)
    case .system(let name): switchSystem(to: name)
    case .guests(let count): setGuests(count)
    case .machine(let name):
      for (knob, cost) in NaiveSettings.costs(of: name) { turn(knob, to: cost) }
    // Turns of the source are the business of the source here; of stages, only those of a system are drawn.
    case .arrivals, .trace, .stage, .choices: break
    }
    releaseIfIdle()
  }

  private func turn(_ knob: String, to value: Double) {
    let before = settings[knob]
    settings[knob] = value
    if knob == "estimator", settings.policy == "adaptive", value != before { startAfresh() }
    tuning.forget()
    for (index, guest) in guests.enumerated() {
      guard let open = guest.open else { continue }
      if knob == "timeout", settings.timeout < open.cap {
        open.cap = settings.timeout
        let capped = min(open.deadline, max(now, open.opened + open.cap))
        moveDeadline(of: index, to: capped)
      }
      if knob == "container-size", open.bytes > settings.capacity { release(index, .full) }
    }
  }

  private func switchPolicy(to name: String) {
    guard name != settings.policy else { return }
    settings.policy = name
    startAfresh()
  }

  /// Another policy or estimator: what is open keeps its deadline, nothing is remembered.
  private func startAfresh() {
    tuning = NaiveTuning(guests: guests.count)
    for guest in guests {
      guest.open?.follows = false
      guest.startAfresh()
    }
  }

  private func switchSystem(to name: String) {
    guard let row = SystemCatalog.system(named: name) else { return }
    // Where no container crosses nothing is estimated: whatever comes after begins afresh.
    if row.choice(on: .cross) != settings.cross {
      for guest in guests { guest.startAfresh() }
      tuning = NaiveTuning(guests: guests.count)
    }
    settings.cross = row.choice(on: .cross)
    settings.notify = row.choice(on: .notify)
    if let policy = row.policy { switchPolicy(to: policy) }
  }

  private func setGuests(_ count: Int) {
    for index in guests.indices where index >= count * settings.legs && index < settings.guests * settings.legs {
      if guests[index].open != nil { release(index, .other) }
      guests[index].startAfresh()
    }
    settings.guests = count
    makeGuests()
  }

  func makeGuests() {
    while guests.count < settings.guests * settings.legs {
      guests.append(NaiveGuest(seed: settings.seed, index: guests.count))
      fates.append([])
    }
  }
}
