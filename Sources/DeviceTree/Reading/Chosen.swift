/// What firmware tells the kernel in `/chosen`.
public struct Chosen: Hashable, Sendable {
  /// A console with what is said about it.
  public struct Console: Hashable, Sendable {
    /// The device.
    public var node: DeviceTree.NodeID
    /// What stands behind the ":", "115200n8" for example; nil if nothing does.
    public var options: String?

    /// Makes a console.
    public init(node: DeviceTree.NodeID, options: String? = nil) {
      self.node = node
      self.options = options
    }
  }

  /// The node.
  public var node: DeviceTree.NodeID
  /// The kernel's command line.
  public var bootArguments: String?
  /// Where the console's output goes.
  public var standardOutput: Console?
  /// Where its input comes from.
  public var standardInput: Console?
  /// The initial RAM disk: `linux,initrd-start` up to, not including, `linux,initrd-end`.
  public var initrd: MemoryRange?
}

extension DeviceTree {
  /// What `/chosen`, or `/chosen@0`, says; nil if there is none.
  ///
  /// Throws if a value is no text, a console names no node, or the RAM disk has one end only or ends before it
  /// begins.
  /// Complexity: O(n) in bytes, and as `node(atPathOrAlias:)` for a console.
  public func chosen() throws(ReadingError) -> Chosen? {
    guard let node = child(named: "chosen", of: root) ?? child(named: "chosen@0", of: root) else {
      return nil
    }
    let output = property("stdout-path", of: node) != nil ? "stdout-path" : "linux,stdout-path"
    return Chosen(
      node: node, bootArguments: try optionalStrings("bootargs", of: node)?.first,
      standardOutput: try console(output, of: node), standardInput: try console("stdin-path", of: node),
      initrd: try initrd(of: node))
  }

  private func console(_ name: String, of chosen: NodeID) throws(ReadingError) -> Chosen.Console? {
    guard let text = try optionalStrings(name, of: chosen)?.first else { return nil }
    let path = text.prefix { $0 != ":" }
    guard let node = node(atPathOrAlias: String(path)) else {
      throw error(.unknownPath(String(path)), name, of: chosen)
    }
    let options = text.dropFirst(path.count + 1)
    return Chosen.Console(node: node, options: options.isEmpty ? nil : String(options))
  }

  private func initrd(of chosen: NodeID) throws(ReadingError) -> MemoryRange? {
    let (first, last) = ("linux,initrd-start", "linux,initrd-end")
    let start = try optionalNumber(first, of: chosen)
    let end = try optionalNumber(last, of: chosen)
    guard start != nil || end != nil else { return nil }
    guard let start else { throw error(.missing, first, of: chosen) }
    guard let end else { throw error(.missing, last, of: chosen) }
    guard end >= start else { throw error(.unknownText(AddressText.hex(end)), last, of: chosen) }
    return MemoryRange(base: start, end: end)
  }
}
