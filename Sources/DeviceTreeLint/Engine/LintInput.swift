public import DTS
public import DeviceTree
public import LinuxBoot

/// What the rules look at: a tree, where it stands in its sources, and what Linux will make of it.
public struct LintInput: Sendable {
  /// The boot that was foretold, with its tree.
  public var boot: BootInput { didSet { paths = NodePaths(boot.tree) } }
  /// Where the tree's nodes and properties stand; nil for a blob.
  public var positions: SourceTable?
  /// What the model says.
  public var prediction: Prediction
  /// The paths of the tree's nodes, for findings.
  private(set) var paths: NodePaths

  /// Makes an input; without a prediction, the model is run.
  public init(boot: BootInput, positions: SourceTable? = nil, prediction: Prediction? = nil) {
    self.boot = boot
    paths = NodePaths(boot.tree)
    self.positions = positions
    self.prediction = prediction ?? boot.prediction()
  }

  /// The tree.
  public var tree: DeviceTree { boot.tree }
}
