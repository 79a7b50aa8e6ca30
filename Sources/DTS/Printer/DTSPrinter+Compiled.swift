import DeviceTree

extension DTSPrinter {
  /// The source of a tree that was made of a source, without what compiling it adds to an overlay: `__fixups__` and
  /// `__local_fixups__` are the references again that they stand for.
  ///
  /// Complexity: O(n), no recursion.
  public func print(_ compiled: CompiledTree) -> String {
    var printer = self
    printer.isPlugin = compiled.isPlugin
    guard compiled.isPlugin else { return printer.print(compiled.tree) }
    var tree = compiled.tree
    tree.recoverFixups()
    for name in ["__fixups__", "__local_fixups__"] {
      // A source may have written them itself; then they have places in it.
      if let node = tree.child(named: name, of: tree.root), compiled.positions.range(of: node) == nil {
        tree.remove(node)
      }
    }
    return printer.print(tree)
  }
}
