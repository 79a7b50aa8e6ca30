// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the library has no dependency that only measuring needs. `make bench` runs it.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "swift-devicetree", path: "../")],
  targets: [
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        .product(name: "DeviceTree", package: "swift-devicetree"),
        .product(name: "LinuxBoot", package: "swift-devicetree"),
      ],
      swiftSettings: [
        .strictMemorySafety(),
        .enableExperimentalFeature("Lifetimes"),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
