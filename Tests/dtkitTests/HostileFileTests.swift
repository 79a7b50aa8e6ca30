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
}
