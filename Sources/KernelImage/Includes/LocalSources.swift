/// A file to be put beside others: a name relative to the folder that holds them, and its bytes.
public struct NamedBytes: Hashable, Sendable {
  /// The name, with `/` between folders.
  public var name: String
  /// The contents.
  public var bytes: [UInt8]

  /// Makes a file of that name and those contents.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// A device tree source and every local file that it takes in, directly or through others.
public struct LocalSources: Sendable {
  /// A name in quotes for which there is no local file.
  public struct Missing: Hashable, Sendable {
    /// The file that asks for it.
    public var file: String
    /// What it asks for.
    public var reference: IncludeReference
    /// Whether the name leads out of the folder of the root file, so that it was not looked for.
    public var leavesFolder: Bool
  }

  /// The root file first, then the others in the order in which they were first asked for.
  public private(set) var sources: [NamedBytes]
  /// What was not found: names that the kernel's tree must have, such as `dt-bindings/…`, or mistakes.
  public private(set) var missing: [Missing] = []

  /// Follows the names in quotes from `root` on, reading each file once.
  ///
  /// A name is looked for beside the file that names it and, unless the preprocessor asks for it, then beside
  /// the root: where a kernel build looks for it. `read` returns a file's bytes, or nil where there is none;
  /// names are relative to the root file's folder, without `.` and `..`.
  /// Complexity: O(bytes of all files).
  public init(root: NamedBytes, read: (String) -> [UInt8]?) {
    sources = [root]
    var known: [String: Bool] = [root.name: true]
    var next = 0
    while next < sources.count {
      let file = sources[next]
      next += 1
      for reference in IncludeScan.references(in: file.bytes) {
        let candidates = Self.candidates(for: reference, from: file.name)
        let isFound = candidates.contains { candidate in
          if let answer = known[candidate] { return answer }
          let bytes = read(candidate)
          known[candidate] = bytes != nil
          if let bytes { sources.append(NamedBytes(name: candidate, bytes: bytes)) }
          return bytes != nil
        }
        guard !isFound else { continue }
        missing.append(
          Missing(file: file.name, reference: reference, leavesFolder: candidates.isEmpty))
      }
    }
  }

  /// Where a file that `file` refers to may lie, relative to the root's folder; empty if only outside it.
  ///
  /// Source: `cmd_dtc` in `scripts/Makefile.dtbs`, Linux 6.13: the compiler is given the root's folder as a
  /// search path (`-i`), the preprocessor is not (`-I` names only `scripts/dtc/include-prefixes`).
  static func candidates(for reference: IncludeReference, from file: String) -> [String] {
    let name = reference.name
    let parts = name.split(separator: "/", omittingEmptySubsequences: true)
    let folder = file.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    let beside = normalized(folder + parts, name)
    let atRoot = reference.kind == .preprocessor ? nil : normalized(parts[...], name)
    return [beside, atRoot == beside ? nil : atRoot].compactMap { $0 }
  }

  private static func normalized(_ parts: ArraySlice<Substring>, _ name: String) -> String? {
    guard !name.hasPrefix("/") else { return nil }
    var result: [Substring] = []
    for part in parts where part != "." {
      if part != ".." {
        result.append(part)
      } else if result.popLast() == nil {
        return nil
      }
    }
    return result.isEmpty ? nil : result.joined(separator: "/")
  }
}
