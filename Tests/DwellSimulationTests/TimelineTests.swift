import DwellCore
import DwellSimulation
import Testing

/// Model 3 and 5.2, one rule a picture; each picture is drawn from the naive scheduler and from the engine.
@Suite struct TimelineTests {
  // MARK: When a container leaves

  @Test func leavesAtItsDeadlineOrExactlyFull() throws {
    try expect(
      Timeline(timeout: 3, arrivals: "ab--c-------defg-"),
      released: "---[ab due]---[c due]-------[defg full]")
  }

  @Test func anArrivalExactlyAtTheDeadlineJoins() throws {
    try expect(
      Timeline(timeout: 3, arrivals: "a--bc--"),
      released: "---[ab due]---[c due]")
  }

  @Test func aPacketThatDoesNotFitOpensTheNext() throws {
    try expect(
      Timeline(sizes: ["b": 2000, "c": 2000], arrivals: "a-b-c-----"),
      released: "----[ab full]----[c due]")
  }

  @Test func leavesAtItsGreatestCount() throws {
    try expect(
      Timeline(knobs: ["max-packets": 2], arrivals: "a-(bcd)---"),
      released: "--{[ab full][cd full]}")
  }

  @Test func leavesWhenTheRoomLeftIsTooSmall() throws {
    try expect(
      Timeline(knobs: ["min-room": 1500], arrivals: "ab-cd-e---"),
      released: "---[abc full]-----[de due]")
  }

  @Test func aTooLargePacketGoesAloneBehindTheOpenContainer() throws {
    try expect(
      Timeline(sizes: ["c": 5000], arrivals: "ab-cd-----"),
      released: "---{[ab full][c other]}-----[d due]")
  }

  @Test func deadlinesOfOneInstantGoByGuest() throws {
    try expect(
      Timeline(timeout: 3, arrivals: "(Ba)-----(cD)"),
      released: "---{[a due][B due]}-----{[c due][D due]}")
  }

  // MARK: Policies

  @Test func immediateParksNothingEvenAtEqualInstants() throws {
    try expect(
      Timeline(policy: "immediate", arrivals: "(abA)-b---"),
      released: "{[a due][b due][A due]}-[b due]")
  }

  /// T0 = 10 first; then D 4, V 0.5: P = 6; then D 2, V 0.75: P = 5.
  @Test func printedDecaysWhateverComes() throws {
    try expect(
      Timeline(
        policy: "printed", knobs: ["printed-unit": 1e5, "printed-d0": 8, "alpha": 0.5], timeout: 10,
        arrivals: "a----------b---------c------"),
      released: "----------[a due]------[b due]--------[c due]")
  }

  /// Gaps 2, 7 and 13, weight 0 of the past: V = 0 and P is the last gap, cut at T0 = 8; the first container waits T0.
  @Test func adaptiveGapWaitsForAsLongAsTheLastGap() throws {
    try expect(
      Timeline(policy: "adaptive", knobs: ["alpha": 0], timeout: 8, arrivals: "a-b------c------------d-e---"),
      released: "--------[ab due]-------[c due]-------------[de due]")
  }

  /// Waits 4 and 2 are fed at the release, in that order: D = 2.
  @Test func adaptiveWaitLearnsAtTheRelease() throws {
    try expect(
      Timeline(policy: "adaptive", knobs: ["alpha": 0, "n-k": 1], timeout: 4, arrivals: "a-b--------c---d----"),
      released: "----[ab due]--------[c due]---[d due]")
  }

  /// P 8, 2, 2: the mean 4 falls on the third arrival, which still joins; then P 6, 2: mean 4.
  @Test func runningMeanMovesTheDeadlineWithEachPacket() throws {
    try expect(
      Timeline(policy: "adaptive", knobs: ["alpha": 0, "reading": 1], timeout: 8, arrivals: "a-b-c-----d-e----"),
      released: "----[abc due]---------[de due]")
  }

  /// The driver needs 2 steps a packet; at an idle instant one container leaves, the oldest, of equals the lower guest.
  @Test func selfClockedCollectsWhileTheDriverIsBusy() throws {
    try expect(
      Timeline(policy: "self-clocked", knobs: ["c-pkt": 2e5], timeout: 9, arrivals: "(abB)c-A-b--"),
      released: "[a idle]-[bc idle]---[BA idle]---[b idle]",
      delivered: "--(a)---(bc)---(BA)-(b)")
  }

