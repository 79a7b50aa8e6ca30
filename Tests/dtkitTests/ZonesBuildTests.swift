import Foundation
import Testing
import TestSupport

@Suite struct ZonesBuildTests {
  @Test func writesEveryFileAndNothingElse() throws {
    let program = try Program()
    let result = try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out/deep")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty)
    let files = try FileManager.default.contentsOfDirectory(atPath: program.url("out/deep").path).sorted()
    #expect(
      files == [
        "linux1.dtb", "linux1.dts", "linux1.json", "linux2.dtb", "linux2.dts", "linux2.json", "linux3.dtb",
        "linux3.dts", "linux3.json", "virtio.json", "zone0.dtb", "zone0.dts",
      ])
  }

  /// The printed source, compiled by dtc, is the blob that was written.
  @Test func dtcMakesTheSameBlobOfTheSource() throws {
    let program = try Program()
    try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    for zone in ["zone0", "linux1", "linux2", "linux3"] {
      let compiled = try Tool.run(
        "dtc", ["-q", "-I", "dts", "-O", "dtb", program.url("out/\(zone).dts").path])
      #expect(compiled.status == 0, "\(compiled.errors)")
      #expect(compiled.output == (try program.bytes("out/\(zone).dtb")), "\(zone)")
    }
  }

  @Test func jsonNamesZonesAndOutputs() throws {
    let program = try Program()
    let result = try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out", "--format", "json")
    let json = try program.json(result)
    let zones = try #require(json["zones"] as? [[String: Any]])
    #expect(zones.compactMap { $0["name"] as? String } == ["zone0", "linux1", "linux2", "linux3"])
    #expect(zones.compactMap { $0["id"] as? Int } == [0, 1, 2, 3])
    #expect(zones[1]["outputs"] as? [String] == ["out/linux1.dts", "out/linux1.dtb", "out/linux1.json"])
    #expect((json["findings"] as? [Any])?.isEmpty == true)
  }

  @Test func aFaultyPlanLeavesTheOldFilesAlone() throws {
    let program = try Program()
    let plan = try String(
      contentsOf: Fixtures.packageRoot.appending(path: "dts/ls3a5000/zones.dts"), encoding: .utf8)
    try program.write(
      plan.replacingOccurrences(of: "<&cpus 0x4 0x0>", with: "<&cpus 0x2 0x0>"), to: "bad.dts")
    try program.write("old", to: "out/linux1.json")
    let result = try program.run("zones", "build", "bad.dts", "-o", "out", "-I", "dts/ls3a5000")
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("bad.dts:58:"), "\(result.errors)")
    #expect(result.errors.contains("error: cpu 1 is given to zone 'linux2', but zone 'linux1' has it"))
    #expect(result.errors.contains("1 error in the plan; nothing was written"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: program.url("out").path) == ["linux1.json"])
    #expect(String(decoding: try program.bytes("out/linux1.json"), as: UTF8.self) == "old")
  }

  @Test func aFolderThatCannotBeMadeIsSaid() throws {
    let program = try Program()
    try program.write("a file", to: "out")
    let result = try program.run("zones", "build", "dts/ls3a5000/zones.dts", "-o", "out")
    #expect(result.status == 2)
    #expect(result.errors.contains("nothing was changed"))
    #expect(String(decoding: try program.bytes("out"), as: UTF8.self) == "a file")
  }

  /// A zone called like the plan, built beside it, would replace it.
  @Test func thePlanIsNeverReplaced() throws {
    let program = try Program()
    let plan = try String(
      contentsOf: Fixtures.packageRoot.appending(path: "dts/ls3a5000/zones.dts"), encoding: .utf8)
    let text = plan.replacingOccurrences(of: "linux2", with: "zones")
    try program.write(text, to: "zones.dts")
    let result = try program.run("zones", "build", "zones.dts", "-o", ".", "-I", "dts/ls3a5000")
    #expect(result.status == 2)
    #expect(result.errors.contains("the plan is made from this file"), "\(result.errors)")
    #expect(String(decoding: try program.bytes("zones.dts"), as: UTF8.self) == text)
    #expect(!FileManager.default.fileExists(atPath: program.url("linux1.dts").path))
  }
}
