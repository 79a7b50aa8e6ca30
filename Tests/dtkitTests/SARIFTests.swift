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
    #expect(json["version"] as? String == "2.1.0")
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
      #expect(["error", "warning", "note"].contains(result["level"] as? String))
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

  @Test func layoutIsAFindingWithItsFix() throws {
    let program = try Program()
    try program.write("/dts-v1/;\n\n/ {\n  a;\n\tb;\n};\n", to: "t.dts")
    let result = try program.run("format", "--check", "t.dts", "--format", "sarif")
    #expect(result.status == 1)
    let results = try log(result).results
    #expect(results.count == 1)
    #expect(
      region((results[0]["locations"] as? [Any])?.first).region
        == ["startLine": 4, "startColumn": 1, "endLine": 5, "endColumn": 1])
    #expect(try log(try program.run("format", "--check", "t.dts", "--format", "sarif")).results.count == 1)
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
}