  /// Gaps 2 and 7; then 20, which is above T0 and counts as none.
  @Test func censoredGapsDoNotWaitAfterASilence() throws {
    try expect(
      Timeline(
        policy: "adaptive", knobs: ["alpha": 0, "n-k": 3], timeout: 8, arrivals: "a-b------c-------------------d--"),
      released: "--------[ab due]-------[c due]------------[d due]")
  }

  /// D is the least gap of the container before, 2; the gap of 6 makes V a quarter of 4: P = 6. The first container waits T0.
  @Test func ramjeeThreeGoesByTheContainerBefore() throws {
    try expect(
      Timeline(
        policy: "adaptive", knobs: ["alpha": 0.75, "estimator": 2], timeout: 9, arrivals: "a-b-c-----d--"),
      released: "---------[abc due]------[d due]")
  }

  /// Holds 8, 4 and 2 without company, then a step more.
  @Test func inWindowHalvesAloneAndGrowsInCompany() throws {
    try expect(
      Timeline(
        policy: "in-window", knobs: ["hold-step": 1e5, "hold-floor": 1e5], timeout: 8,
        arrivals: "a---------b-----cd--e---"),
      released: "--------[a due]-----[b due]---[cd due]----[e due]")
  }

  @Test func throttleLeavesAtOnceAfterAPause() throws {
    try expect(
      Timeline(policy: "throttle", timeout: 5, arrivals: "a-b-cd--------------e--"),
      released: "[a due]----[bcd due]--------------[e due]")
  }

  /// Ticks at 5, 10, 15; the first after b's and c's release is 5 later.
  @Test func throttleWithTicksWaitsForTheNext() throws {
    try expect(
      Timeline(policy: "throttle", knobs: ["after-pause": 1], timeout: 5, arrivals: "---a-----bc------d---"),
      released: "-----[a due]----[bc due]---------[d due]")
  }

  /// The guest needs 2 steps a packet; what comes meanwhile waits for it, not for the driver. Equal instants leave together.
  @Test func selfClockedGuestCollectsWhileItsGuestIsBusy() throws {
    try expect(
      Timeline(policy: "self-clocked-guest", knobs: ["c-gpkt": 2e5], timeout: 9, arrivals: "(abB)c-A-b--"),
      released: "{[ab idle][B idle]}--[A idle][c idle]-[b idle]",
      delivered: "--(B)-(ab)(A)(c)-(b)")
  }

  /// Half of T0 is 4 steps: after a gap of 8 one packet, of 2 two, of 1 four; the last three leave at T0.
  @Test func adaptiveSizeHoldsWhatComesInAShareOfTheTimeout() throws {
    try expect(
      Timeline(policy: "adaptive-size", knobs: ["alpha": 0], timeout: 8, arrivals: "a-b-------c-d-efgh--"),
      released: "--------[ab due]-[c full]---[de full]--------[fgh due]")
  }

  /// Gaps of 4 steps. At 2 steps a container the driver can afford each alone; at 6 it needs 1.875 packets in the mean, T = 3.56.
  @Test func modelBasedWaitsOnlyAsLongAsTheDriverNeeds() throws {
    try expect(
      Timeline(
        policy: "model-based", knobs: ["alpha": 0], timeout: 10,
        commands: [(11, .set(knob: "c-grant", value: 2e5)), (13, .set(knob: "c-grant", value: 6e5))],
        arrivals: "a---b---c---d---e---"),
      released: "----------[abc due]-[d due]------[e due]")
  }

  // MARK: Commands

  /// As a switch of policy: without it the second container would wait its gap of 7.
  @Test func anotherEstimatorStartsAfresh() throws {
    try expect(
      Timeline(
        policy: "adaptive", knobs: ["alpha": 0], timeout: 8, commands: [(9, .set(knob: "estimator", value: 1))],
        arrivals: "a-b------c---"),
      released: "--------[ab due]--------[c due]")
  }

