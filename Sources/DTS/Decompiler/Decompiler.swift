public import DeviceTree
import SourceDiagnostics

/// Makes of a blob's tree a source that a person can read and edit, and that compiles to the same blob.
///
/// References come from `__symbols__`, `__fixups__` and `__local_fixups__`, from every property that is known to hold
/// phandles, and from the order of the phandles. Labels are made up where none are known. The text is compiled again
/// before it is handed out; a form that does not give the same bytes gives way to a plainer one.
public struct Decompiler: Sendable {
  /// What the tree is called in the comment at the top; nil for no comment.
  public var name: String?

  /// Makes a decompiler.
  public init(name: String? = nil) { self.name = name }

  /// The source of a tree that was read from a blob.
  ///
  /// Complexity: O(n log n), and a compilation for each form that is tried, four at most.
  public func decompile(_ tree: DeviceTree) -> DecompiledSource {
    let recovered = ReferenceRecovery(tree)
    let hasSymbols = Self.has("__symbols__", tree)
    let isPlugin = Self.has("__fixups__", tree) || Self.has("__local_fixups__", tree) || Self.isOverlay(tree)
    if hasSymbols, let source = attempt(recovered, isPlugin: isPlugin, keepsSymbols: true, for: tree) {
      return source
    }
    if isPlugin, let source = attempt(recovered, isPlugin: true, keepsSymbols: false, for: tree) {
      return source
    }
    if let source = attempt(recovered, isPlugin: false, keepsSymbols: false, for: tree) { return source }
    return exact(tree)
  }

  /// A blob's tree with the labels and references that it can be given, as the source would have them.
  ///
  /// Complexity: O(n log n).
  public static func recovered(_ tree: DeviceTree) -> DeviceTree {
    var recovery = ReferenceRecovery(tree)
    recovery.apply(makesLabels: true)
    return recovery.tree
  }

  private static func has(_ name: String, _ tree: DeviceTree) -> Bool {
    tree.child(named: name, of: tree.root) != nil
  }

  /// Whether the root has a fragment; of an overlay that refers to nothing by a label, nothing else tells.
  private static func isOverlay(_ tree: DeviceTree) -> Bool {
    tree.children(of: tree.root).contains { node in
      tree.nameBytes(of: node).starts(with: "fragment@".utf8)
        && tree.child(named: "__overlay__", of: node) != nil
    }
  }

  /// The source in one form; nil if it does not compile to the same tree.
  private func attempt(
    _ recovery: ReferenceRecovery, isPlugin: Bool, keepsSymbols: Bool, for original: DeviceTree
  ) -> DecompiledSource? {
    var recovery = recovery
    // With -@ every label becomes a symbol: none may be there that was not.
    recovery.apply(makesLabels: !keepsSymbols)
    var tree = recovery.tree
    var made = isPlugin ? ["__fixups__", "__local_fixups__"] : []
    if keepsSymbols { made.append("__symbols__") }
    for name in made {
      if let node = tree.child(named: name, of: tree.root) { tree.remove(node) }
    }
    var printer = DTSPrinter(comments: comments(keepsSymbols ? "-@ " : ""))
    printer.isPlugin = isPlugin
    printer.keepsSymbols = keepsSymbols
    let text = printer.print(tree)
    guard Self.difference(of: text, keepsSymbols: keepsSymbols, from: original) == nil else { return nil }
    let nodes = Array(tree.allNodes)
    let markers = nodes.flatMap { tree.properties(of: $0).flatMap { Array(tree.markers(of: $0)) } }
    return DecompiledSource(
      text: text, form: keepsSymbols ? .withSymbols : .plain, references: markers.count { $0.isReference },
      labels: nodes.reduce(0) { $0 + tree.labels(of: $1).count })
  }

  private func exact(_ tree: DeviceTree) -> DecompiledSource {
    let text = DTSPrinter(comments: comments("")).print(tree)
    return DecompiledSource(
      text: text, form: .exact, references: 0, labels: 0,
      difference: Self.difference(of: text, keepsSymbols: false, from: tree))
  }

  private func comments(_ option: String) -> [String] {
    name.map { ["Decompiled from \($0). dtc \(option)and dtkit build \(option)make the same blob of it."] }
      ?? []
  }

  /// In what a text, compiled, differs from a tree; nil if it is the same but for the boot cpu, which no source can
  /// say.
  private static func difference(of text: String, keepsSymbols: Bool, from tree: DeviceTree) -> String? {
    var compiler = DTSCompiler(loader: .none)
    compiler.makesSymbols = keepsSymbols
    do throws(CompileFailure) {
      var again = try compiler.compile(Array(text.utf8), path: "decompiled.dts").tree
      again.bootCPU = tree.bootCPU
      return again.flattened() == tree.flattened() ? nil : "it compiles to another blob"
    } catch {
      let first = error.diagnostics.first { $0.severity == .error }
      return "it does not compile: \(first?.message ?? "no reason is known")"
    }
  }
}

extension ValueMarker {
  /// Whether a node is referred to here.
  fileprivate var isReference: Bool {
    switch kind {
    case .phandle, .path: true
    default: false
    }
  }
}
