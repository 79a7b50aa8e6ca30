import Foundation
import TestSupport
import Testing

@Suite struct DrawingTests {
  private let tree = Fixtures.url("lint/end-of-ram.dts").path
  private let config = ["--profile", "6.13", "--config", Fixtures.url("boot/kernel-6.13.7/config").path]

  @Test func filesAreWrittenBesideTheReport() throws {
    let program = try Program()
    let plain = try program.run(["memory", tree] + config)
    let result = try program.run(
      ["memory", tree] + config + ["--svg", "out/map.svg", "--html", "out/map.html"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text == plain.text + "\nDrawn: out/map.svg, out/map.html\n")
    let svg = String(decoding: try program.bytes("out/map.svg"), as: UTF8.self)
    #expect(svg.hasPrefix("<?xml") && svg.hasSuffix("</svg>\n") && svg.contains("nonroot@c0000000"))
    let page = String(decoding: try program.bytes("out/map.html"), as: UTF8.self)
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    let json = try program.run(["memory", tree] + config + ["--format", "json", "--svg", "again.svg"])
    #expect(try program.json(json)["outcome"] as? String == "boots")
    #expect(try program.bytes("again.svg") == Array(svg.utf8))
  }

  @Test func standardOutputIsTheDrawingAlone() throws {
    let program = try Program()
    let result = try program.run(["memory", tree] + config + ["--svg", "-"])
    #expect(result.status == 0 && result.text.hasPrefix("<?xml") && result.text.hasSuffix("</svg>\n"))
    let bytes = try Fixtures.bytes("boot/6.13.7--a-seed-last-ram/in.dtb")
    let page = try program.run(["memory", "-", "--profile", "6.13", "--html", "-"], input: bytes)
    #expect(page.text.contains("<h1>standard input</h1>"))
  }

  @Test(arguments: [
    (["--svg", "-", "--html", "-"], "both want standard output"),
    (["--svg", "-", "--format", "json"], "wants standard output for itself"),
    (["--svg", "a", "--html", "a"], "both want to write a"),
    (["--svg", "a", "--compare-profile", "7.2"], "draw one boot"),
    (["--svg", "/dev/null/a.svg"], "cannot write"),
  ]) func callsThatCannotBe(_ options: [String], _ message: String) throws {
    let program = try Program()
    let result = try program.run(["memory", tree, "--profile", "6.13"] + options)
    #expect(result.status == 2)
    #expect((result.errors + result.text).contains(message), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: program.url("a").path))
  }

  /// The picture in the documentation is what the program draws.
  @Test func documentedPictureIsTheProgramsOwn() throws {
    let program = try Program()
    try FileManager.default.createSymbolicLink(
      at: program.url("fixtures"), withDestinationURL: Fixtures.packageRoot.appending(path: "fixtures"))
    let result = try program.run(
      "memory", "fixtures/lint/end-of-ram.dts", "--profile", "6.13", "--config",
      "fixtures/boot/kernel-6.13.7/config", "--svg", "-")
    let kept = try Data(contentsOf: Fixtures.packageRoot.appending(path: "docs/memory-map.svg"))
    #expect(result.output == [UInt8](kept), "make it anew: docs/memory-map.md says how")
  }
}
