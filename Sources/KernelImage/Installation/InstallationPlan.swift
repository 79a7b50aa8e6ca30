public import SourceDiagnostics

/// A file of a kernel tree that is to be written.
public struct PlannedFile: Hashable, Sendable {
  /// Its path relative to the top of the tree.
  public var path: String
  /// What stands there now; nil if it is new.
  public var before: [UInt8]?
  /// What is to stand there; never the same as `before`.
  public var after: [UInt8]

  /// Makes a planned write.
  public init(path: String, before: [UInt8]?, after: [UInt8]) {
    self.path = path
    self.before = before
    self.after = after
  }

  /// The change as a patch.
  public var diff: UnifiedDiff { UnifiedDiff(path: path, before: before, after: after) }
}

/// What has to be written so that the next `make` builds a device tree into the kernel.
public struct InstallationPlan: Sendable {
  /// The files to write, only those that change: the sources, then the Makefile, then the configuration.
  public var files: [PlannedFile]
  /// The name that the configuration gets: the source's, without `.dts`.
  public var name: String
  /// The tree's version.
  public var version: KernelVersion
  /// By which rule the tree links it.
  public var rule: BuiltInRule
  /// Remarks and warnings on what was found; none of them keeps the plan from working.
  public var remarks: [Diagnostic]

  /// Whether the tree is already as it should be.
  public var isEmpty: Bool { files.isEmpty }

  /// All changes as one patch for `patch -p1` or `git apply`; files with binary contents are only named in
  /// it.
  public var patch: [UInt8] { files.reduce(into: []) { $0 += $1.diff.bytes } }

  /// The symbols `__dtb_…_begin` and `__dtb_…_end` that the linked kernel has around the tree.
  ///
  /// Source: the wrapper in `scripts/Makefile.dtbs`, Linux 6.13, which turns `-` into `_`.
  public var symbols: (begin: String, end: String) {
    let base = "__dtb_" + String(name.map { $0 == "-" ? "_" : $0 })
    return (base + "_begin", base + "_end")
  }
}
