import Foundation
import TestSupport
import Testing

/// Where results go when the path of an output is no plain file.
@Suite(.serialized) struct OutputTargetTests {
  static let calls: [[String]] = [["dtc", "-o"], ["dtkit", "build", "-o"]]

  private func program() throws -> Program {
    let program = try Program()
    try program.write("/dts-v1/;\n/ { a = <1>; };\n", to: "t.dts")
    _ = try program.run(as: "dtc", ["-o", "names/expected", "t.dts"])
    _ = try program.run(as: "dtkit", ["--version"])
    return program
  }

  /// Runs a shell's words in the folder of the program, with dtkit and dtc first in PATH.
  private func shell(_ words: String, in program: Program) throws -> Tool.Result {
    try Tool.run("sh", ["-c", "PATH=\"$PWD/names:$PATH\"; \(words)"], in: program.folder.url)
  }

  private func link(_ path: String, to destination: String, in program: Program) throws {
    try FileManager.default.createSymbolicLink(
      atPath: program.url(path).path, withDestinationPath: destination)
  }

  private func state(of path: String, in program: Program) throws -> String {
    try Tool.run("stat", ["-c", "%F %a", path], in: program.folder.url).text
  }

  @Test(arguments: calls) func aLinkStaysAndItsFileIsReplaced(_ call: [String]) throws {
    let program = try program()
    try program.write("old", to: "kept/there")
    #expect(try Tool.run("chmod", ["640", "kept/there"], in: program.folder.url).status == 0)
    try link("near", to: "kept/there", in: program)
    try link("far", to: program.url("near").path, in: program)
    let result = try program.run(as: call[0], call.dropFirst() + ["far", "t.dts"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try program.bytes("kept/there") == program.bytes("names/expected"))
    #expect(try state(of: "far", in: program).hasPrefix("symbolic link"))
    #expect(try state(of: "near", in: program).hasPrefix("symbolic link"))
    #expect(try state(of: "kept/there", in: program) == "regular file 640\n")
  }

  @Test(arguments: calls) func aLinkToWhatIsNotThereYetMakesIt(_ call: [String]) throws {
    let program = try program()
    try program.write("", to: "kept/other")
    try link("kept/link", to: "new", in: program)
    let result = try program.run(as: call[0], call.dropFirst() + ["kept/link", "t.dts"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try program.bytes("kept/new") == program.bytes("names/expected"))
    #expect(try state(of: "kept/link", in: program).hasPrefix("symbolic link"))
  }

  @Test(arguments: calls) func linksInACircleAreAnError(_ call: [String]) throws {
    let program = try program()
    try link("one", to: "two", in: program)
    try link("two", to: "one", in: program)
    let result = try program.run(as: call[0], call.dropFirst() + ["one", "t.dts"])
    #expect(result.status == (call[0] == "dtc" ? 1 : 2))
    #expect(result.errors.lowercased().contains("too many levels of symbolic links"), "\(result.errors)")
    #expect(try state(of: "one", in: program).hasPrefix("symbolic link"))
  }

  /// The link is one of our own, since a fault would cost the machine its /dev/stdout.
  @Test(arguments: calls) func standardOutputIsWrittenOnFromWhereItStands(_ call: [String]) throws {
    let program = try program()
    try link("out", to: "/proc/self/fd/1", in: program)
    let expected = try program.bytes("names/expected")
    let words = call.joined(separator: " ")
    let piped = try shell("\(words) out t.dts | cat", in: program)
    #expect(piped.output == expected, "\(piped.errors)")
    #expect(
      try shell("printf ahead >log; \(words) out t.dts >>log; printf behind >>log", in: program).status == 0)
    #expect(try program.bytes("log") == Array("ahead".utf8) + expected + Array("behind".utf8))
    // A file that has no name any more cannot be found by what the link says.
    let unnamed = try shell(
      "exec 3>gone; rm gone; \(words) /dev/fd/3 t.dts && cat /proc/$$/fd/3", in: program)
    #expect(unnamed.output == expected, "\(unnamed.errors)")
    #expect(try state(of: "out", in: program).hasPrefix("symbolic link"))
  }

  @Test(arguments: ["dtc -o pipe t.dts", "dtkit build t.dts -o pipe", "dtkit build t.dts -o link"])
  func aPipeIsWrittenTo(_ call: String) throws {
    let program = try program()
    try link("link", to: "pipe", in: program)
    let result = try shell("mkfifo pipe; cat pipe >got & \(call); wait", in: program)
    #expect(result.errors.isEmpty)
    #expect(try program.bytes("got") == program.bytes("names/expected"))
    #expect(try state(of: "pipe", in: program).hasPrefix("fifo"))
  }

  @Test func aPipeAmongSeveralOutputsIsWrittenTo() throws {
    let program = try program()
    let board = "dts/ls3a5000/zones.dts"
    let result = try shell(
      "dtkit zones build \(board) -o z && mkfifo pipe && { cat pipe >got & "
        + "dtkit memory z/zone0.dts --profile 6.13 --svg pipe --html page.html >text; wait; }", in: program)
    #expect(result.status == 0, "\(result.errors)")
    #expect(String(decoding: try program.bytes("got"), as: UTF8.self).contains("<svg "))
    #expect(try state(of: "pipe", in: program).hasPrefix("fifo"))
    #expect(try state(of: "page.html", in: program).hasPrefix("regular file"))
  }

  @Test(arguments: ["dtc -o", "dtkit build -o"]) func aNewFileHasThePermissionsOfTheMask(_ call: String)
    throws
  {
    let program = try program()
    #expect(try shell("umask 007; \(call) new t.dts", in: program).status == 0)
    #expect(try state(of: "new", in: program) == "regular file 660\n")
  }

  /// A folder in which nothing may be made, and a file in it that may be written.
  @Test func whereTheFolderLetsNothingBeReplacedTheFileIsWritten() throws {
    let program = try program()
    let folder = program.folder.url
    try program.write(String(repeating: "much longer than the blob", count: 20), to: "fixed/file")
    try FileManager.default.copyItem(atPath: Program.smallPath, toPath: program.url("own").path)
    #expect(try shell("chmod 666 fixed/file; chmod 555 fixed", in: program).status == 0)
    defer { _ = try? shell("chmod 755 fixed", in: program) }
    let before = try Tool.run("stat", ["-c", "%i", "fixed/file"], in: folder).text
    // The superuser may write anywhere, and so acts as nobody.
    let nobody = geteuid() == 0 ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["env"]
    let call = nobody + ["./own", "t.dts", "-o"]
    let result = try Tool.run(call[0], call.dropFirst() + ["fixed/file"], in: folder)
    #expect(result.status == 0, "\(result.errors)")
    #expect(try program.bytes("fixed/file") == program.bytes("names/expected"))
    #expect(try Tool.run("stat", ["-c", "%i", "fixed/file"], in: folder).text == before)
    let new = try Tool.run(call[0], call.dropFirst() + ["fixed/new"], in: folder)
    #expect(new.status == 1)
    #expect(
      new.errors.contains("FATAL ERROR: Couldn't open output file fixed/new: cannot write: permission denied")
    )
  }

  @Test func ownersStayWhereTheyCan() throws {
    guard geteuid() == 0 else { return }
    let program = try program()
    #expect(try shell("touch t.dtb; chown 1:2 t.dtb; chmod 4755 t.dtb", in: program).status == 0)
    #expect(try program.run(as: "dtkit", ["build", "t.dts", "-o", "t.dtb"]).status == 0)
    let result = try Tool.run("stat", ["-c", "%u:%g %a", "t.dtb"], in: program.folder.url)
    #expect(result.text == "1:2 4755\n")
  }

  @Test(arguments: [
    ("", "No such file or directory"), ("no/folder", "No such file or directory"),
    ("t.dts/x", "Not a directory"), ("names", "Is a directory"), ("new/", "Is a directory"),
  ])
  func whatCannotBeOpenedIsSaidInTheWordsOfDTC(_ path: String, _ reason: String) throws {
    let program = try program()
    let result = try program.run(as: "dtc", ["-o", path, "t.dts"])
    #expect(result.status == 1)
    #expect(result.errors == "FATAL ERROR: Couldn't open output file \(path): \(reason)\n")
  }
}
