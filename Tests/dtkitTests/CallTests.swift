import Foundation
import Testing
import TestSupport

@Suite struct CallTests {
  static let verbs: [[String]] = [
    [], ["build"], ["preprocess"],
    ["decompile"], ["format"], ["get"], ["set"], ["query"], ["overlay"], ["diff"], ["zones"],
    ["zones", "build"], ["memory"], ["lint"], ["explain"],
    ["embed"],
  ]

  /// Every verb's help has an example, and the example does what it says.
  @Test(arguments: verbs) func helpHasAnExampleThatWorks(_ verb: [String]) throws {
    let program = try Program()
    try KernelTreeFixture.install(in: program, at: "linux-6.13")
    try program.write(try Fixtures.text("boot/6.13.7--a-seed-last-ram/serial.log"), to: "serial.log")
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "build/ls3a5000")
    let help = try program.run(verb + ["--help"])
    #expect(help.status == 0)
    let examples = help.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("dtkit ") && !$0.hasPrefix("dtkit help") }
    #expect(!examples.isEmpty, "\(help.text)")
    for example in examples {
      let result = try program.run(Array(Program.words(example).dropFirst()))
      #expect(result.status == 0, "\(example): \(result.errors)")
      #expect(!result.output.isEmpty, "\(example)")
    }
  }

  @Test(arguments: [
    ["memroy"], ["memory"], ["memory", "a", "b"], ["memory", "--format", "xml", "a"], ["lint"], ["embed"],
    ["overlay", "a"], ["overlay", "a", "b", "-o", "c"], ["diff", "a"], ["diff", "a", "b"],
    ["decompile"], ["decompile", "a"], ["decompile", "dts/ls3a5000/zones.dts"],
    ["format"], ["format", "a"],
    ["get", "a"], ["get", "a", "/"], ["get", "dts/ls3a5000/zones.dts", "/nothing"],
    ["get", "dts/ls3a5000/zones.dts", "/", "model", "--type", "q"], ["set", "a", "/", "b"],
    ["set", "dts/ls3a5000/zones.dts", "/", "model", "<&nothing>", "-o", "c.dtb"],
    ["query", "a", "--path", "/"],
    ["query", "dts/ls3a5000/zones.dts"], ["query", "dts/ls3a5000/zones.dts", "--phandle", "x"],
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

@Suite struct UnusableInputTests {
  private let faulty = Fixtures.url("lint/end-of-ram.dts").path

  /// A file that says nothing about the kernel must not turn its options off and hide a fault.
  @Test(arguments: ["lint/end-of-ram.dts", "lint/board.dtsi", "boot/kernel-6.13.7/System.map"])
  func whatIsNoConfigurationIsRefused(_ path: String) throws {
    let result = try Program().run("lint", faulty, "--config", Fixtures.url(path).path)
    #expect(result.status == 2)
    #expect(result.errors.contains("no configuration of a kernel"), "\(result.errors)")
  }

  @Test func anIncompleteConfigurationIsRefused() throws {
    let program = try Program()
    try program.write("CONFIG_LOONGARCH=y\nCONFIG_BUILTIN_DTB=y\n", to: "defconfig")
    let result = try program.run("lint", faulty, "--config", "defconfig")
    #expect(result.status == 2)
    #expect(result.errors.contains("olddefconfig"), "\(result.errors)")
  }

  @Test func anEndlessFileIsRefused() throws {
    let result = try Program().run("lint", "/dev/zero")
    #expect(result.status == 2)
    #expect(result.errors.contains("more than 256 MiB"), "\(result.errors)")
  }

  @Test func aFullDiskIsNoSuccess() throws {
    let result = try Tool.run("sh", ["-c", "'\(Program.path)' memory '\(faulty)' > /dev/full"])
    #expect(result.status == 2)
    #expect(result.errors.contains("cannot write standard output"), "\(result.errors)")
  }

  @Test func binaryGarbageIsToldInALine() throws {
    let result = try Program().run(["memory", "-"], input: Array("/dts-v1/;".utf8) + [0, 1, 2, 0xff])
    #expect(result.status == 2)
    #expect(result.errors == "dtkit: error: -: neither a source nor a blob of a device tree\n")
  }

  @Test func machineOutputIsAnObjectEvenThen() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ {\n\ta = <&nobody>;\n};\n", to: "bad.dts")
    for call in [["memory", "bad.dts"], ["lint", faulty, "bad.dts"], ["memory", "no-such-file"]] {
      let result = try program.run(call + ["--format", "json"])
      #expect(result.status == 2)
      let findings = try #require(try program.json(result)["findings"] as? [[String: Any]])
      #expect(findings.count == 1)
      #expect(findings[0]["level"] as? String == "error")
    }
    let zones = try program.run("zones", "build", "bad.dts", "-o", "out", "--format", "json")
    #expect(zones.status == 2)
    #expect((try program.json(zones)["zones"] as? [Any])?.isEmpty == true)
    #expect((try program.json(zones)["findings"] as? [Any])?.count == 1)
    let json = try program.json(try program.run("memory", "bad.dts", "--format", "json"))
    let finding = try #require((json["findings"] as? [[String: Any]])?.first)
    #expect(finding["line"] as? Int == 3 && finding["column"] as? Int == 7)
  }

  @Test func warningsOfTheCompilerAreFindingsToo() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n#warning careful\n/ { };\n", to: "warned.dts")
    let result = try program.run("lint", "warned.dts", "--format", "json", "--fail-on", "warning")
    #expect(result.status == 1)
    let findings = try #require(try program.json(result)["findings"] as? [[String: Any]])
    #expect(findings.contains { $0["line"] as? Int == 2 && $0["level"] as? String == "warning" })
  }

  @Test func notesAreShownWhenAskedFor() throws {
    let program = try Program()
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    let quiet = try program.run("lint", "out/linux1.dts", "--profile", "6.13")
    #expect(quiet.status == 0)
    #expect(
      quiet.text == "out/linux1.dts: nothing wrong was found; 3 notes (--notes shows them)\n", "\(quiet.text)"
    )
    let full = try program.run("lint", "out/linux1.dts", "--profile", "6.13", "--notes")
    #expect(full.text.contains("[region-outside-ram]"))
    #expect(try program.run("lint", "out/linux1.dts", "--profile", "6.13", "--fail-on", "note").status == 1)
  }

  @Test func aReplacedFileKeepsPermissionsAndLinks() throws {
    let program = try Program()
    try KernelTreeFixture.install(in: program, at: "linux")
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    let real = program.url("real.config").path
    try FileManager.default.moveItem(atPath: program.url("linux/.config").path, toPath: real)
    try FileManager.default.createSymbolicLink(
      atPath: program.url("linux/.config").path, withDestinationPath: real)
    try FileManager.default.setAttributes([.posixPermissions: 0o664], ofItemAtPath: real)
    #expect(try program.run("embed", "--tree", "linux", "--dts", "out/linux1.dts").status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: real)
    #expect(attributes[.posixPermissions] as? Int == 0o664)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: program.url("linux/.config").path) == real)
    #expect(
      String(decoding: try program.bytes("real.config"), as: UTF8.self).contains("CONFIG_BUILTIN_DTB=y"))
  }

  @Test func aVerbThatDoesNotExistIsNamed() throws {
    let result = try Program().run("extract", "region-refused")
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("dtkit: error: there is no verb 'extract'"), "\(result.errors)")
  }

  /// A kernel that reserves nothing must not look like one for which nothing is wrong.
  @Test func aKernelThatDoesNotReadTheTreeIsAnError() throws {
    let program = try Program()
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    let result = try program.run("lint", "out/zone0.dts", "--profile", "6.1")
    #expect(result.status == 1)
    #expect(result.text.contains("[regions-ignored]"), "\(result.text)")
    let elsewhere = try program.run(
      "lint", "out/zone0.dts", "--profile", "6.13", "--load-address", "0xf00000000")
    #expect(elsewhere.text.contains("[kernel-outside-ram]"), "\(elsewhere.text)")
  }
}
