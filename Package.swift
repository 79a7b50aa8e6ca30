// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is built with: Swift 6 mode is the tools version's default.
///
/// `Lifetimes` is the flag that non-escapable views over `Span` need in Swift 6.3.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableExperimentalFeature("Lifetimes"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "swift-devicetree",
  products: [
    .library(name: "FDT", targets: ["FDT"]),
    .library(name: "DeviceTree", targets: ["FDT", "DeviceTree"]),
    .library(name: "DTS", targets: ["SourceDiagnostics", "DTS"]),
    .library(name: "LinuxBoot", targets: ["LinuxBoot"]),
    .library(name: "MemoryDrawing", targets: ["MemoryDrawing"]),
    .executable(name: "dtkit", targets: ["dtkit"]),
    .executable(name: "dtkit-dtc", targets: ["dtkit-dtc"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.4.0"),
  ],
  targets: [
    // The general device-tree library: a boot loader or an emulator imports these alone.
    room("SourceDiagnostics"),
    room("FDT"),
    room("DeviceTree", ["FDT"]),
    room("DTS", ["SourceDiagnostics", "FDT", "DeviceTree"]),
    // What Linux does with a tree.
    room("LinuxBoot", ["DeviceTree"]),
    room("MemoryDrawing", ["DeviceTree", "LinuxBoot"]),
    // Formats around the tree.
    room("KernelImage", ["SourceDiagnostics", "Decompression"]),
    room("Zones", ["SourceDiagnostics", "DeviceTree", "DTS", "LinuxBoot"]),
    // The rules' manual is docs/rules.md, linked in as bytes so that the program stays one file.
    room(
      "DeviceTreeLint", ["SourceDiagnostics", "DeviceTree", "DTS", "LinuxBoot"],
      resources: [.embedInCode("Manual/rules.md")]),
    // libfdt, the code that Linux itself carries, as second opinion.
    .systemLibrary(name: "CLibFDT", providers: [.apt(["libfdt-dev"])]),
    room("SecondOpinion", ["CLibFDT", "DeviceTree"]),
    // zlib and libzstd, which kernel images are packed with.
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    room("Decompression", ["CZlib", "CZstd"]),
    // Whole files in and out, through the C library itself: there is no swift-system for Embedded Swift.
    .systemLibrary(name: "CPOSIX"),
    room("FileSystem", ["CPOSIX", "SourceDiagnostics", "DeviceTree", "DTS"]),
    // dtc, fdtget, fdtput, fdtoverlay and fdtdump: in dtkit, and alone as a small program of Embedded Swift.
    room("DropIn", ["SourceDiagnostics", "FDT", "DeviceTree", "DTS", "FileSystem"]),
    .executableTarget(name: "dtkit-dtc", dependencies: ["DropIn"]),
    .executableTarget(
      name: "dtkit",
      dependencies: [
        "SourceDiagnostics", "FDT", "DeviceTree", "DTS", "LinuxBoot", "KernelImage", "Zones",
        "DeviceTreeLint", "MemoryDrawing", "SecondOpinion", "FileSystem", "DropIn", argumentParser, system,
      ],
      swiftSettings: settings),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
    tests(of: "SourceDiagnostics"),
    tests(of: "FDT", ["CLibFDT"]),
    tests(of: "DeviceTree", ["FDT", "SecondOpinion", "DTS", "CLibFDT"]),
    tests(of: "DTS", ["FDT", "DeviceTree", "SourceDiagnostics"]),
    tests(of: "LinuxBoot", ["FDT", "DeviceTree", "KernelImage"]),
    tests(of: "MemoryDrawing", ["FDT", "DeviceTree", "DTS", "SourceDiagnostics", "LinuxBoot"]),
    tests(of: "KernelImage", ["SourceDiagnostics"]),
    tests(of: "Zones", ["SourceDiagnostics", "DTS", "DeviceTree", "LinuxBoot"]),
    tests(of: "DeviceTreeLint", ["SourceDiagnostics", "DTS", "DeviceTree", "LinuxBoot"]),
    tests(of: "dtkit"),
  ]
)
