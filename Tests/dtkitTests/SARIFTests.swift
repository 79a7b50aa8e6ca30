import Foundation
import TestSupport
import Testing

/// `--format sarif`: what SARIF 2.1.0 requires, and places that lead to the text.
@Suite struct SARIFTests {
  private struct Log {
    var results: [[String: Any]]
    var rules: [[String: Any]]
  }

  private func log(_ result: Tool.Result) throws -> Log {
    let json = try #require(JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    #expect(SARIFShape.faults(of: json).isEmpty)
    let runs = try #require(json["runs"] as? [[String: Any]])
    #expect(runs.count == 1)
    let driver = try #require((runs[0]["tool"] as? [String: Any])?["driver"] as? [String: Any])
    #expect(driver["name"] as? String == "dtkit")
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(runs[0]["results"] as? [[String: Any]])
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      #expect(((result["message"] as? [String: Any])?["text"] as? String)?.isEmpty == false)
    }
    return Log(results: results, rules: rules)
  }

  private func region(_ location: Any?) -> (uri: String?, region: [String: Int]?) {
    let place = (location as? [String: Any])?["physicalLocation"] as? [String: Any]
    return (
      (place?["artifactLocation"] as? [String: Any])?["uri"] as? String, place?["region"] as? [String: Int]
    )
  }

  @Test func errorsOfASourceHaveTheirRegions() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ { /* ä */ x: a { }; x: b { }; };\n", to: "a board.dts")
    let result = try program.run("build", "a board.dts", "--format", "sarif")
    #expect(result.status == 2)
    let results = try log(result).results
    #expect(results.count == 1)
    let (uri, region) = region((results[0]["locations"] as? [Any])?.first)
    #expect(uri == "a%20board.dts")
    // In characters, of which ä is one.
    #expect(region == ["startLine": 2, "startColumn": 23, "endLine": 2, "endColumn": 25])
    #expect(self.region((results[0]["relatedLocations"] as? [Any])?.first).region?["startColumn"] == 13)
  }

  @Test func warningsHaveTheNamesOfChecks() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ { a@1 { }; };\n", to: "t.dts")
    let result = try program.run("build", "t.dts", "--format", "sarif")
    #expect(result.status == 0)
    #expect(try log(result).rules.map { $0["id"] as? String } == ["unit_address_vs_reg"])
    let missing = try program.run("build", "none.dts", "--format", "sarif")
    #expect(missing.status == 2)
    #expect(try log(missing).results[0]["level"] as? String == "error")
  }

  @Test func mendsAreFixes() throws {
    let program = try Program()
    for name in ["end-of-ram.dts", "board.dtsi"] {
      try program.write(try Fixtures.text("lint/\(name)"), to: name)
    }
    let found = try log(try program.run("lint", "end-of-ram.dts", "--profile", "6.13", "--format", "sarif"))
      .results
    let refused = try #require(found.first { $0["ruleId"] as? String == "region-refused" })
    let fixes = try #require(refused["fixes"] as? [[String: Any]])
    let change = try #require((fixes[0]["artifactChanges"] as? [[String: Any]])?.first)
    let replacement = try #require((change["replacements"] as? [[String: Any]])?.first)
    #expect((replacement["insertedContent"] as? [String: Any])?["text"] as? String == "0x7f8000")
    #expect((replacement["deletedRegion"] as? [String: Int])?["startLine"] == 24)
  }

  @Test func eachPlaceThatIsLaidOutIsAFindingWithItsFix() throws {
    let program = try Program()
    let text = "/dts-v1/;\n\n/ {\n  a;\n\tb;\n\n\n\tc;\n\td { e; f; };\n\tg;\n};\n"
    try program.write(text, to: "t.dts")
    let result = try program.run("format", "--check", "t.dts", "--format", "sarif")
    #expect(result.status == 1)
    let results = try log(result).results
    let regions = results.map { region(($0["locations"] as? [Any])?.first).region ?? [:] }
    #expect(
      regions == [
        ["startLine": 4, "startColumn": 1, "endLine": 5, "endColumn": 1],
        ["startLine": 7, "startColumn": 1, "endLine": 8, "endColumn": 1],
        ["startLine": 9, "startColumn": 1, "endLine": 10, "endColumn": 1],
      ])
    // The mends together are what format does.
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0 + "\n" }
    for (result, region) in zip(results, regions).reversed() {
      let fix = try #require((result["fixes"] as? [[String: Any]])?.first)
      let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
      let replacement = try #require((change["replacements"] as? [[String: Any]])?.first)
      #expect(replacement["deletedRegion"] as? [String: Int] == region)
      let content = (replacement["insertedContent"] as? [String: Any])?["text"] as? String ?? ""
      let (start, end) = (try #require(region["startLine"]), try #require(region["endLine"]))
      lines.replaceSubrange(start - 1..<end - 1, with: content.isEmpty ? [] : [Substring(content)])
    }
    #expect(try program.run("format", "t.dts").status == 0)
    #expect(lines.dropLast().joined() == String(decoding: try program.bytes("t.dts"), as: UTF8.self))
  }

  @Test func rulesHaveTheTextsOfTheirManuals() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n/ { chosen { bootargs = <1>; }; };\n", to: "t.dts")
    let rules = try log(try program.run("build", "t.dts", "-o", "t.dtb", "--format", "sarif")).rules
    let rule = try #require(rules.first { $0["id"] as? String == "chosen_node_bootargs" })
    func text(_ name: String, _ form: String = "text") -> String {
      (rule[name] as? [String: Any])?[form] as? String ?? ""
    }
    let manual = try program.run("explain", "chosen_node_bootargs").text
    #expect(text("shortDescription") == text("fullDescription") && manual.contains(text("shortDescription")))
    #expect(!text("shortDescription").contains("`"))
    #expect(text("help").contains("What to write instead\n"), "\(rule)")
    #expect(text("help", "markdown").hasPrefix("### What to write instead\n"))
  }

  @Test func errorsWithoutAPlaceNameTheirFile() throws {
    let program = try VerbBoard.program()
    for (call, file) in [
      ("build none.dts -o x.dtb", "none.dts"), ("get board.dts serial0 rag", "board.dts"),
      ("build board.dts -Wnone -o x.dtb", "board.dts"), ("format board.dts none.dtsi", "none.dtsi"),
      ("memory board.dts --arch none", "board.dts"), ("diff board.dts none.dts", "none.dts"),
      ("overlay board.dts board.dts -o x.dtb", "board.dts"), ("format board.dtb", "board.dtb"),
      ("lint none.dts", "none.dts"), ("embed --tree none --dts board.dts", "none"),
    ] {
      let found = try log(try program.run(Program.words(call) + ["--format", "sarif"])).results
      #expect(found.count == 1 && region((found[0]["locations"] as? [Any])?.first).uri == file, "\(call)")
      let json = try program.json(try program.run(Program.words(call) + ["--format", "json"]))
      #expect((json["findings"] as? [[String: Any]])?.first?["file"] as? String == file, "\(call)")
    }
  }

  @Test func plansAndBlobsHaveFindingsToo() throws {
    let program = try VerbBoard.program()
    let plan = try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out", "--format", "sarif")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(try log(plan).results.isEmpty)
    #expect(try program.run("decompile", "board.dtb", "--format", "sarif").status == 2)
    let source = try program.run("decompile", "board.dtb", "-o", "again.dts", "--format", "sarif")
    #expect(try log(source).results.isEmpty)
  }

  private func lines(_ log: Log) -> [Int?] {
    log.results.map { region(($0["locations"] as? [Any])?.first).region?["startLine"] }
  }

  @Test(arguments: [
    ("get board.dts serial0 reg", 0, ["found"], [16]), ("get board.dts serial0", 0, ["found"], [14]),
    ("get board.dtb serial0", 0, ["found"], [nil]),
    ("get board.dts serial0 rag", 2, ["unusable-input"], [nil]),
    ("get broken.dts / model", 2, ["unusable-input"], [2]),
    ("query board.dts --compatible ns16550a", 0, ["found"], [14]), ("query board.dts --label no", 1, [], []),
    ("set broken.dts / model '\"x\"' -o new.dts", 2, ["unusable-input"], [2]),
    ("set board.dts / model '\"x\"' -o new.dts", 0, [], []),
    ("diff board.dts other.dts", 1, ["difference", "difference", "difference"], [6, 4, 6]),
    ("diff board.dts broken.dts", 2, ["unusable-input"], [2]),
    ("overlay board.dts wrong.dtso -o new.dtb", 2, ["unusable-input"], [3]),
    ("memory broken.dts", 2, ["unusable-input"], [2]),
    ("memory board.dts --compare other.dts", 2, ["unusable-input"], [nil]),
    ("embed --tree nowhere --dts board.dts", 2, ["unusable-input"], [nil]),
    ("zones build broken.dts -o out", 2, ["unusable-input"], [2]),
    ("lint broken.dts", 2, ["unusable-input"], [2]),
  ])
  func everyVerbHasALog(_ call: String, _ status: Int32, _ rules: [String], _ lines: [Int?]) throws {
    let program = try VerbBoard.program()
    try program.write("/dts-v1/;\n/ { a = <; };\n", to: "broken.dts")
    try program.write("/dts-v1/;\n/plugin/;\n&none { a; };\n", to: "wrong.dtso")
    let other = VerbBoard.source.replacing("\taliases {", with: "\taliasas {").replacing(
      "\"board\"", with: "\"x\"")
    try program.write(other, to: "other.dts")
    let result = try program.run(Program.words(call) + ["--format", "sarif"])
    #expect(result.status == status, "\(result.errors)")
    let log = try log(result)
    #expect(log.results.map { $0["ruleId"] as? String } == rules, "\(result.text)")
    #expect(self.lines(log) == lines)
  }

  @Test func whatMemoryWarnsOfHasItsPlace() throws {
    let program = try Program()
    for name in ["end-of-ram.dts", "board.dtsi"] {
      try program.write(try Fixtures.text("lint/\(name)"), to: name)
    }
    let found = try log(try program.run("memory", "end-of-ram.dts", "--profile", "6.13", "--format", "sarif"))
    #expect(found.results.map { $0["ruleId"] as? String } == ["region-refused"])
    #expect(lines(found) == [24])
    let folder = Fixtures.url("logs/loong64-no-map-end-of-ram").path
    let parted = try log(
      try program.run(
        "memory", "\(folder)/tree.dtb", "--paging", "4KB_4LEVEL", "--log", "\(folder)/serial.log", "--format",
        "sarif"))
    #expect(parted.results.first?["ruleId"] as? String == "log-divergence")
    #expect(lines(parted).first == 10)
  }

  @Test func aKernelTreeHasFindingsAndAnObject() throws {
    let program = try VerbBoard.program()
    try KernelTreeFixture.install(in: program, at: "linux")
    let call = ["embed", "--tree", "linux", "--dts", "board.dts", "--format"]
    let json = try program.json(try program.run(call + ["json", "--dry-run"]))
    #expect(json["written"] as? Bool == false && json["name"] as? String == "board")
    let files = try #require(json["files"] as? [[String: Any]])
    #expect(files.count == 3)
    #expect((json["diff"] as? String)?.hasPrefix("--- ") == true)
    #expect(try log(try program.run(call + ["sarif"])).results.isEmpty)
    #expect((try program.json(try program.run(call + ["json"]))["files"] as? [Any])?.isEmpty == true)
  }
}
