import DwellCore

/// A change of the settings while a run goes on, carried out at a virtual instant (model rule 5.3).
public enum Command: Sendable, Hashable {
  /// Gives a knob a value, in its base unit.
  case set(knob: String, value: Double)
  /// Switches the release policy.
  case policy(String)
  /// Switches the system, every stage.
  case system(String)
  /// Switches the choice on one stage; nil: the system's own.
  case stage(Stage, String?)
  /// Switches system, overridden stages and policy at once: what the undoing of a switch of system takes.
  case choices(system: String, stages: [Stage: String], policy: String)
  /// Gives all costs the values of a machine, those chosen by hand too.
  case machine(String)
  /// Switches the traffic model.
  case arrivals(String)
  /// Replays a capture from its beginning, with time 0 at the instant of the command.
  case trace(Scenario.Trace)
  /// Changes the number of guests.
  case guests(Int)
}

extension Scenario {
  /// The settings after a command; the one place that says what a command does to them. What it refuses changes nothing.
  public func after(_ command: Command) -> Scenario {
    var next = self
    switch command {
    case .set(let name, let value):
      if let knob = KnobCatalog.knob(named: name), let value = try? knob.checked(value) { next.knobs[knob] = value }
    case .policy(let name): next.policy = name
    case .system(let name):
      next.system = name
      next.stages = [:]
      if let policy = SystemCatalog.system(named: name)?.policy { next.policy = policy }
    case .stage(let stage, let choice): next.stages[stage] = choice
    case .choices(let system, let stages, let policy):
      next.system = system
      next.stages = stages
      next.policy = policy
    case .machine(let name):
      next.machine = name
      for knob in CostKnobs.all where MachineCatalog.sets(knob) { next.knobs.reset(knob.name) }
    case .arrivals(let name):
      next.arrivals = name
      next.trace = nil
    case .trace(let trace): next.trace = trace
    case .guests(let count): next.guests = count
    }
    return next
  }

  /// The commands that turn these settings into `target`'s, as far as commands can; none where they are the same already.
  ///
  /// Knobs are compared by their values: one that stands at its default need not have been chosen.
  public func commands(to target: Scenario) -> [Command] {
    var commands: [Command] = []
    if system != target.system {
      let alone = Command.system(target.system)
      let reached = after(alone)
      commands.append(
        reached.stages == target.stages && reached.policy == target.policy
          ? alone : .choices(system: target.system, stages: target.stages, policy: target.policy))
    } else {
      let turned = Stage.allCases.filter { stages[$0] != target.stages[$0] }
      if turned.count > 1 {
        commands.append(.choices(system: target.system, stages: target.stages, policy: target.policy))
      } else {
        commands += turned.map { .stage($0, target.stages[$0]) }
        if policy != target.policy { commands.append(.policy(target.policy)) }
      }
    }
    if let trace = target.trace {
      if trace != self.trace { commands.append(.trace(trace)) }
    } else if self.trace != nil || arrivals != target.arrivals {
      commands.append(.arrivals(target.arrivals))
    }
    if guests != target.guests { commands.append(.guests(target.guests)) }
    var base = self
    if machine != target.machine {
      commands.append(.machine(target.machine))
      base = after(.machine(target.machine))
    }
    for name in Set(knobs.chosenNames + target.knobs.chosenNames).sorted() {
      guard let knob = KnobCatalog.knob(named: name) else { continue }
      let value = target.value(of: knob)
      if base.value(of: knob) != value { commands.append(.set(knob: name, value: value)) }
    }
    return commands
  }
}
