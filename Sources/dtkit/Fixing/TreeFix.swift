import DTS
import DeviceTree
import DeviceTreeLint
import FileSystem
import KernelImage
import LinuxBoot
import SecondOpinion
import SourceDiagnostics

/// `--fix` and `--diff` for one tree: mends it, shows the change, and writes it.
struct TreeFix {
  let options: FixOptions
  let facts: KernelFacts
  let includeFolders: [String]

  /// What came of it.
  struct Outcome {
    /// The tree as it is now.
    var tree: TreeInput
    var fixed: [FixedFinding]
    /// The findings that are left, with the mends that they have.
    var findings: [Finding]
    /// Why they were not mended, by the finding's own words.
    var reason: (Finding) -> Fixer.Reason?
    /// What is to be written.
    var files: [PlannedFile]
    /// Whether there is more to mend than is mended at once.
    var isStopped: Bool
    /// What could be chosen from.
    var offered: [OfferedMends]
    /// The choices that found a mend; nil stands for one for all findings.
    var heeded: Set<String?>

    init<Subject>(_ result: FixResult<Subject>, tree: TreeInput, files: [PlannedFile]) {
      self.tree = tree
      self.files = files
      fixed = result.fixed
      findings = result.input.map { Linter().lint($0) } ?? []
      reason = result.reason
      isStopped = result.isStopped
      (offered, heeded) = (result.offered, result.heeded)
    }
  }

  /// Mends the tree in memory; `write` brings it to the disk.
  ///
  /// What `--mend` and `--only` name must be there, unless other trees may have it.
  func mended(_ tree: TreeInput, isOneOfMany: Bool = false) throws(CommandError) -> Outcome {
    let outcome = try attempt(tree)
    if !isOneOfMany { try ChosenNames(options).check([tree.tree], [outcome]) }
    return outcome
  }

  private func attempt(_ tree: TreeInput) throws(CommandError) -> Outcome {
    // What is wrong with the call is said before anything is tried.
    _ = try facts.input(for: tree)
    // Findings are followed from one round to the next by the paths of their nodes.
    try tree.checkPaths(of: tree.tree.allNodes, limits: .ofRounds, help: "nest the nodes less deeply")
    var fixer = Fixer()
    fixer.choice = options.choice
    fixer.only = options.only
    guard let compiled = tree.compiled else { return try mendedBlob(tree, fixer) }
    if tree.path == "-" {
      throw CommandError("standard input cannot be mended: there is no file to change")
    }
    let compiler = DTSCompiler(loader: Files.sourceLoader, includePaths: includeFolders)
    let source = CompiledSource(compiled, path: tree.path, compiler: compiler)
    let result = fixer.fix(source) { try? facts.input(for: TreeInput(path: tree.path, compiled: $0)) }
    let changed = result.subject
    var files: [PlannedFile] = []
    for path in changed.changed.keys.sorted() {
      guard let after = changed.changed[path], let before = changed.originals[path], after != before else {
        continue
      }
      files.append(PlannedFile(path: path, before: before, after: after))
    }
    if let output = options.output {
      guard files.allSatisfy({ $0.path == tree.path }) else {
        throw CommandError(
          "--output \(output): the change is in \(files.first { $0.path != tree.path }?.path ?? ""), which \(tree.path) includes",
          help: "leave --output out, and the files themselves are changed")
      }
      files = files.map { PlannedFile(path: output, before: $0.before, after: $0.after) }
    }
    return Outcome(result, tree: TreeInput(path: tree.path, compiled: changed.compiled), files: files)
  }

  private func mendedBlob(_ tree: TreeInput, _ fixer: Fixer) throws(CommandError) -> Outcome {
    guard let output = options.output else {
      throw CommandError(
        "\(tree.path): a blob has no text to mend",
        help: "give the source that it was made from, or -o FILE.dtb for a new blob")
    }
    let result = fixer.fix(tree.tree) { try? facts.input(for: TreeInput(path: tree.path, tree: $0)) }
    var files: [PlannedFile] = []
    if !result.fixed.isEmpty {
      do throws(AgreedBlob.Disagreement) {
        let blob = try AgreedBlob(of: result.subject)
        files = [PlannedFile(path: output, before: nil, after: blob.bytes)]
      } catch {
        throw CommandError(
          "libfdt reads the mended tree otherwise: \(error.differences[0]); nothing was written")
      }
    }
    return Outcome(result, tree: TreeInput(path: tree.path, tree: result.subject), files: files)
  }

  /// Writes what was mended, unless only the difference is wanted.
  func write(_ outcome: Outcome) throws(CommandError) {
    guard !options.diff, !outcome.files.isEmpty else { return }
    var files = OutputFiles()
    for file in outcome.files {
      if options.output == nil, try Files.read(file.path) != file.before {
        throw CommandError("\(file.path): it was changed meanwhile; nothing was written")
      }
      files.add(file.path, file.after)
    }
    try files.write()
  }
}

extension TreeInput {
  /// A source whose text is not, or not yet, that of its file.
  init(path: String, compiled: CompiledTree) {
    self.path = path
    self.compiled = compiled
    tree = compiled.tree
    blobSize = UInt64(compiled.tree.flattened().count)
  }

  /// A tree that is not in a file yet.
  init(path: String, tree: DeviceTree) {
    self.path = path
    self.tree = tree
    compiled = nil
    blobSize = UInt64(tree.flattened().count)
  }
}
