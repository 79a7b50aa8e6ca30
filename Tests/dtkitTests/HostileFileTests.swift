import Foundation
import TestSupport
import Testing

/// Files that are none, and texts that are too much, as a user meets them.
@Suite struct HostileFileTests {
  @Test(arguments: [
    ("#include \"pipe\"\n", "cannot read 'pipe': it is a device or a pipe"),
    ("/dts-v1/;\n/ { x = /incbin/(\"/dev/zero\"); };", "it is a device or a pipe"),
    ("/dts-v1/;\n/ { x = /incbin/(\"/proc/self/mem\", 0, 16); };", "cannot read '/proc/self/mem'"),
    ("/include/ \"folder\"\n", "is a directory"),
    ("#include \"t.dts\"\n", "files include each other"),
    ("/dts-v1/;\n/ { \0 };", "expected a property"),
    ("", "there is nothing in it"),
  ])
  func textsThatReadWhatTheyShouldNot(_ text: String, _ expected: String) throws {
    let program = try Program()
    try program.write(text, to: "t.dts")
    try FileManager.default.createDirectory(at: program.url("folder"), withIntermediateDirectories: true)
    #expect(try Tool.run("mkfifo", ["pipe"], in: program.folder.url).status == 0)
    let result = try program.run("build", "t.dts")
    #expect(result.status == 2)
    #expect(result.errors.contains(expected), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.url("t.dtb").path))
  }

  @Test func aFolderAndAMisspeltNameAreSaid() throws {
    let program = try VerbBoard.program()
    #expect(try program.run("build", ".").errors.contains("is a directory"))
    let missing = try program.run("build", "baord.dts")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("did you mean board.dts?"), "\(missing.errors)")
    let verb = try program.run("biuld", "board.dts")
    #expect(verb.errors.contains("did you mean 'build'?"), "\(verb.errors)")
  }

  @Test func aMillionErrorsAreNotAllPrinted() throws {
    let program = try Program()
    try program.write(
      "/dts-v1/;\n/ {\n" + String(repeating: "x = 1;\n", count: 1_000_000) + "};\n", to: "t.dts")
    let result = try program.run("build", "t.dts")
    #expect(result.status == 2)
    #expect(result.errors.utf8.count < 20_000)
    #expect(result.errors.contains("64 errors"))
  }

  /// The path of each of these nodes has those of all above it in it.
  @Test func pathsOutOfProportionAreNotPutTogether() throws {
    let program = try Program()
    let node = "a@1 { #address-cells = <1>; #size-cells = <1>; reg = <0 1>; ranges;\n"
    try program.write(
      "/dts-v1/;\n/ { #address-cells = <1>; #size-cells = <1>;\n" + String(repeating: node, count: 20_000)
        + String(repeating: "};", count: 20_000) + "};\n", to: "t.dts")
    for arguments in [["--format", "json"], ["--format", "sarif"], ["--diff"]] {
      let result = try program.run(["lint", "--profile", "6.13"] + arguments + ["t.dts"])
      #expect(result.status == 2)
      #expect((result.errors + result.text).contains("nested 20000 deep"), "\(result.errors)")
    }
    let shown = try program.run("lint", "--profile", "6.13", "t.dts")
    #expect(shown.status == 0)
    #expect(shown.text.contains("20001 warnings"), "\(shown.text.suffix(200))")
  }

  @Test func aRegionsNameThatNoMessageHoldsIsRefused() throws {
    let program = try Program()
    let name = String(repeating: "n", count: 2000)
    try program.write(
      "/dts-v1/;\n/ { reserved-memory { \(name) { size = <1>; }; }; };\n", to: "t.dts")
    for verb in ["lint", "memory"] {
      let result = try program.run(verb, "--profile", "6.13", "t.dts")
      #expect(result.status == 2)
      #expect(result.errors.contains("has 2000 bytes"), "\(result.errors)")
      #expect(result.errors.utf8.count < 1500)
    }
  }
}
