import Foundation
import LinuxBoot
import Testing

/// Real source trees against the presets of their versions: docs/profile-test.md.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["KERNEL_TREES"] != nil))
struct KernelTreeOracleTests {
  @Test func presetsAreWhatTheCodeShows() throws {
    let folders = try #require(ProcessInfo.processInfo.environment["KERNEL_TREES"]).split(separator: ":").map(
      String.init)
    for folder in folders {
      let url = URL(filePath: folder)
      let makefile = try String(contentsOf: url.appending(path: "Makefile"), encoding: .utf8)
      let numbers = ["VERSION", "PATCHLEVEL", "SUBLEVEL"].compactMap { name in
        makefile.split(separator: "\n").first { $0.hasPrefix("\(name) =") }?.split(separator: " ").last.map(
          String.init)
      }
      let version = numbers.joined(separator: ".")
      for architecture in Architecture.allCases {
        let preset = try ProfilePreset.named(version, for: architecture)
        let start = ContinuousClock.now
        let detected = DetectedFeatures(version: version, architecture: architecture, tree: folder) { path in
          (try? Data(contentsOf: url.appending(path: path))).map { [UInt8]($0) }
        }
        let time = ContinuousClock.now - start
        var differences: [String] = []
        for feature in KernelFeature.allCases where feature.applies(to: architecture) {
          let (told, seen) = (feature.value(in: preset), feature.value(in: detected.preset))
          if told != seen { differences.append("\(feature.rawValue): preset \(told), code \(seen)") }
        }
        #expect(differences == [], "Linux \(version), \(architecture)")
        #expect(detected.preset.regions == preset.regions && detected.preset.earlyBoot == preset.earlyBoot)
        let unseen = detected.unrecognised.map(\.rawValue)
        #expect(unseen == [], "Linux \(version), \(architecture)")
        let count = KernelFeature.allCases.count { $0.applies(to: architecture) }
        print(
          "profile-test: Linux \(version) \(architecture.rawValue): \(count - unseen.count) of \(count) features seen, "
            + "preset \(preset.name): \(differences.isEmpty ? "equal" : "differs"), \(time)")
      }
    }
  }
}
