import DTS
import DeviceTree
import DeviceTreeLint
import Foundation
import LinuxBoot
import SourceDiagnostics
import TestSupport

/// A tree of fixtures/lint, compiled and linted.
struct LintedTree {
  let compiled: CompiledTree
  let boot: BootInput
  let findings: [Finding]

  init(_ name: String, _ kernel: Kernel) throws {
    try self.init(text: Fixtures.bytes("lint/\(name).dts"), name: name, kernel)
  }

  init(text: [UInt8], name: String, _ kernel: Kernel) throws {
    let loader = SourceLoader { path in
      (try? Fixtures.bytes("lint/\(path)")).map { .success($0) } ?? .failure(.notFound)
    }
    compiled = try DTSCompiler(loader: loader).compile(text, path: "\(name).dts")
    boot = try kernel.boot(compiled.tree)
    findings = Linter().lint(boot, positions: compiled.positions)
  }

  /// The names of all trees in fixtures/lint.
  static func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: Fixtures.url("lint").path)
      .filter { $0.hasSuffix(".dts") }.map { String($0.dropLast(4)) }.sorted()
  }

  /// "error region-refused 24:11 /reserved-memory/guest@c0000000", one a finding.
  var summary: [String] {
    findings.map { finding in
      let place = finding.range.map { compiled.sources.location(of: $0) }
      let position = place.map { "\($0.line):\($0.column)" } ?? "-"
      return "\(finding.level.rawValue) \(finding.rule) \(position) \(finding.path)"
    }
  }

  /// What `dtkit lint` prints.
  var text: String {
    let renderer = TextRenderer(sources: compiled.sources)
    return findings.map { renderer.render($0.diagnostic(file: "board.dtb")) }.joined(separator: "\n")
  }
}
