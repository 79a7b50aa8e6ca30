public import DTS
public import DeviceTree
public import SourceDiagnostics

/// What one plan becomes: a tree for every zone, a file for every guest, and what is to be said about the plan.
public struct ZoneBuild: Sendable {
  /// What is made for one zone.
  public struct Output: Sendable {
    /// The zone as the plan has it.
    public var zone: Zone
    /// Its device tree.
    public var tree: DeviceTree
    /// The text of its hvisor file; nil for the root zone, which is compiled into hvisor.
    public var hvisorFile: JSONValue?
  }

  /// The zones in the order of the plan; empty if the plan has errors.
  public var outputs: [Output]
  /// Errors and warnings, in the order of the source.
  public var diagnostics: [Diagnostic]

  /// The kernel files that a plan names, so that the caller can read what they say.
  public static func kernelNames(in compiled: CompiledTree) -> [String] {
    var reader = ZonePlanReader(compiled)
    return reader.read()?.zones.compactMap(\.kernel?.value) ?? []
  }

  /// Reads, checks and builds a plan.
  ///
  /// `kernels` holds what the ELF files say that `hvisor,kernel` names, as far as they exist.
  /// Complexity: O(n log n) in the plan's nodes and memory ranges, for each zone.
  public init(_ compiled: CompiledTree, kernels: [String: ZoneKernel] = [:]) {
    var reader = ZonePlanReader(compiled)
    let plan = reader.read()
    diagnostics = reader.diagnostics
    outputs = []
    guard let plan else { return }
    var check = PlanCheck(plan, kernels: kernels)
    check.run()
    diagnostics += check.diagnostics
    for zone in plan.zones {
      var builder = ZoneTreeBuilder(plan, zone: zone, kernels: kernels, positions: compiled.positions)
      let tree = builder.build()
      diagnostics += builder.diagnostics
      let file = HvisorZoneFile(plan: plan, zone: zone, kernels: kernels)
      outputs.append(Output(zone: zone, tree: tree, hvisorFile: zone.isRoot ? nil : file.json()))
      if !zone.isRoot, file.regions().count > HvisorZoneFile.mostRegions {
        diagnostics.append(
          .error(
            "zone '\(zone.name)' has \(file.regions().count) memory regions, and hvisor-tool takes "
              + "\(HvisorZoneFile.mostRegions)", at: zone.range))
      }
    }
    if diagnostics.contains(where: { $0.severity == .error }) { outputs = [] }
  }
}
