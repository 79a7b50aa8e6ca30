import Foundation
import TestSupport
import Testing

/// `dtkit decompile` as a user calls it.
@Suite struct DecompileCommandTests {
  @Test func whatIsDecompiledBuildsTheSameBlob() throws {
    let program = try VerbBoard.program()
    let result = try program.run("decompile", "board.dtb", "-o", "again.dts")
    #expect(result.status == 0)
    #expect(result.text.hasPrefix("again.dts: 2 references, 2 labels; dtkit build makes the same "))
    #expect(try program.run("build", "again.dts", "-o", "again.dtb").status == 0)
    #expect(try program.bytes("again.dtb") == program.bytes("board.dtb"))
    let json = try program.json(try program.run("decompile", "board.dtb", "--format", "json"))
    #expect(json["form"] as? String == "plain")
    #expect((json["source"] as? String)?.contains("clocks = <&clock 0x7>;") == true)
    #expect(try program.run("decompile", "board.dts").errors.contains("dtkit format tidies a source"))
  }
}
