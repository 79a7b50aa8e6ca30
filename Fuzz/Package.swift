// swift-tools-version: 6.2
import PackageDescription

// Built by `make fuzz`, which adds -sanitize=fuzzer to all of it; nothing of this is in the package itself.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "swift-devicetree", path: "..")],
  targets: [
    .target(name: "CAllocations"),
    .executableTarget(
      name: "FDTFuzz",
      dependencies: ["CAllocations", .product(name: "DeviceTree", package: "swift-devicetree")]),
    .executableTarget(
      name: "DTSFuzz",
      dependencies: [
        "CAllocations", .product(name: "DTS", package: "swift-devicetree"),
        .product(name: "DeviceTree", package: "swift-devicetree"),
      ]),
  ]
)
