import Foundation
import KernelImage
import TestSupport
import Testing

/// Real ELF files, compared with what binutils say about them.
@Suite struct ELFToolchainTests {
  static func has(_ tool: String) -> Bool { (try? Tool.run("which", [tool]))?.status == 0 }

  static let source = """
    #include <stdio.h>
    static int hidden_counter = 7;
    int visible_table[4] = {1, 2, 3, 4};
    __attribute__((weak)) int spare(void) { return hidden_counter; }
    int main(void) { printf("%d\\n", spare() + visible_table[1]); return hidden_counter++; }
    """

  /// Compiles the source into `folder` with more arguments and returns the file's bytes and path.
  static func compile(_ arguments: [String], in folder: TemporaryFolder) throws -> (
    bytes: [UInt8], path: String
  ) {
    let source = folder.url.appending(path: "main.c")
    let output = folder.url.appending(path: "main.out")
    try Data(Self.source.utf8).write(to: source)
    let result = try Tool.run("cc", arguments + ["-o", output.path, source.path])
    try #require(result.status == 0, "\(result.errors)")
    return ([UInt8](try Data(contentsOf: output)), output.path)
  }

  @Test(
    .enabled(if: has("cc") && has("nm") && has("readelf")),
    arguments: [["-O1"], ["-c"], ["-O1", "-static-pie"]])
  func agreesWithNm(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    let (bytes, path) = try Self.compile(arguments, in: folder)
    let image = try ELFImage(bytes)
    #expect(image.machine == .x86_64 || image.machine == .arm64)
    // nm: "address type name"; every name that stands once must have the same address here.
    var expected: [String: [UInt64]] = [:]
    for line in try Tool.run("nm", [path]).text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      guard fields.count == 3, let value = UInt64(fields[0], radix: 16) else { continue }
      expected[String(fields[2]), default: []].append(value)
    }
    #expect(expected["main"]?.count == 1)
    #expect(expected["hidden_counter"]?.count == 1)
    for (name, values) in expected where values.count == 1 {
      #expect(image.address(of: name) == values[0], "\(name)")
    }
    // readelf -l and -S: the counts; -h: the entry point.
    let header = try Tool.run("readelf", ["-hW", path]).text
    func field(_ name: String) -> String? {
      header.split(separator: "\n").first { $0.contains(name) }?
        .split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(field("Number of program headers:") == "\(image.segments.count)")
    #expect(field("Number of section headers:") == "\(image.sections.count)")
    #expect(field("Entry point address:") == "0x" + String(image.entryPoint, radix: 16))
  }

  @Test(.enabled(if: has("cc") && has("strip")))
  func fallsBackToDynamicSymbols() throws {
    let folder = try TemporaryFolder()
    let (_, path) = try Self.compile(["-O1", "-rdynamic"], in: folder)
    #expect(try Tool.run("strip", [path]).status == 0)
    let image = try ELFImage([UInt8](try Data(contentsOf: URL(filePath: path))))
    #expect(image.section(named: ".symtab") == nil)
    #expect(image.symbol(named: "visible_table") != nil)
    #expect(image.symbol(named: "hidden_counter") == nil)
  }

  @Test(.enabled(if: has("cc")))
  func readsTheValueOfAVariable() throws {
    let folder = try TemporaryFolder()
    let image = try ELFImage(try Self.compile(["-O1"], in: folder).bytes)
    let symbol = try #require(image.symbol(named: "visible_table"))
    let range = try #require(image.fileRange(ofAddress: symbol.value, count: symbol.size))
    #expect(Array(image.bytes[range]) == [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/bin/true")))
  func readsAProgramOfTheSystem() throws {
    let image = try ELFImage([UInt8](try Data(contentsOf: URL(filePath: "/bin/true"))))
    #expect(image.linkAddress != nil)
    #expect(image.section(named: ".text")?.kind == .programBits)
    #expect(image.segments.contains { $0.kind == .dynamic })
  }
}
