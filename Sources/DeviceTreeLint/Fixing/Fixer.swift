public import DTS
public import DeviceTree
public import LinuxBoot

/// Mends what lint finds, in the source or in a blob's tree, one finding after the other.
///
/// After each change the changed text is compiled and linted again. The change stays only if it compiles to the tree
/// that was meant, the finding is gone, and no other has come. Wrong names, which Linux does not read, are mended many
/// at a time.
public struct Fixer: Sendable {
  /// The rules, and how much may be tried.
  public var linter = Linter()
  /// Which mends are made.
  public var choice = MendChoice()
  /// Rules, and nodes by name or path, whose findings alone are mended; empty for all.
  public var only: [String] = []
  /// How many findings are mended at most; `FixResult.isStopped` says that there are more.
  public var limit = 200

  /// Makes a fixer.
  public init() {}

  /// Mends a source.
  ///
  /// `boot` gives what Linux boots with for a compiled tree; nil where it cannot be said.
  public func fix(
    _ source: CompiledSource, boot: @escaping (CompiledTree) -> BootInput?
  ) -> FixResult<CompiledSource> {
    run(source) { boot($0.compiled) }
  }

  /// Mends the tree of a blob, which has no text.
  public func fix(_ tree: DeviceTree, boot: @escaping (DeviceTree) -> BootInput?) -> FixResult<DeviceTree> {
    run(tree, boot: boot)
  }

  private func run<Subject: FixSubject>(
    _ subject: Subject, boot: @escaping (Subject) -> BootInput?
  ) -> FixResult<Subject> {
    guard var run = FixRun(self, subject, boot) else { return FixResult(subject: subject) }
    return run.run()
  }
}
