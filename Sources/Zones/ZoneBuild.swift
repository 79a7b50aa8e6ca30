public import DTS
public import DeviceTree
public import SourceDiagnostics

/// What one plan becomes: a tree for every zone, a file for every guest, and what is to be said about the
/// plan.
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
  public private(set) var outputs: [Output] = []
  /// The file with which root Linux serves virtio devices; nil if no guest has one, or the plan has errors.
  public private(set) var virtioFile: JSONValue?
  /// Errors and warnings, file by file, in the order of each source.
  public private(set) var diagnostics: [Diagnostic]

  /// hvisor runs at most so many zones (`MAX_ZONE_NUM`), and no more are looked at.
  public static let mostZones = 32

  /// The kernel files that a plan names, so that the caller can read what they say.
  public static func kernelNames(in compiled: CompiledTree) -> [String] {
    var reader = ZonePlanReader(compiled, board: BoardIndex(compiled.tree))
    return reader.read()?.zones.prefix(mostZones).compactMap(\.kernel?.value) ?? []
  }

  /// Reads, checks and builds a plan.
  ///
  /// `kernels` holds what the ELF files say that `hvisor,kernel` names, as far as they exist, and
  /// `kernelFaults` why some of them cannot be used.
  /// Complexity: O(n log n) in the plan's nodes and memory ranges, for each of at most 32 zones.
  public init(
    _ compiled: CompiledTree, kernels: [String: ZoneKernel] = [:],
    kernelFaults: [String: ZoneKernelFault] = [:]
  ) {
    let board = BoardIndex(compiled.tree)
    var reader = ZonePlanReader(compiled, board: board)
    let read = reader.read()
    diagnostics = reader.diagnostics
    if var plan = read {
      limit(&plan)
      var check = PlanCheck(
        plan, board: board, positions: compiled.positions, kernels: kernels, kernelFaults: kernelFaults)
      check.run()
      diagnostics += check.diagnostics
      if !hasErrors {
        build(plan, board: board, contents: check.contents, kernels: kernels, positions: compiled.positions)
      }
    }
    sortDiagnostics()
    if hasErrors { (outputs, virtioFile) = ([], nil) }
  }

  private var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Leaves out the zones beyond hvisor's limit, with one error.
  private mutating func limit(_ plan: inout ZonePlan) {
    guard plan.zones.count > Self.mostZones else { return }
    let extra = plan.zones[Self.mostZones]
    diagnostics.append(
      .error(
        "the plan has \(plan.zones.count) zones, and hvisor runs \(Self.mostZones)", at: extra.range,
        help: "remove '\(extra.name)' and those behind it"))
    plan.unreadableZones += plan.zones.dropFirst(Self.mostZones).map(\.name)
    if plan.zones.dropFirst(Self.mostZones).contains(where: \.isRoot) { plan.lacksRootZone = true }
    plan.zones.removeSubrange(Self.mostZones...)
  }

  private mutating func build(
    _ plan: ZonePlan, board: BoardIndex, contents: [ZoneContents], kernels: [String: ZoneKernel],
    positions: SourceTable
  ) {
    // One reference of the board may be wrong for several zones; it is said once.
    var told: Set<SourceRange?> = []
    for (zone, contents) in zip(plan.zones, contents) {
      var builder = ZoneTreeBuilder(
        plan, zone: zone, board: board, contents: contents, kernels: kernels, positions: positions)
      let tree = builder.build()
      diagnostics += builder.diagnostics.filter { told.insert($0.range).inserted || $0.range == nil }
      guard builder.diagnostics.isEmpty else { continue }
      var check = ZoneTreeCheck(tree, of: zone, plan: plan, kernels: kernels, positions: positions)
      check.run()
      diagnostics += check.diagnostics
      var text: JSONValue?
      if !zone.isRoot {
        let file = HvisorZoneFile(plan: plan, zone: zone, board: board, contents: contents, kernels: kernels)
        text = file.json()
        checkCount(file.regions().count, of: zone)
      }
      outputs.append(Output(zone: zone, tree: tree, hvisorFile: text))
    }
    virtioFile = HvisorVirtioFile(plan: plan).json()
  }

  private mutating func checkCount(_ count: Int, of zone: Zone) {
    guard count > HvisorZoneFile.mostRegions else { return }
    diagnostics.append(
      .error(
        "zone '\(zone.name)' has \(count) memory regions, and hvisor-tool takes \(HvisorZoneFile.mostRegions)",
        at: zone.range, help: "give it fewer devices, or memory in fewer pieces"))
  }

  /// Orders by file, the files as they first come up, and by place; what has no place stays in front.
  private mutating func sortDiagnostics() {
    var files: [FileID: Int] = [:]
    for range in diagnostics.lazy.compactMap(\.range) where files[range.file] == nil {
      files[range.file] = files.count
    }
    let keys = diagnostics.enumerated().map { index, diagnostic in
      (diagnostic.range.flatMap { files[$0.file] } ?? -1, diagnostic.range?.start ?? 0, index)
    }
    diagnostics = keys.sorted { $0 < $1 }.map { diagnostics[$0.2] }
  }
}
