import Foundation
import Testing
import TestSupport

/// `--fix` and `--diff` as a user calls them.
@Suite struct FixCommandTests {
  private static let kernel = [
    "--profile", "6.13", "--config", Fixtures.url("boot/kernel-6.13.7/config").path,
  ]
  private let program: Program

  init() throws {
    program = try Program()
    for name in ["board.dtsi", "end-of-ram.dts", "no-map-reusable.dts"] {
      try program.write(Fixtures.text("lint/\(name)"), to: name)
    }
  }

  private func run(_ arguments: String...) throws -> Tool.Result { try program.run(arguments + Self.kernel) }

  private func text(_ path: String) throws -> String {
    String(decoding: try program.bytes(path), as: UTF8.self)
  }

  private func mended() throws -> String {
    try Fixtures.text("lint/end-of-ram.dts").replacing(
      "0x0 0xc0000000 0x0 0x800000>;\n\t\t};", with: "0x0 0xc0000000 0x0 0x7fd000>;\n\t\t};")
  }

  @Test(arguments: ["lint", "memory"])
  func theFileIsChangedAndTheChangeShown(_ verb: String) throws {
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: program.url("end-of-ram.dts").path)
    try FileManager.default.createSymbolicLink(
      at: program.url("link.dts"), withDestinationURL: program.url("end-of-ram.dts"))
    let result = try run(verb, "link.dts", "--fix", "--mend", "1")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.hasPrefix("--- a/link.dts\n+++ b/link.dts\n"))
    #expect(result.text.contains("+\t\t\treg = <0x0 0xc0000000 0x0 0x7fd000>;\n"))
    #expect(result.text.contains("mended link.dts:24:11 [region-refused]: end it at 0xc07fd000"))
    #expect(
      result.text.contains(verb == "lint" ? "1 finding mended; left: nothing" : "its region is reserved"))
    #expect(try text("end-of-ram.dts") == mended())
    let attributes = try FileManager.default.attributesOfItem(atPath: program.url("end-of-ram.dts").path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: program.url("link.dts").path).hasSuffix(
        "end-of-ram.dts"))
    // A second run has nothing to do.
    #expect(
      try run("lint", "link.dts", "--fix", "--mend", "1").text
        == "link.dts: nothing was mended; nothing wrong was found\n")
  }

  @Test func theDifferenceIsAPatchAndWritesNothing() throws {
    let before = try text("end-of-ram.dts")
    let result = try run("lint", "end-of-ram.dts", "--diff", "--mend", "1")
    #expect(try text("end-of-ram.dts") == before)
    #expect(result.errors.contains("would mend end-of-ram.dts:24:11 [region-refused]"))
    let patched = try Tool.run("patch", ["-p1"], input: result.output, in: program.folder.url)
    #expect(patched.status == 0, "\(patched.text)")
    #expect(try text("end-of-ram.dts") == mended())
  }

  @Test func anotherMendIsChosen() throws {
    let result = try run("lint", "end-of-ram.dts", "--fix", "--mend", "nonroot@c0000000=2")
    #expect(result.status == 0)
    #expect(try text("end-of-ram.dts").contains("nonroot@9f800000 {"))
    let open = try run("lint", "no-map-reusable.dts", "--fix")
    #expect(open.status == 1)
    #expect(open.text.contains("note: not mended: it takes a choice\n"))
    #expect(open.text.contains("help: --mend 1: drop reusable"))
    #expect(try run("lint", "no-map-reusable.dts", "--fix", "--mend", "1").status == 0)
    #expect(try !text("no-map-reusable.dts").contains("reusable;"))
  }

  @Test func onlyWhatIsNamedIsMended() throws {
    let before = try text("end-of-ram.dts")
    #expect(try run("lint", "end-of-ram.dts", "--fix", "--only", "unit-address-mismatch").status == 1)
    #expect(try text("end-of-ram.dts") == before)
    #expect(
      try run("lint", "end-of-ram.dts", "--fix", "--mend", "1", "--only", "nonroot@c0000000").status == 0)
    #expect(try text("end-of-ram.dts") == mended())
  }

  /// What others use is left, with the call that makes the choice; that call works as it is shown.
  @Test(arguments: ["lint", "memory"])
  func theChoiceIsShownAsACall(_ verb: String) throws {
    let before = try text("end-of-ram.dts")
    let open = try run(verb, "end-of-ram.dts", "--fix")
    #expect(try text("end-of-ram.dts") == before)
    #expect(open.text.contains("whoever uses this memory must be told: the zone's JSON, the guest's /memory"))
    let line = try #require(open.text.split(separator: "\n").first { $0.contains("to choose: dtkit ") })
    let call = line.split(separator: "to choose: dtkit ").last.map {
      $0.split(separator: " ").map(String.init)
    }
    #expect(try program.run(#require(call)).status == 0)
    #expect(try text("end-of-ram.dts") == mended())
  }

  /// A slip in a name or number changes nothing and lists what there is.
  @Test(arguments: [
    (["--mend", "99"], "--mend 1 to 4"), (["--mend", "nosuch=2"], "there is no node 'nosuch'"),
    (["--mend", "nonroot@c000000=1"], "did you mean 'nonroot@c0000000'?"),
    (["--mend", "memory@200000=1"], "nothing that can be mended was found there"),
    (["--only", "region-refuse"], "did you mean 'region-refused'?"),
    (["--mend", "1", "--only", "zzz"], "region-refused at /reserved-memory/nonroot@c0000000"),
  ])
  func slipsAreErrors(_ options: [String], _ words: String) throws {
    let before = try text("end-of-ram.dts")
    for files in [["end-of-ram.dts"], ["end-of-ram.dts", "no-map-reusable.dts"]] {
      let result = try program.run(["lint"] + files + ["--fix"] + options + Self.kernel)
      #expect(result.status == 2, "\(result.text)")
      #expect(result.errors.contains(words), "\(result.errors)")
      #expect(try text("end-of-ram.dts") == before)
    }
  }

  @Test func theMendedTreeGoesElsewhere() throws {
    let before = try text("end-of-ram.dts")
    #expect(try run("lint", "end-of-ram.dts", "--fix", "--mend", "1", "-o", "new.dts").status == 0)
    #expect(try text("end-of-ram.dts") == before)
    #expect(try text("new.dts") == mended())
  }

  @Test func aBlobNeedsANewFile() throws {
    let blob = Fixtures.url("boot/6.13.7--a-seed-last-ram/in.dtb").path
    let refused = try run("lint", blob, "--fix")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("a blob has no text to mend"))
    let result = try run("lint", blob, "--fix", "--mend", "1", "-o", "new.dtb")
    #expect(result.status == 0, "\(result.text)")
    #expect(try run("lint", "new.dtb").text.contains("nothing wrong was found"))
  }

  @Test func machinesReadEditsAndWhatWasMended() throws {
    let findings = try #require(
      try program.json(run("lint", "end-of-ram.dts", "--format", "json"))["findings"] as? [[String: Any]])
    let fixes = try #require(findings[0]["fixes"] as? [[String: Any]])
    let edits = try #require(fixes[0]["edits"] as? [[String: Any]])
    #expect(edits.count == 1)
    let (start, end) = try (#require(edits[0]["start"] as? Int), #require(edits[0]["end"] as? Int))
    #expect(edits[0]["file"] as? String == "end-of-ram.dts")
    #expect(edits[0]["replacement"] as? String == "0x7fd000")
    #expect(try Array(program.bytes("end-of-ram.dts")[start..<end]) == Array("0x800000".utf8))
    #expect(fixes.last?["choice"] is String)
    let json = try program.json(run("lint", "end-of-ram.dts", "--fix", "--mend", "1", "--format", "json"))
    #expect(json["written"] as? [String] == ["end-of-ram.dts"])
    #expect((json["fixed"] as? [[String: Any]])?.first?["rule"] as? String == "region-refused")
    #expect((json["findings"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [
    ["lint", "end-of-ram.dts", "--mend", "1"], ["lint", "end-of-ram.dts", "--fix", "--mend", "x=y"],
    ["lint", "-", "--fix"], ["lint", "end-of-ram.dts", "no-map-reusable.dts", "--fix", "-o", "x.dts"],
    ["memory", "end-of-ram.dts", "-o", "x.dts"],
  ])
  func callsThatMakeNoSense(_ arguments: [String]) throws {
    let source = Array("/dts-v1/; / { };".utf8)
    let result = try program.run(arguments, input: source)
    #expect(result.status == 2, "\(result.text)")
    #expect(try text("end-of-ram.dts") == Fixtures.text("lint/end-of-ram.dts"))
  }

  @Test func rulesAreExplained() throws {
    let result = try program.run("explain", "region-refused")
    #expect(
      result.text.hasPrefix(
        "region-refused\n\nWhat it does\n  Finds regions of /reserved-memory that Linux refuses"))
    #expect(try program.run("explain").text.contains("\nregions-ignored "))
    #expect(try program.run("explain", "region").errors.contains("did you mean"))
  }
}
