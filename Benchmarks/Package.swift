// swift-tools-version: 6.2
import PackageDescription

/// The settings of the program itself, so that its loops are specialised here as they are there.
let settings: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(
    ["-cross-module-optimization", "-Xllvm", "-swiftmergefunc-threshold=0"], .when(configuration: .release)),
]

let package = Package(
  name: "dwell-benchmarks",
  dependencies: [
    .package(name: "dwell", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    .target(name: "CPty"),
    .executableTarget(
      name: "dwell-bench",
      dependencies: [
        "CPty", .product(name: "DwellParts", package: "dwell"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
  ]
)
