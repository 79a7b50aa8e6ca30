import Foundation
import TestSupport
import Testing

/// The program called as `dtc`, beside the installed dtc.
struct DTCToolTests {
  private func both(_ options: [String], _ source: String) throws -> (own: Tool.Result, theirs: Tool.Result) {
    let program = try Program()
    let link = program.url("dtc")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: Program.path))
    try program.write(source, to: "t.dts")
    let own = try Tool.run(link.path(percentEncoded: false), options + ["t.dts"], in: program.folder.url)
    return (own, try Tool.run("dtc", options + ["t.dts"], in: program.folder.url))
  }

  @Test func `labels that a list has are told even when quiet`() throws {
    let source = "/dts-v1/; / { aliases { a = \"/b\"; }; a: c: b { }; };"
    let (own, theirs) = try both(["-qqq", "-A", "-O", "dtb"], source)
    #expect(theirs.errors == "WARNING: label a already exists in /aliases")
    #expect(own.errors == theirs.errors)
    #expect(own.output == theirs.output)
    #expect(own.status == theirs.status)
  }

  @Test func `assembler text says that dtc made it`() throws {
    let (own, theirs) = try both(["-O", "asm"], "/dts-v1/; / { };")
    // Further down 1.6.1 writes numbers in another form.
    #expect(own.text.prefix { $0 != "\n" } == theirs.text.prefix { $0 != "\n" })
  }

  @Test(arguments: [["-T", "-s"], ["-T", "-T", "-s", "-@"]])
  func `annotations stand where they did before the tree was sorted`(options: [String]) throws {
    let source = "/dts-v1/;\n/ {\n b = <1>;\n a = <2>;\n l: z { q; };\n c { r = <&l>; };\n};\n"
    let (own, theirs) = try both(options + ["-O", "dts"], source)
    #expect(own.text == theirs.text)
  }

  @Test func `annotations name files from the folder of the first`() throws {
    let program = try Program()
    let link = program.url("dtc")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: URL(filePath: Program.path))
    try program.write("/dts-v1/;\n/ { a; };\n", to: "folder/t.dts")
    let path = link.path(percentEncoded: false)
    let result = try Tool.run(path, ["-O", "dts", "-T", "folder/t.dts"], in: program.folder.url)
    #expect(result.text.contains("a; /* t.dts:2 */"), "\(result.text)")
  }

  @Test func `a blob of more than the smallest size is told`() throws {
    let source = "/dts-v1/; / { };"
    for options in [["-S", "10"], ["-S", "10", "-a", "8"], ["-S", "400"], ["-q", "-S", "10"]] {
      let (own, theirs) = try both(options + ["-O", "dtb"], source)
      #expect(own.errors == theirs.errors, "\(options)")
      #expect(own.output == theirs.output, "\(options)")
    }
  }
}
