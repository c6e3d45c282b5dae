import DwellCore
import DwellDashboard
import DwellSession
import DwellSimulation
import DwellTerminal
import DwellTuning
import Testing

/// Random keys on a dashboard over a real session, mostly in A/B and frozen.
struct RandomSessionTests {
  private enum Search {
    case none, runs, waits
  }

  @Test("10 000 random keys in A/B and frozen, on a session with late frames, never trap, and both end at the same")
  func randomKeys() throws {
    var random = RandomStream(seed: 16, name: "A/B, frozen")
    let scenario = try #require(ScenarioCatalog.scenario(named: "bursts")).scenario
    var model = Model(scenario: scenario, width: 80, height: 24, speed: 0.1, catalogs: .standard(themes: ["dark"]))
    let core = try SessionCore(scenario: scenario, speed: 0.1, view: model.view)
    // A search that is always the same one, told now and then.
    let news = try TuneSearch.news()
    var search = Search.none
    var (searches, adoptions) = (0, 0)
    func tell(_ message: Message) {
      for effect in model.update(message) {
        switch effect {
        case .session(let command):
          core.apply(command)
          if case .adopt = command { adoptions += 1 }
        case .tune(.start):
          search = .runs
          searches += 1
        case .tune(.pause):
          #expect(search == .runs)
          search = .waits
        case .tune(.resume):
          #expect(search == .waits)
          search = .runs
        case .tune(.stop): search = .none
        case .theme, .listThemes, .symbols, .write, .mouse, .redraw, .suspend, .quit: break
        }
      }
      // Only a page that can be seen, or will be from the help, has a search.
      let isOpen = model.overlay == .tune || model.tune?.result == nil && model.tune != nil
      #expect(search == .none || isOpen)
    }
    // Restarts are rare, so that there is something to walk back over; many guests would only take long.
    let rare: Set<DashboardCommand> = [.restart, .guestsMore, .quit]
    let table = BindingTable.standard.bindings
    let keys = table.filter { !rare.contains($0.command) }.flatMap(\.keys) + "159ms".unicodeScalars.map { Key($0) }
    var (forks, freezes) = (0, 0)
    for step in 0..<10_000 {
      if step % 20 == 0, model.overlay == .none {
        if model.frame.comparison == nil { tell(.key(Key("b"))) }
        if !model.isFrozen { tell(.key(Key("f"))) }
        forks += model.frame.comparison == nil ? 0 : 1
        freezes += model.isFrozen ? 1 : 0
      }
      if step % 997 == 0 { tell(.key(Key("r"))) }
      if step % 501 == 0 { tell(.resize(width: random.next(below: 201), height: random.next(below: 61))) }
      tell(.key(keys[random.next(below: keys.count)]))
      if search == .runs, random.next(below: 4) == 0 {
        let isEnd = random.next(below: 4) == 0
        if isEnd { search = .none }
        tell(.tuned(isEnd ? news.end : news.middle))
      }
      guard random.next(below: 8) == 0 else { continue }
      core.wall += 0.1
      if random.next(below: 4) > 0 { core.catchUp(packets: 1 + random.next(below: 2000)) }
      if !core.isCatchingUp { core.advance(virtual: .microseconds(Int64(random.next(below: 300)))) }
      tell(.frame(core.frame()))
      if step % 16 == 0 { #expect(Screenful.draw(model).width == model.width) }
    }
    #expect(forks > 50 && freezes > 50)
    #expect(searches > 5 && adoptions > 2)
    tell(.frame(core.frame()))
    tell(.frame(core.frame()))
    #expect(model.scenario == core.frame().scenario && model.commandsAsked == core.frame().commandsDone)
  }
}
