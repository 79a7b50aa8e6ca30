// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func library(_ name: String) -> Target.Dependency { .product(name: name, package: "swift-devicetree") }

// A package of its own, so that the library has no dependency that only measuring needs. `make bench` runs it.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "swift-devicetree", path: "..")],
  targets: [
    // What Linux will do: predictions.
    .executableTarget(
      name: "Benchmarks", dependencies: [library("DeviceTree"), library("LinuxBoot")], swiftSettings: settings
    ),
    .systemLibrary(name: "CLibFDTBaseline", providers: [.apt(["libfdt-dev"])]),
    // The flattened format against libfdt.
    .executableTarget(
      name: "FDTBench",
      dependencies: ["CLibFDTBaseline", library("FDT"), library("DeviceTree")],
      // Rounding, which Foundation would bring.
      linkerSettings: [.linkedLibrary("m")]),
    // The compiler against cpp and dtc, as whole processes.
    .executableTarget(name: "CompilerBench"),
  ]
)
