// swift-tools-version: 6.2
import PackageDescription

/// Settings every Swift target shares: language mode 6, no warning left standing, imports that say what they export.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The data path crosses module borders; without the first flag its generic loops stay unspecialised and run three times slower.
/// Without the second, loops of policies that differ little are merged into one that calls what differs by pointer.
let hot: [SwiftSetting] =
  strict + [
    .unsafeFlags(
      ["-cross-module-optimization", "-Xllvm", "-swiftmergefunc-threshold=0"], .when(configuration: .release))
  ]

let package = Package(
  name: "dwell",
  products: [
    .executable(name: "dwell", targets: ["dwell"]),
    // For `Benchmarks/` alone.
    .library(
      name: "DwellParts",
      targets: [
        "DwellCore", "DwellEngine", "DwellWorkload", "DwellMetrics", "DwellSimulation", "DwellSession",
        "DwellTuning", "DwellTerminal", "DwellDashboard",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    // Lowest first; a target may only depend on targets above it.
    .target(
      name: "CNcurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CPcap", linkerSettings: [.linkedLibrary("pcap")]),
    .target(name: "DwellCore", swiftSettings: hot),
    .target(name: "DwellEngine", dependencies: ["DwellCore"], swiftSettings: hot),
    .target(name: "DwellWorkload", dependencies: ["DwellCore", "CPcap"], swiftSettings: hot),
    .target(name: "DwellMetrics", dependencies: ["DwellCore", "DwellEngine"], swiftSettings: hot),
    .target(
      name: "DwellSimulation",
      dependencies: [
        "DwellCore", "DwellEngine", "DwellWorkload", "DwellMetrics",
        .product(name: "DequeModule", package: "swift-collections"), .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: hot),
    .target(
      name: "DwellSession",
      dependencies: [
        "DwellCore", "DwellEngine", "DwellMetrics", "DwellSimulation",
        .product(name: "DequeModule", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .target(
      name: "DwellTuning", dependencies: ["DwellCore", "DwellMetrics", "DwellWorkload", "DwellSimulation"],
      swiftSettings: strict),
    .target(name: "DwellTerminal", dependencies: ["DwellCore", "CNcurses"], swiftSettings: strict),
    .target(
      name: "DwellDashboard",
      dependencies: [
        "DwellCore", "DwellEngine", "DwellWorkload", "DwellMetrics", "DwellSimulation", "DwellSession", "DwellTuning",
        "DwellTerminal",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "dwell",
      dependencies: [
        "DwellCore", "DwellEngine", "DwellWorkload", "DwellMetrics", "DwellSimulation", "DwellSession",
        "DwellTuning", "DwellTerminal", "DwellDashboard",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "TOMLKit", package: "TOMLKit"),
      ],
      swiftSettings: strict),

    // A terminal in memory, for the tests alone; `swift build --product dwell` never needs libvterm.
    .target(name: "CVterm", path: "Tests/CVterm", linkerSettings: [.linkedLibrary("vterm")]),
    .testTarget(name: "DwellCoreTests", dependencies: ["DwellCore"], swiftSettings: strict),
    .testTarget(name: "DwellEngineTests", dependencies: ["DwellCore", "DwellEngine"], swiftSettings: strict),
    .testTarget(
      name: "DwellWorkloadTests", dependencies: ["DwellCore", "DwellWorkload"],
      swiftSettings: strict),
    .testTarget(
      name: "DwellMetricsTests", dependencies: ["DwellCore", "DwellEngine", "DwellMetrics"], swiftSettings: strict),
    .testTarget(
      name: "DwellSimulationTests",
      dependencies: ["DwellCore", "DwellEngine", "DwellWorkload", "DwellMetrics", "DwellSimulation"],
      swiftSettings: strict),
    .testTarget(
      name: "DwellSessionTests",
      dependencies: ["DwellCore", "DwellMetrics", "DwellSimulation", "DwellSession"], swiftSettings: strict),
    .testTarget(
      name: "DwellTuningTests",
      dependencies: ["DwellCore", "DwellMetrics", "DwellSimulation", "DwellTuning"], swiftSettings: strict),
    .testTarget(name: "DwellTerminalTests", dependencies: ["DwellCore", "DwellTerminal"], swiftSettings: strict),
    .testTarget(
      name: "DwellDashboardTests",
      dependencies: [
        "DwellCore", "DwellMetrics", "DwellSimulation", "DwellSession", "DwellTuning", "DwellTerminal",
        "DwellDashboard",
      ],
      swiftSettings: strict),
    // The real program in a pseudo-terminal.
    .testTarget(
      name: "DwellProgramTests", dependencies: ["CVterm", "DwellTerminal", "DwellDashboard"], swiftSettings: strict),
  ]
)
