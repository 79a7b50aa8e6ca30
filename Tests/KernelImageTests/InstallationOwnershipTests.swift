import Foundation
import KernelImage
import SourceDiagnostics
import TestSupport
import Testing

@Suite struct InstallationOwnershipTests {
  static let folder = InstallationPlanTests.folder

  static func plan(
    _ files: [(String, String)], replaceable: Set<String> = []
  ) throws -> InstallationPlan {
    let sources = files.map { NamedBytes(name: $0.0, bytes: Array($0.1.utf8)) }
    return try DeviceTreeInstallation(sources: sources, replaceable: replaceable)
      .plan(in: TreeFixtures.tree("object-rule"))
  }

  @Test func keepsTheFilesOfOtherBoards() throws {
    let files = [("mine.dts", "#include \"family.dtsi\"\n"), ("family.dtsi", "/* mine */\n")]
    let error = try #require(throws: InstallationError.self) { try Self.plan(files) }
    #expect(error == .usedByAnotherTree(file: "family.dtsi", board: "first-board.dts"))
    #expect(error.path == "\(Self.folder)/family.dtsi")
    #expect(error.help.contains("rename your 'family.dtsi'"))
    #expect(try Self.plan(files, replaceable: ["family.dtsi"]).files.count == 4)
  }

  @Test func followsIncludesThroughFiles() throws {
    let error = try #require(throws: InstallationError.self) {
      try Self.plan([("first-board.dts", "/ { };\n"), ("family.dtsi", "/* mine */\n")])
    }
    // Its own board is being replaced, but another one comes to it through middle.dtsi.
    #expect(error == .usedByAnotherTree(file: "family.dtsi", board: "second-board.dts"))
  }

  @Test func anotherBoardsOwnSourceIsNotReplacedEither() throws {
    let error = try #require(throws: InstallationError.self) {
      try Self.plan([("mine.dts", "#include \"second-board.dts\"\n"), ("second-board.dts", "/* mine */\n")])
    }
    #expect(error == .usedByAnotherTree(file: "second-board.dts", board: "second-board.dts"))
  }

  @Test func replacesWhatNobodyElseUses() throws {
    let plan = try Self.plan([
      ("second-board.dts", "/include/ \"middle.dtsi\"\n"), ("middle.dtsi", "/* new */\n"),
      ("orphan.dtsi", "/* new */\n"),
    ])
    #expect(
      plan.files.map(\.path).prefix(3) == [
        "\(Self.folder)/second-board.dts", "\(Self.folder)/middle.dtsi", "\(Self.folder)/orphan.dtsi",
      ])
    #expect(plan.files.allSatisfy { $0.before != nil })
    #expect(plan.remarks.map(\.subject) == ["\(Self.folder)/second-board.dts"])
    // It was listed already: the Makefile stays as it is.
    #expect(plan.files.map(\.path).last == ".config" && plan.files.count == 4)
  }

  @Test func takesAFileThatIsThereAlready() throws {
    let same = try TreeFixtures.tree("object-rule").text("\(Self.folder)/family.dtsi")
    let plan = try Self.plan([("mine.dts", "#include \"family.dtsi\"\n"), ("family.dtsi", same)])
    #expect(plan.files.map(\.path).first == "\(Self.folder)/mine.dts")
    #expect(!plan.files.contains { $0.path.hasSuffix("family.dtsi") })
  }
}
