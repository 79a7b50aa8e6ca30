import DTS
import DeviceTree
import Foundation
import TestSupport
import Testing

/// Each rule of dtc's grammar in a source of its own, against the installed dtc.
struct GrammarTests {
  static let files = ["data.bin": "abcdef", "part.dtsi": "/ { a; b { }; };", "inner.dtsi": "c;\nd { };"]

  private static func compiler() -> DTSCompiler {
    var compiler = DTSCompiler(loader: SourceLoader(files: files.mapValues { Array($0.utf8) }))
    compiler.preprocesses = false
    return compiler
  }

  /// What dtc says of texts: its blobs without and with `-@`, nil for a text that it refuses.
  ///
  /// One shell calls dtc for all of them.
  private static func dtc(_ texts: [String]) throws -> [(plain: [UInt8]?, symbols: [UInt8]?)] {
    let folder = try TemporaryFolder()
    func url(_ name: String) -> URL { folder.url.appending(path: name) }
    for (name, content) in files { try Data(content.utf8).write(to: url(name)) }
    for (index, text) in texts.enumerated() { try Data(text.utf8).write(to: url("\(index).dts")) }
    let loop = """
      dtc --version >/dev/null || exit 1
      for file in *.dts; do
        dtc -q -o "$file.plain" "$file"
        dtc -q -@ -o "$file.symbols" "$file"
      done
      exit 0
      """
    let result = try Tool.run("sh", ["-c", loop], in: folder.url)
    try #require(result.status == 0, "\(result.errors)")
    func blob(_ name: String) -> [UInt8]? { (try? Data(contentsOf: url(name))).map { [UInt8]($0) } }
    return texts.indices.map { (blob("\($0).dts.plain"), blob("\($0).dts.symbols")) }
  }

  @Test func `what dtc takes gives its blobs`() throws {
    let blobs = try Self.dtc(Self.accepted.map(\.text))
    for ((rule, text), theirs) in zip(Self.accepted, blobs) {
      var compiler = Self.compiler()
      let plain = try compiler.compile(Array(text.utf8), path: "t.dts").tree
      #expect(plain.flattened() == theirs.plain, "\(rule)")
      compiler.makesSymbols = true
      let symbols = try compiler.compile(Array(text.utf8), path: "t.dts").tree
      #expect(symbols.flattened() == theirs.symbols, "\(rule), with symbols")
    }
  }

  @Test func `what dtc refuses is refused`() throws {
    let blobs = try Self.dtc(Self.refused.map(\.text))
    for ((rule, text), theirs) in zip(Self.refused, blobs) {
      #expect(theirs.plain == nil, "\(rule)")
      #expect(throws: CompileFailure.self, "\(rule)") {
        try Self.compiler().compile(Array(text.utf8), path: "t.dts")
      }
    }
  }

  @Test func `what is printed compiles to the same`() throws {
    for (rule, text) in Self.accepted {
      let compiled = try Self.compiler().compile(Array(text.utf8), path: "t.dts")
      var printer = DTCPrinter()
      printer.isPlugin = compiled.isPlugin
      let printed = try printer.print(compiled.tree)
      let again = try Self.compiler().compile(printed, path: "printed.dts")
      #expect(again.tree.flattened() == compiled.tree.flattened(), "\(rule)")
    }
  }
}
