// swift-tools-version: 6.2
import PackageDescription

// As in a package of your own, with .package(url:from:) instead of the path.
let package = Package(
  name: "reserved-memory",
  dependencies: [.package(name: "swift-devicetree", path: "../..")],
  targets: [
    .executableTarget(
      name: "reserved-memory",
      dependencies: [.product(name: "FDT", package: "swift-devicetree")],
      swiftSettings: [.strictMemorySafety()])
  ]
)
