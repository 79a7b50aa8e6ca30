extension DeviceTreeInstallation {
  /// The sources that are new to the tree or differ from what stands there.
  func sourceFiles(in tree: KernelTree) throws(InstallationError) -> [PlannedFile] {
    var seen: [String: [UInt8]] = [:]
    var planned: [PlannedFile] = []
    for source in sources {
      guard Self.isUsable(source.name) else { throw .unusableFileName(source.name) }
      if let other = seen[source.name] {
        guard other == source.bytes else { throw .nameTwice(source.name) }
        continue
      }
      seen[source.name] = source.bytes
      let path = "\(KernelTree.deviceTreeFolder)/\(source.name)"
      let before = tree.files[path]
      guard before != source.bytes else { continue }
      planned.append(PlannedFile(path: path, before: before, after: source.bytes))
    }
    try checkOwners(of: planned, in: tree)
    return planned
  }

  /// Whether a name stays in the folder and replaces none of the files that the build itself reads.
  private static func isUsable(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    guard let last = parts.last, last != "Makefile", last != "Kbuild" else { return false }
    guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { return false }
    return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// Refuses to replace a file that the tree of another board takes in.
  ///
  /// The board's own `.dts` may always be replaced: it is what is being installed.
  private func checkOwners(of planned: [PlannedFile], in tree: KernelTree) throws(InstallationError) {
    let prefix = "\(KernelTree.deviceTreeFolder)/"
    let replaced = planned.filter { $0.before != nil }.map { String($0.path.dropFirst(prefix.count)) }
      .filter { $0 != sources.first?.name && !replaceable.contains($0) }
    guard !replaced.isEmpty else { return }
    let users = boards(ofFilesIn: tree)
    for file in replaced {
      if let board = users[file] { throw .usedByAnotherTree(file: file, board: board) }
    }
  }

  /// For each file in the folder one board, other than the one being installed, that takes it in, or is it.
  ///
  /// Complexity: O(bytes in the folder): every file is read once, for the first board that reaches it.
  private func boards(ofFilesIn tree: KernelTree) -> [String: String] {
    let prefix = "\(KernelTree.deviceTreeFolder)/"
    let root = sources.first?.name
    let folder = tree.files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    // Sorted, so that the board named in a message does not change from run to run.
    let boards = folder.filter { $0.hasSuffix(".dts") && $0 != root }.sorted()
    var owner: [String: String] = [:]
    for board in boards {
      guard owner[board] == nil else { continue }
      owner[board] = board
      var open = [board]
      while let file = open.popLast() {
        guard let bytes = tree.files[prefix + file] else { continue }
        for reference in IncludeScan.references(in: bytes) {
          for name in LocalSources.candidates(for: reference, from: file)
          where owner[name] == nil && tree.files[prefix + name] != nil {
            owner[name] = board
            open.append(name)
          }
        }
      }
    }
    return owner
  }
}
