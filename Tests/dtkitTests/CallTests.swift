import Foundation
import Testing
import TestSupport

@Suite struct CallTests {
  static let verbs: [[String]] = [
    [], ["zones"], ["zones", "build"], ["memory"], ["lint"], ["embed"],
  ]

  /// Every verb's help has an example, and the example does what it says.
  @Test(arguments: verbs) func helpHasAnExampleThatWorks(_ verb: [String]) throws {
    let program = try Program()
    try KernelTreeFixture.install(in: program, at: "linux-6.13")
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "build/ls3a5000")
    let help = try program.run(verb + ["--help"])
    #expect(help.status == 0)
    let examples = help.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("dtkit ") && !$0.hasPrefix("dtkit help") }
    #expect(!examples.isEmpty, "\(help.text)")
    for example in examples {
      let result = try program.run(example.split(separator: " ").dropFirst().map(String.init))
      #expect(result.status == 0, "\(example): \(result.errors)")
      #expect(!result.output.isEmpty, "\(example)")
    }
  }

  @Test(arguments: [
    ["memroy"], ["memory"], ["memory", "a", "b"], ["memory", "--format", "xml", "a"], ["lint"], ["embed"],
    ["memory", "no-such-file"], ["lint", "no-such-file"], ["zones", "build", "no-such-file", "-o", "x"],
    ["memory", "dts"], ["memory", "dts/ls3a5000/zones.dts", "--profile", "1.0"],
    ["memory", "dts/ls3a5000/zones.dts", "--kernel-image", "5"],
    ["memory", "dts/ls3a5000/zones.dts", "--arch", "vax"],
  ])
  func aCallThatCannotBeUsedEndsWithTwo(_ arguments: [String]) throws {
    let result = try Program().run(arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(!result.errors.isEmpty)
  }

  @Test func aDamagedBlobIsSaidWithItsOffset() throws {
    let program = try Program()
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    var blob = try program.bytes("out/zone0.dtb")
    blob.removeLast(100)
    let result = try program.run(["memory", "-"], input: blob)
    #expect(result.status == 2)
    #expect(
      result.errors.hasPrefix(
        "dtkit: error: -: at byte \(blob.count): the blob needs \(blob.count + 100) bytes"))
  }

  @Test func errorsOfASourceAreAllShown() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ {\n\ta = <&nobody>;\n\tb = <&nothing>;\n};\n", to: "bad.dts")
    let result = try program.run("memory", "bad.dts")
    #expect(result.status == 2)
    #expect(result.errors.contains("bad.dts:3:7: error:"), "\(result.errors)")
    #expect(result.errors.contains("bad.dts:4:7: error:"))
    #expect(result.errors.contains("bad.dts: 2 errors"))
  }
}
