import DTS
import DeviceTree
import FDT
import Foundation
import SourceDiagnostics
import TestSupport
import Testing

/// The printers against what dtc 1.8.1 prints of the same source (`fixtures/outputs`).
struct PrintedFormTests {
  private static func values(_ change: (inout DTSCompiler) -> Void = { _ in }) throws -> CompiledTree {
    var compiler = DTSCompiler(loader: SourceLoader(files: [:]))
    compiler.preprocesses = false
    change(&compiler)
    return try compiler.compile(try Fixtures.bytes("outputs/values.dts"), path: "values.dts")
  }

  private static func expect(
    _ text: [UInt8], is name: String, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let expected = String(decoding: try Fixtures.bytes("outputs/\(name)"), as: UTF8.self)
    #expect(String(decoding: text, as: UTF8.self) == expected, sourceLocation: place)
  }

  @Test func `prints source as dtc does`() throws {
    try Self.expect(DTCPrinter().print(try Self.values().tree), is: "values.dts.txt")
    try Self.expect(DTCPrinter().print(try Self.values().tree.sorted()), is: "values-sorted.dts.txt")
    let symbols = try Self.values { $0.makesSymbols = true }.tree
    try Self.expect(DTCPrinter().print(symbols), is: "values-symbols.dts.txt")
    let aliases = try Self.values {
      $0.makesAliases = true
      $0.makesFixups = true
    }
    try Self.expect(DTCPrinter().print(aliases.tree), is: "values-aliases.dts.txt")
  }

  @Test func `annotates places as dtc does`() throws {
    let compiled = try Self.values()
    var printer = DTCPrinter()
    printer.origin = (compiled.positions, compiled.sources)
    printer.annotation = .lines
    try Self.expect(printer.print(compiled.tree), is: "values-annotated.dts.txt")
    printer.annotation = .places
    try Self.expect(printer.print(compiled.tree), is: "values-places.dts.txt")
  }

  @Test func `recovers labels and guesses types of a blob as dtc does`() throws {
    let blob = try Self.values { $0.makesSymbols = true }.tree.flattened()
    var tree = try DeviceTree(blob: blob)
    tree.recoverReferences()
    try Self.expect(DTCPrinter().print(tree), is: "values-blob.dts.txt")
  }

  @Test func `prints YAML as dtc does`() throws {
    try Self.expect(YAMLPrinter().print(try Self.values().tree), is: "values.yaml")
  }

  @Test func `bytes beyond ASCII survive printing`() throws {
    // dtc 1.8.1 prints "\xffffffe9" here, which no compiler reads back.
    let text = Array("/dts-v1/; / { a = \"\\xe9\"; };".utf8)
    let tree = try DTSCompiler(loader: SourceLoader(files: [:])).compile(text, path: "t.dts").tree
    let printed = try DTCPrinter().print(tree)
    #expect(String(decoding: printed, as: UTF8.self).contains("a = \"\\xe9\";"))
    let again = try DTSCompiler(loader: SourceLoader(files: [:])).compile(printed, path: "t.dts").tree
    #expect(again.flattened() == tree.flattened())
  }

  @Test(arguments: BlobLayout.Version.allCases)
  func `writes every version, with room, as dtc does`(version: BlobLayout.Version) throws {
    let path = Fixtures.url("outputs/values.dts").path(percentEncoded: false)
    let tree = try Self.values().tree
    let number = "\(version.rawValue)"
    #expect(try tree.flattened(BlobLayout(version: version)) == (try dtc(path, ["-V", number])))
    let roomy = BlobLayout(version: version, freeReservations: 3, padding: 77, alignment: 64)
    #expect(try tree.flattened(roomy) == (try dtc(path, ["-V", number, "-R", "3", "-p", "77", "-a", "64"])))
    let large = BlobLayout(version: version, minimumSize: 4096)
    #expect(try tree.flattened(large) == (try dtc(path, ["-V", number, "-S", "4096"])))
  }

  @Test(arguments: BlobLayout.Version.allCases)
  func `assembler text assembles to the blob`(version: BlobLayout.Version) throws {
    let tree = try Self.values().tree
    let layout = BlobLayout(version: version, freeReservations: 1, padding: 10)
    let folder = FileManager.default.temporaryDirectory.appending(path: "dtkit-asm-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = folder.appending(path: "t.S").path(percentEncoded: false)
    let object = folder.appending(path: "t.o").path(percentEncoded: false)
    let binary = folder.appending(path: "t.bin").path(percentEncoded: false)
    try Data(AssemblerPrinter(layout: layout).print(tree)).write(to: URL(filePath: source))
    #expect(try Tool.run("gcc", ["-c", "-x", "assembler", source, "-o", object]).status == 0)
    #expect(try Tool.run("objcopy", ["-O", "binary", "-j", ".text", object, binary]).status == 0)
    #expect(try [UInt8](Data(contentsOf: URL(filePath: binary))) == tree.flattened(layout))
  }

  @Test func `states phandles in the properties that are asked for`() throws {
    for (form, option) in [(PhandleForm.legacy, "legacy"), (.both, "both"), (.standard, "epapr")] {
      let path = Fixtures.url("outputs/values.dts").path(percentEncoded: false)
      let tree = try Self.values { $0.phandleForm = form }.tree
      #expect(tree.flattened() == (try dtc(path, ["-H", option])), "\(option)")
    }
  }
}