  @Test func theSameEstimatorGoesOn() throws {
    try expect(
      Timeline(
        policy: "adaptive", knobs: ["alpha": 0], timeout: 8, commands: [(9, .set(knob: "estimator", value: 0))],
        arrivals: "a-b------c---"),
      released: "--------[ab due]-------[c due]")
  }

  @Test func aSystemBringsItsPolicy() throws {
    try expect(
      Timeline(
        timeout: 5, commands: [(2, .system("self-clocking")), (9, .system("aggregation"))], arrivals: "a--b--A---c---"),
      released: "--[a idle][b idle]--[A idle]--------[c due]")
  }

  @Test func aLowerTimeoutCapsOpenContainersAHigherOneLengthensNone() throws {
    try expect(
      Timeline(
        timeout: 8,
        commands: [(2, .set(knob: "timeout", value: 4e5)), (6, .set(knob: "timeout", value: 9e5))],
        arrivals: "a----bc-------------"),
      released: "----[a due]----[bc due]")
  }

  @Test func aTimeoutThatHasPassedReleasesNowAfterTheArrivals() throws {
    try expect(
      Timeline(timeout: 8, commands: [(3, .set(knob: "timeout", value: 2e5))], arrivals: "a--b------"),
      released: "---[ab due]")
  }

  @Test func aCapacityBelowTheFillReleasesNow() throws {
    try expect(
      Timeline(timeout: 8, commands: [(3, .set(knob: "container-size", value: 1500))], arrivals: "aAb----C------"),
      released: "---[ab full]-----[AC due]")
  }

  @Test func aNewPolicyKeepsTheOldDeadlines() throws {
    try expect(
      Timeline(timeout: 6, commands: [(2, .policy("immediate"))], arrivals: "aA-b--c-"),
      released: "---[ab due]--[c due][A due]")
  }

  @Test func aGuestThatLeavesTakesItsContainerAlong() throws {
    try expect(
      Timeline(timeout: 6, commands: [(2, .guests(1)), (6, .guests(2))], arrivals: "aA-b----CB-"),
      released: "--[A other]---[ab due]-------[CB due]")
  }

  // MARK: Stations

  /// Vanilla: what queued up while the driver was busy goes as one batch; each guest sleeps and wakes one step later.
  @Test func vanillaServesWhatWaitsAsOneBatch() throws {
    try expect(
      Timeline(
        stages: [.cross: "copy", .notify: "sleeping"], knobs: ["c-grant": 2e5, "wake-latency": 1e5],
        arrivals: "a(bAc)---d----"),
      released: "",
      delivered: "---(a)-----{(bc)(A)}-(d)")
  }

  @Test func withAnEventForEachPacketEachIsServedAlone() throws {
    try expect(
      Timeline(
        stages: [.cross: "copy"], knobs: ["c-grant": 2e5, "wake-latency": 1e5], arrivals: "a(bAc)---d----"),
      released: "",
      delivered: "---(a)-(b)-(A)-(c)-(d)")
  }

  /// Five may queue: the third container has room for one, the last for none; the one in service does not count.
  @Test func whatDoesNotFitInTheQueueIsDroppedWhole() throws {
    try expect(
      Timeline(
        knobs: ["c-pkt": 2e5, "queue-packets": 5, "max-packets": 4], arrivals: "(abcdefghijklmno)---"),
      released: "{[abcd full][efgh full][ijkl full]}----[mno due]",
      delivered: "(lost 4)----(lost 3)--(4)-------(4)")
  }

  @Test func orPacketByPacket() throws {
    try expect(
      Timeline(
        knobs: ["c-pkt": 2e5, "queue-packets": 5, "max-packets": 4, "drop": 1],
        arrivals: "(abcdefghijklmno)---"),
      released: "{[abcd full][efgh full][ijkl full]}----[mno due]",
      delivered: "(lost 3)----(lost 3)--(4)-------(4)-(1)")
  }

  private func expect(
    _ timeline: Timeline, released: String, delivered: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for (side, outcome) in try timeline.testCase.outcomes() {
      #expect(timeline.released(outcome) == released, "\(side)", sourceLocation: sourceLocation)
      if let delivered {
        #expect(timeline.delivered(outcome) == delivered, "\(side)", sourceLocation: sourceLocation)
      }
    }
  }
}
