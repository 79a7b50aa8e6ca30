// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "swift-devicetree", path: "..")],
  targets: [
    .systemLibrary(name: "CLibFDTBaseline", providers: [.apt(["libfdt-dev"])]),
    // The flattened format against libfdt.
    .executableTarget(
      name: "FDTBench",
      dependencies: [
        "CLibFDTBaseline", .product(name: "FDT", package: "swift-devicetree"),
        .product(name: "DeviceTree", package: "swift-devicetree"),
      ],
      // Rounding, which Foundation would bring.
      linkerSettings: [.linkedLibrary("m")]),
  ]
)
