import TestSupport
import Testing

/// `dtkit explain` of names as they stand in findings, in options and in old build files.
@Suite struct ExplainCommandTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(arguments: [
    "chosen_node_bootargs", "[chosen_node_bootargs]", "no-chosen_node_bootargs", "no_chosen_node_bootargs",
  ])
  func aCheckIsExplainedByAnyOfItsNames(name: String) throws {
    let result = try program.run("explain", name)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.hasPrefix("chosen_node_bootargs, a check of dtc\n"))
    #expect(result.text.contains("switch it off, with") == name.hasPrefix("no"))
  }

  @Test(arguments: ["sound_dais", "interrupt_cells_is_cell", "graph_child_address", "no-graph_child_address"])
  func aCheckThatIsGoneIsExplained(name: String) throws {
    let result = try program.run("explain", name)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("a check that dtc has no more since version 1."))
    #expect(result.text.replacing("\n  ", with: " ").contains("they can be left out of a build"))
  }

  @Test func aNameThatNeverWasIsNot() throws {
    let result = try program.run("explain", "no-such_check")
    #expect(result.status == 2)
    #expect(result.errors.contains("there is no rule or check"))
  }
}
