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
    let source = "/dts-v1/;\n/ {\n b = <1>;\n a = <2>;\n l: z { q; };\n c { r; };\n};\n"
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

  @Test(arguments: [
    ["-E", "no-duplicate_node_names", "-E", "no-duplicate_property_names"], ["-f"],
  ])
  func `what stands twice in a block is kept where that is no error`(options: [String]) throws {
    let source = "/dts-v1/; / { p = <1>; q; p = <2>; a { x; }; b { }; a { y; }; };"
    let (own, theirs) = try both(["-q", "-O", "dtb"] + options, source)
    #expect(theirs.status == 0)
    #expect(own.output == theirs.output)
  }

  @Test func `of two nodes of one name the second is told`() throws {
    let source = "/dts-v1/;\n/ {\n a { x; };\n b { };\n a { y; };\n};"
    for options in [[], ["-f"]] {
      let (own, theirs) = try both(options, source)
      #expect(theirs.errors.hasPrefix("t.dts:5.4-11: ERROR (duplicate_node_names)"), "\(theirs.errors)")
      #expect(own.errors == theirs.errors)
      #expect(own.status == theirs.status)
    }
  }

  @Test func `what stands twice is sorted and stays`() throws {
    let source = "/dts-v1/;\n/ { b = <1>; a = <1>; a = <2>; n { x; }; n { y; }; };\n"
    let (own, theirs) = try both(["-f", "-q", "-s", "-O", "dts"], source)
    #expect(theirs.status == 0)
    #expect(own.text == theirs.text)
  }
}
