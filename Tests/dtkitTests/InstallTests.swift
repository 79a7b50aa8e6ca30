import Foundation
import TestSupport
import Testing

/// `make install` through its script.
@Suite struct InstallTests {
  private static let names = ["dtc", "fdtget", "fdtput", "fdtdump", "fdtoverlay"]

  private static func install(_ program: Program, _ variables: [String], _ prefix: String) throws
    -> Tool.Result
  {
    let script = Fixtures.packageRoot.appending(path: "Scripts/install.sh").path
    return try program.runEnvironment(variables + ["sh", script, Program.path, Program.smallPath, prefix])
  }

  @Test func installsTheProgramAndTheNames() throws {
    let program = try Program()
    let prefix = program.url("prefix").path
    for _ in 0..<2 {
      let result = try Self.install(program, [], prefix)
      #expect(result.status == 0, "\(result.errors)")
    }
    for name in Self.names {
      let link = program.url("prefix/bin/\(name)").path
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "dtkit-dtc")
    }
    #expect(
      try program.runEnvironment(["\(prefix)/bin/dtc", "--version"]).text == "Version: DTC 1.8.1\n")
    #expect(try Self.install(program, ["DESTDIR=\(program.url("stage").path)"], "/usr").status == 0)
    #expect(FileManager.default.isExecutableFile(atPath: program.url("stage/usr/bin/fdtput").path))
  }

  @Test func leavesToolsOfOthersAlone() throws {
    let program = try Program()
    try program.write("theirs", to: "prefix/bin/fdtget")
    let refused = try Self.install(program, [], program.url("prefix").path)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("prefix/bin/fdtget"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.url("prefix/bin").path) == ["fdtget"])
    #expect(try Self.install(program, ["FORCE=1"], program.url("prefix").path).status == 0)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: program.url("prefix/bin/fdtget").path)
        == "dtkit-dtc")
    #expect(try Self.install(program, [], "relative").status == 2)
  }
}

extension Program {
  /// Runs a call with variables of the environment before it, as `env` takes them.
  fileprivate func runEnvironment(_ call: [String]) throws -> Tool.Result {
    try Tool.run("/usr/bin/env", call, in: folder.url)
  }
}
