import DTS
import DeviceTree
import FDT
import SourceDiagnostics

/// Does with a text whatever can be done with it; what must hold is checked, and ends the process if it does not.
enum Exercise {
  /// What stands beside the text.
  private static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [
      "a.dtsi": Array("/ { a: node-a { reg = <1>; }; };\n".utf8),
      "b.h": Array("#ifndef B_H\n#define B_H\n#define B(x) <&a (x)>\n#define C 3\n#endif\n".utf8),
      "data.bin": Array(0..<200),
    ]
    for number in 0..<30 {
      let line = "#include \"bomb\(number + 1).dtsi\"\n"
      files["bomb\(number).dtsi"] = Array((number < 29 ? line + line : "x").utf8)
    }
    return files
  }()

  static func run(_ text: [UInt8]) {
    var compiler = DTSCompiler(
      loader: SourceLoader(files: files.merging(["t.dts": text]) { own, _ in own }),
      includePaths: ["", "folder"])
    compiler.limits.includeDepth = 50
    compiler.limits.includedBytes = 1 << 20
    compiler.limits.expandedTokens = 20_000
    compiler.limits.expandedBytes = 1 << 18
    compiler.limits.pathBytes = 1 << 18
    compiler.checks = .standard
    compiler.makesSymbols = text.count % 2 == 1
    compiler.preprocesses = text.count % 5 != 0
    let compiled = compile(text, by: compiler)
    if let compiled {
      let blob = write(compiled)
      printAgain(compiled, blob)
      edit(compiled, by: compiler, dice: text)
    }
    layOut(text, compiled: compiled, by: compiler)
    preprocess(text, compiled: compiled, by: compiler)
  }

  /// The text after preprocessing can be written, and if it compiles, then to the same blob.
  private static func preprocess(_ text: [UInt8], compiled: CompiledTree?, by compiler: DTSCompiler) {
    guard compiler.preprocesses, let preprocessed = try? compiler.preprocess(text, path: "t.dts") else { return }
    let marked = preprocessed.bytes()
    _ = preprocessed.bytes(lineMarkers: false)
    var plain = compiler
    plain.preprocesses = false
    guard let compiled, let again = try? plain.compile(marked, path: "t.dts") else { return }
    check(again.tree.flattened() == compiled.tree.flattened(), "preprocessed it compiles to something else")
  }

  /// Compiles, and shows what is said.
  private static func compile(_ text: [UInt8], by compiler: DTSCompiler) -> CompiledTree? {
    do throws(CompileFailure) {
      let compiled = try compiler.compile(text, path: "t.dts")
      show(compiled.diagnostics, compiled.sources)
      check(compiled.diagnostics.allSatisfy { $0.severity < .error }, "an error did not fail")
      return compiled
    } catch {
      show(error.diagnostics, error.sources)
      check(error.diagnostics.contains { $0.severity == .error }, "it failed without an error")
      return nil
    }
  }

  private static func show(_ diagnostics: [Diagnostic], _ sources: SourceMap) {
    check(diagnostics.count < 3000, "too much is said: \(diagnostics.count) findings")
    let renderer = TextRenderer(sources: sources)
    for diagnostic in diagnostics.prefix(40) {
      check(renderer.render(diagnostic).utf8.count < 20_000, "a finding is too long")
    }
  }

  private static func write(_ compiled: CompiledTree) -> [UInt8] {
    let blob = compiled.tree.flattened()
    do throws(FDTError) {
      _ = try FlattenedTree(validating: blob.span).nodeCount
    } catch {
      // Names may be longer than readers take them, as dtc lets them.
      let tree = compiled.tree
      let isLong = tree.allNodes.contains { node in
        tree.properties(of: node).contains { tree.nameBytes(of: $0).count > FlattenedTree.longestPropertyName }
      }
      check(isLong, "the blob is none: \(error)")
    }
    _ = try? DTCPrinter().print(compiled.tree)
    _ = try? YAMLPrinter().print(compiled.tree)
    _ = try? AssemblerPrinter().print(compiled.tree)
    return blob
  }

  /// What is printed compiles to the same blob.
  private static func printAgain(_ compiled: CompiledTree, _ blob: [UInt8]) {
    let tree = compiled.tree
    // A label of this name makes a property of __symbols__ or __fixups__ that no source can have.
    let phandles = tree.allNodes.flatMap { node in
      ["phandle", "linux,phandle"].compactMap { tree.property($0, of: node) }
    }
    guard phandles.allSatisfy({ tree.bytes(of: $0).count == 4 }) else { return }
    let printed = DTSPrinter().print(tree)
    do throws(CompileFailure) {
      var compiler = DTSCompiler(loader: .none)
      // A name such as __LINE__ is a macro, and there is no other way to write it.
      compiler.preprocesses = !printed.contains("__")
      let again = try compiler.compile(Array(printed.utf8), path: "printed.dts")
      check(again.tree.flattened() == blob, "what is printed compiles to something else:\n\(printed)")
    } catch {
      fatalError("what is printed does not compile:\n\(error)\n\(printed)")
    }
  }

  /// Laid out, a text stays so, and compiles to the same blob.
  private static func layOut(_ text: [UInt8], compiled: CompiledTree?, by compiler: DTSCompiler) {
    guard let once = try? DTSFormatter().format(text) else { return }
    guard let twice = try? DTSFormatter().format(once) else {
      fatalError("a text laid out cannot be laid out")
    }
    check(once == twice, "laid out twice it is another text")
    guard let compiled, !usesLayout(text) else { return }
    guard let again = try? compiler.compile(once, path: "t.dts") else {
      fatalError("laid out it does not compile:\n\(String(decoding: once, as: UTF8.self))")
    }
    check(again.tree.flattened() == compiled.tree.flattened(), "laid out it compiles to something else")
  }

  /// Whether macros may see how the text is laid out: by its lines, or as strings made of their arguments; whether it
  /// has itself included; or whether a carriage return ends a line for cpp, and none for dtc.
  private static func usesLayout(_ text: [UInt8]) -> Bool {
    let pairs = zip(text, text.dropFirst() + [0])
    if pairs.contains(where: { $0 == UInt8(ascii: "\r") && $1 != UInt8(ascii: "\n") }) { return true }
    let words = String(decoding: text, as: UTF8.self)
    if words.contains("__") || words.contains("t.dts") { return true }
    return words.split(separator: "\n").contains { line in
      line.contains("#") && line.dropFirst().contains("#")
    }
  }

  /// Changes the text as its own bytes say; whatever comes of it must be compiled or refused.
  private static func edit(_ compiled: CompiledTree, by compiler: DTSCompiler, dice: [UInt8]) {
    var editor = SourceEditor(compiled)
    let tree = compiled.tree
    for (step, node) in tree.allNodes.prefix(8).enumerated() {
      let die = dice.isEmpty ? 0 : Int(dice[(step &* 40503) % dice.count])
      let property = tree.properties(of: node).first { _ in true }.map { tree.name(of: $0) }
      do throws(SourceEditor.Refusal) {
        switch (die % 7, property) {
        case (0, let name?): try editor.setValue("<0x2a>", of: name, in: node)
        case (1, let name?): try editor.removeProperty(name, of: node)
        case (2, let name?): try editor.appendValue("\"more\"", to: name, in: node)
        case (3, let name?): try editor.setCells([7], at: 0, of: name, in: node)
        case (4, _) where node != tree.root: try editor.remove(node)
        case (5, _) where node != tree.root: try editor.rename(node, to: "renamed@\(step)")
        default: try editor.addProperty("new = <1>", to: node)
        }
      } catch {
        // A macro made it, or two changes meet.
      }
    }
    for (file, text) in editor.edits.apply(to: compiled.sources) where compiled.sources[file].path == "t.dts"
    {
      _ = compile(text, by: compiler)
    }
  }

  private static func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
  }
}
